"""Nothing to plan, bad records, rubbish."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from sklearn.base import clone

from matching.schedule import EventScheduler, capacity
from matching.schedule_event import Availability, Changes

NAN = float("nan")


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
