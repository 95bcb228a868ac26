"""What stays and what moves when a timetable is planned again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.schedule import EventScheduler
from matching.schedule_event import Availability, Changes, Move, Pairs
from tests.matching.halls import best_by_brute_force, halls


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
