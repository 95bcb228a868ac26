import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.schedule import EventScheduler, capacity
from matching.schedule_event import Availability, Changes, Table, Timetable
from tests.matching.halls import best_by_brute_force, halls


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


def test_seats_may_differ_from_slot_to_slot():
    pairs = [(i, 0, 1.0) for i in range(5)]
    timetable = EventScheduler().plan(pairs, [3], 2, Availability(tables=[[3, 1]]))
    assert np.bincount(timetable.assignments[:, 2]).tolist() == [3, 1]


def test_the_same_input_gives_the_same_timetable():
    pairs = [(i, t, (i * t % 7) / 7) for i in range(30) for t in range(5)]
    coming = np.random.default_rng(1).random((30, 8)) < 0.5
    plans = [EventScheduler().plan(pairs, [1] * 5, 8, Availability(coming)) for _ in range(2)]
    assert (plans[0].assignments == plans[1].assignments).all()


def test_an_event_with_late_arrivals_and_breaks_is_solved_to_the_bound():
    chance = np.random.default_rng(3)
    pairs = [(i, t, chance.random()) for i in range(120) for t in chance.permutation(20)[:10]]
    coming, opened = chance.random((120, 12)) < 0.8, chance.random((20, 12)) < 0.9
    timetable = EventScheduler().plan(pairs, [2] * 20, 12, Availability(coming, opened))
    assert timetable.served[0] == 120
    assert timetable.gap <= 0.001
