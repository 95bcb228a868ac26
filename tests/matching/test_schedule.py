import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from sklearn.base import clone

from matching.schedule import EventScheduler, capacity
from matching.schedule_event import Availability, Changes, Move, Pairs, Table, Timetable

NAN = float("nan")


@dataclass
class Hall:
    """An event as drawn: pairs (person, table, weight), tables, absences."""

    pairs: list[tuple[int, int, float]]
    tables: list[Table]
    slots: int
    coming: np.ndarray
    seats: np.ndarray
    max_talks: int

    @property
    def people(self) -> int:
        return len(self.coming)

    def plan(self, locked=(), *, absences=True) -> Timetable:
        """Plan it."""
        columns = zip(*self.pairs, strict=True) if self.pairs else ((), (), ())
        availability = Availability(self.coming, self.seats) if absences else None
        return EventScheduler(self.max_talks).plan(
            Pairs(*columns, self.people), self.tables, self.slots, availability, locked
        )


@st.composite
def halls(draw, people=5, tables=4, slots=4, *, groups=False):
    people = draw(st.integers(0, people))
    tables, slots = draw(st.integers(0, tables)), draw(st.integers(0, slots))
    drawn = draw(
        st.dictionaries(
            st.tuples(st.integers(0, max(people - 1, 0)), st.integers(0, max(tables - 1, 0))),
            st.integers(0, 64),
            max_size=people * tables,
        )
    )
    pairs = [(i, t, w / 64) for (i, t), w in drawn.items() if i < people and t < tables]
    kinds = st.builds(Table, st.integers(0, 2), st.just(1))
    if groups:
        kinds |= st.integers(2, 5).flatmap(
            lambda seats: st.builds(Table, st.just(seats), st.integers(2, seats))
        )
    grid = st.lists(st.booleans(), min_size=slots, max_size=slots)

    def rows(n):
        return np.array(draw(st.lists(grid, min_size=n, max_size=n)), bool).reshape(n, slots)

    return Hall(
        pairs,
        draw(st.lists(kinds, min_size=tables, max_size=tables)),
        slots,
        rows(people),
        rows(tables),
        draw(st.integers(1, 3)),
    )


def assert_no_clash(hall, timetable, *, absences=True) -> None:
    suits = {(i, t) for i, t, _ in hall.pairs}
    talks = [tuple(row) for row in timetable.assignments.tolist()]
    assert len({(i, s) for i, _, s in talks}) == len(talks), "one table at a time"
    assert len({(i, t) for i, t, _ in talks}) == len(talks), "no pair twice"
    assert {(i, t) for i, t, _ in talks} <= suits
    for (table, _), at in itertools.groupby(
        sorted(talks, key=lambda talk: talk[1:]), key=lambda talk: talk[1:]
    ):
        size = len(list(at))
        assert hall.tables[table].least <= size <= hall.tables[table].capacity
    if absences:
        assert all(hall.coming[i, s] and hall.seats[t, s] for i, t, s in talks)
    counts = np.bincount(timetable.assignments[:, 0], minlength=1)
    assert counts.max() <= hall.max_talks


def aims(timetable: Timetable) -> tuple[float, ...]:
    return (*timetable.served, timetable.value)


class BruteForce:
    """Tries every timetable of a tiny hall; `best` is (served..., value) in order of the aims."""

    def __init__(self, hall: Hall, locked=(), *, absences=True) -> None:
        told = {(i, t) for i, t, _ in locked}
        self.hall, self.absences = hall, absences
        self.pairs = [pair for pair in hall.pairs if pair[:2] not in told]
        self.count, self.busy = [0] * hall.people, set()
        self.room = {
            (t, s): kind.capacity for t, kind in enumerate(hall.tables) for s in range(hall.slots)
        }
        for talk in locked:
            self.book(*talk, 1)
        self.best: tuple[float, ...] = ()
        self.go_on(0, 0.0)

    def book(self, person, table, slot, sign) -> None:
        self.room[table, slot] -= sign
        self.count[person] += sign
        self.busy ^= {(person, slot)}

    def fits(self, person, table, slot) -> bool:
        hall = self.hall
        there = not self.absences or (hall.coming[person, slot] and hall.seats[table, slot])
        free = (person, slot) not in self.busy and self.count[person] < hall.max_talks
        return there and free and self.room[table, slot] > 0

    def go_on(self, number, value) -> None:
        if number == len(self.pairs):
            served = (sum(c >= k for c in self.count) for k in range(1, self.hall.max_talks + 1))
            self.best = max(self.best, (*served, value))
            return
        person, table, weight = self.pairs[number]
        self.go_on(number + 1, value)
        for slot in range(self.hall.slots):
            if self.fits(person, table, slot):
                self.book(person, table, slot, 1)
                self.go_on(number + 1, value + weight)
                self.book(person, table, slot, -1)


def best_by_brute_force(hall, locked=(), *, absences=True) -> tuple[float, ...]:
    return BruteForce(hall, locked, absences=absences).best


@settings(max_examples=60, deadline=None)
@given(halls(people=4, tables=3, slots=3))
def test_without_absences_the_plan_is_the_best_there_is(hall):
    timetable = hall.plan(absences=False)
    assert_no_clash(hall, timetable, absences=False)
    assert aims(timetable) == pytest.approx(best_by_brute_force(hall, absences=False), abs=1e-4)
    assert timetable.gap < 1e-4


@settings(max_examples=60, deadline=None)
@given(halls(people=3, tables=3, slots=3))
def test_with_absences_most_people_are_served_and_the_bound_holds(hall):
    timetable, best = hall.plan(), best_by_brute_force(hall)
    assert_no_clash(hall, timetable)
    assert timetable.served[0] == best[0]
    assert aims(timetable) <= (*best[:-1], best[-1] + 1e-9)
    bounds = np.cumsum(timetable.served_bound)
    assert (bounds >= np.cumsum(best[:-1])).all()
    if timetable.gap == 0:
        assert aims(timetable) == pytest.approx(best, abs=1e-4)


@settings(max_examples=150, deadline=None)
@given(halls(people=8, tables=5, slots=6, groups=True), st.randoms(use_true_random=False))
def test_nobody_is_ever_at_two_tables_whatever_is_locked_or_lost(hall, random):
    first = hall.plan()
    assert_no_clash(hall, first)
    single = [tuple(r) for r in first.assignments.tolist() if hall.tables[r[1]].least == 1]
    locked = random.sample(single, len(single) // 2)
    again = hall.plan(locked)
    assert_no_clash(hall, again)
    assert set(locked) <= {tuple(row) for row in again.assignments.tolist()}
    gone = [t for t in range(len(hall.tables)) if random.random() < 0.3]
    after = EventScheduler(hall.max_talks).replan(again, Changes(tables_gone=gone))
    assert_no_clash(hall, after)
    assert not set(gone) & set(after.assignments[:, 1].tolist())


def test_each_gets_one_talk_before_anyone_gets_two():
    pairs = [(0, 0, 1.0), (0, 1, 1.0), (1, 0, 0.01), (2, 1, 0.01)]
    timetable = EventScheduler(2).plan(pairs, [1, 1], 1)
    assert timetable.served[0] == 2
    wide = EventScheduler(2).plan([*pairs, (0, 2, 0.0)], [1, 1, 1], 1)
    assert wide.served == (3, 0)
    assert wide.value == pytest.approx(0.02)


def test_suitability_decides_among_equal_numbers():
    timetable = EventScheduler(1).plan([(0, 0, 0.2), (0, 1, 0.9)], [1, 1], 3)
    assert timetable.assignments[:, :2].tolist() == [[0, 1]]
    assert (timetable.value, timetable.gap) == (0.9, 0.0)


def test_negative_weights_do_not_cost_a_talk():
    assert EventScheduler(2).plan([(0, 0, -5.0), (0, 1, -1.0)], [1, 1], 2).served == (1, 1)


def test_a_full_hall_is_coloured_without_a_gap():
    pairs = [(i, t, 1.0) for i in range(6) for t in range(6)]
    timetable = EventScheduler(6).plan(pairs, [1] * 6, 6)
    assert (len(timetable.assignments), timetable.gap, timetable.waiting) == (36, 0.0, 0)


def test_talks_of_a_person_lie_together():
    pairs = [(i, t, 1.0) for i in range(4) for t in range(3)]
    assert EventScheduler(3).plan(pairs, [1] * 3, 12).waiting == 0


def test_group_talk_waits_for_enough_people():
    pairs = [(i, 0, 1.0) for i in range(5)]
    timetable = EventScheduler().plan(pairs, [Table(15, least=2)], 4)
    assert len(timetable.assignments) == 5
    assert len(set(timetable.assignments[:, 2].tolist())) == 1
    assert EventScheduler().plan(pairs[:1], [Table(15, least=2)], 4).served[0] == 0


def test_group_talks_split_where_more_come_than_fit():
    pairs = [(i, 0, 1.0) for i in range(20)]
    timetable = EventScheduler().plan(pairs, [Table(15, least=2)], 4)
    assert len(timetable.assignments) == 20
    assert min(np.bincount(timetable.assignments[:, 2])[timetable.assignments[:, 2]]) >= 2


def test_capacity_is_stated_and_the_promise_can_be_kept():
    hall = capacity([2, 2, 1], 4)
    assert hall.total == 20
    assert [hall.per_person_promise(n) for n in (0, 4, 6, 7, 21)] == [0, 3, 2, 2, 0]
    pairs = [(i, t, 1.0) for i in range(7) for t in range(3)]
    assert EventScheduler(2).plan(pairs, [2, 2, 1], 4).served == (7, 7)


@pytest.mark.parametrize(
    ("pairs", "tables", "slots"),
    [([], [], 0), ([(0, 0, 1.0)], [], 3), ([(0, 0, 1.0)], [1], 0), ([], [1, 2], 3), (None, [0], 1)],
)
def test_nothing_to_plan_is_an_empty_timetable(pairs, tables, slots):
    timetable = EventScheduler().plan(pairs, tables, slots)
    assert timetable.assignments.shape == (0, 3)
    assert (timetable.served, timetable.gap) == ((0, 0, 0), 0.0)


def test_each_bad_record_is_reported_and_the_rest_planned():
    pairs = [
        (0, 0, NAN), (0, 9, 1.0), (-1, 0, 1.0), (1.5, 0, 1.0), ("x", 0, 1.0), (2, 0), None,
        (3, 0, 1.0), (3, 0, 0.5), (3, 1, float("inf")),
    ]  # fmt: skip
    timetable = EventScheduler().plan(pairs, [1, -1, "two"], 2, None, [(3, 0, 9), (3, 0), "abc"])
    assert timetable.assignments[:, :2].tolist() == [[3, 0]]
    found = {(p.where, p.index) for p in timetable.problems}
    assert {("pairs", n) for n in (0, 1, 2, 3, 4, 5, 6, 8, 9)} <= found
    assert {("tables[1]", 0), ("tables[2]", 0)} <= found
    assert {("locked", 0), ("locked", 1), ("locked", 2)} <= found


@pytest.mark.parametrize(
    "people", [np.ones(3), np.ones((9, 9)), [[1, NAN]], [["a"]], [[1], [1, 2]], 5, "no"]
)
def test_availability_of_the_wrong_shape_is_reported(people):
    timetable = EventScheduler().plan([(0, 0, 1.0)], [1], 2, Availability(people, people))
    assert timetable.problems


@pytest.mark.parametrize("value", [-1, NAN, None, "many", 10**9, 2.5])
def test_a_bad_number_of_slots_or_talks_is_reported(value):
    assert EventScheduler().plan([(0, 0, 1.0)], [1], value).problems
    assert EventScheduler(value).plan([(0, 0, 1.0)], [1], 2).problems
    assert capacity([1], value).total == 0


RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner, inner),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(RUBBISH, max_size=6), RUBBISH, RUBBISH, st.lists(RUBBISH, max_size=3))
def test_rubbish_never_raises(rows, people, tables, talks):
    pairs = [(0, 0, 1.0), (1, 0, 0.5), *rows]
    given = Availability(people, tables)
    timetable = EventScheduler(2).plan(pairs, [1, *talks], 3, given, talks)
    changes = Changes(tables_gone=talks, people_gone=talks, closed=talks, confirmed=talks)
    assert EventScheduler(2).replan(timetable, changes).gap >= 0


def test_a_sparse_matrix_is_understood_and_the_scheduler_can_be_cloned():
    matrix = coo_array(([0.5, 0.7], ([0, 1], [0, 0])), shape=(3, 1))
    timetable = clone(EventScheduler(1)).plan(matrix, [1], 2)
    assert timetable.served == (2,)
    assert timetable.unserved.tolist() == [2]


def test_seats_may_differ_from_slot_to_slot():
    pairs = [(i, 0, 1.0) for i in range(5)]
    timetable = EventScheduler().plan(pairs, [3], 2, Availability(tables=[[3, 1]]))
    assert np.bincount(timetable.assignments[:, 2]).tolist() == [3, 1]


def test_the_same_input_gives_the_same_timetable():
    pairs = [(i, t, (i * t % 7) / 7) for i in range(30) for t in range(5)]
    coming = np.random.default_rng(1).random((30, 8)) < 0.5
    plans = [EventScheduler().plan(pairs, [1] * 5, 8, Availability(coming)) for _ in range(2)]
    assert (plans[0].assignments == plans[1].assignments).all()


class TestReplan:
    pairs = [(i, t, (i + t) % 3 / 2) for i in range(6) for t in range(3)]

    @pytest.fixture
    def timetable(self):
        return EventScheduler(2).plan(self.pairs, [1, 1, 1], 6)

    def confirmed(self, timetable):
        return [tuple(row) for row in timetable.assignments.tolist()]

    def test_when_a_firm_leaves_the_other_talks_stay_and_its_people_go_elsewhere(self, timetable):
        talks = self.confirmed(timetable)
        after = EventScheduler(2).replan(timetable, Changes(tables_gone=[0], confirmed=talks))
        kept = {talk for talk in talks if talk[1] != 0}
        assert kept <= set(self.confirmed(after))
        assert after.served == (6, 6)
        assert {move.table for move in after.moved} == {0}
        assert all(move.after is None for move in after.moved)

    def test_walk_ins_are_served_beside_confirmed_talks(self, timetable):
        talks = self.confirmed(timetable)
        walk_ins = Pairs([6, 7], [0, 1], [1.0, 1.0])
        after = EventScheduler(2).replan(timetable, Changes(walk_ins=walk_ins, confirmed=talks))
        assert set(talks) <= set(self.confirmed(after))
        assert after.served[0] == 8
        assert after.moved == ()

    def test_a_confirmed_talk_moves_only_where_nothing_else_serves(self):
        timetable = EventScheduler(1).plan([(0, 0, 1.0)], [1], 2, None, [(0, 0, 1)])
        late = Changes(walk_ins=Pairs([1], [0], [1.0]))
        after = EventScheduler(1).replan(timetable, late)
        assert (0, 0, 1) in self.confirmed(after)
        assert (after.served, after.moved) == ((2,), ())
        coming = Availability(people=[[True, True], [False, True]])
        tight = EventScheduler(1).plan(Pairs([0], [0], [1.0], 2), [1], 2, coming, [(0, 0, 1)])
        after = EventScheduler(1).replan(tight, late)
        assert after.moved == (Move(0, 0, 1, 0),)
        assert self.confirmed(after) == [(0, 0, 0), (1, 0, 1)]

    def test_a_closed_slot_moves_the_talk_within_its_table(self, timetable):
        talk = next(t for t in self.confirmed(timetable) if t[1] == 2)
        changes = Changes(closed=[talk[1:]], confirmed=[talk])
        after = EventScheduler(2).replan(timetable, changes)
        assert [(m.person, m.table, m.before) for m in after.moved] == [talk]
        assert (talk[0], 2) in {(i, t) for i, t, _ in self.confirmed(after)}

    def test_what_is_over_stays_and_nothing_new_is_put_there(self, timetable):
        past = {talk for talk in self.confirmed(timetable) if talk[2] < 2}
        walk_ins = Pairs([6], [0], [1.0])
        after = EventScheduler(2).replan(timetable, Changes(now=2, walk_ins=walk_ins))
        assert {talk for talk in self.confirmed(after) if talk[2] < 2} == past

    def test_seats_of_people_who_left_are_given_on(self, timetable):
        after = EventScheduler(2).replan(timetable, Changes(people_gone=[0, 1]))
        assert after.unserved.tolist() == [0, 1]

    def test_unknown_numbers_are_reported(self, timetable):
        changes = Changes(
            tables_gone=[99], people_gone=[-1], closed=[(0, 99)], confirmed=[(0, 0, 99)]
        )
        after = EventScheduler(2).replan(timetable, changes)
        wheres = {problem.where for problem in after.problems}
        assert wheres == {"tables_gone", "people_gone", "closed", "confirmed"}

    @settings(max_examples=60, deadline=None)
    @given(hall=halls(people=6, tables=4, slots=4), random=st.randoms(use_true_random=False))
    def test_no_confirmed_talk_moves_unless_it_is_said(self, hall, random):
        first = hall.plan()
        talks = self.confirmed(first)
        new = Pairs(
            [hall.people] * len(hall.tables), range(len(hall.tables)), [1.0] * len(hall.tables)
        )
        gone = [t for t in range(len(hall.tables)) if random.random() < 0.2]
        changes = Changes(tables_gone=gone, walk_ins=new, confirmed=talks)
        after = EventScheduler(hall.max_talks).replan(first, changes)
        now = set(self.confirmed(after))
        said = {(m.person, m.table, m.before) for m in after.moved}
        assert set(talks) - now == said
        assert all(m.after is None or (m.person, m.table, m.after) in now for m in after.moved)

    @settings(max_examples=80, deadline=None)
    @given(hall=halls(people=3, tables=3, slots=3), suits=st.sets(st.integers(0, 2), min_size=1))
    def test_a_confirmed_talk_moves_if_and_only_if_nothing_else_serves(self, hall, suits):
        first = hall.plan()
        talks = self.confirmed(first)
        new = [(hall.people, t, 1.0) for t in suits if t < len(hall.tables)]
        columns = zip(*new, strict=True) if new else ((), (), ())
        changes = Changes(walk_ins=Pairs(*columns, hall.people + 1), confirmed=talks)
        after = EventScheduler(hall.max_talks).replan(first, changes)
        hall.pairs += new
        hall.coming = np.vstack([hall.coming, np.ones((1, hall.slots), bool)])
        without_moving = best_by_brute_force(hall, talks)[0]
        assert after.served[0] >= without_moving
        assert bool(after.moved) == (after.served[0] > without_moving)


def test_an_event_with_late_arrivals_and_breaks_is_solved_to_the_bound():
    chance = np.random.default_rng(3)
    pairs = [(i, t, chance.random()) for i in range(120) for t in chance.permutation(20)[:10]]
    coming, opened = chance.random((120, 12)) < 0.8, chance.random((20, 12)) < 0.9
    timetable = EventScheduler().plan(pairs, [2] * 20, 12, Availability(coming, opened))
    assert timetable.served[0] == 120
    assert timetable.gap <= 0.001
