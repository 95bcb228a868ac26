"""Whatever is published, a reader who tries every table finds no cell on few people."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.disclosure import TOTAL, grid, hidden, is_small, line
from services.reports.months import Place
from services.reports.years import Year

ROWS, COLUMNS = ("a", "b", "c"), ("x", "y")
MOST = 7


def with_margins(cells):
    """Return each table's cells and margins in the order of KEYS."""
    cube = cells.reshape(-1, 3, 2)
    return np.concatenate([cells, cube.sum(2), cube.sum(1), cube.sum((1, 2))[:, None]], axis=1)


KEYS = [
    *((row, column) for row in ROWS for column in COLUMNS),
    *((row, TOTAL) for row in ROWS),
    *((TOTAL, column) for column in COLUMNS),
    (TOTAL, TOTAL),
]


def imaginable(values, secret):
    """Return every table that agrees with all that is published; hidden cells are 1 or more.

    Where the table hides a nought, a hidden cell may be one.
    """
    flat = np.array([values[key] for key in KEYS[:6]])
    shown = with_margins(flat[None])[0]
    least = 0 if any(values[key] == 0 for key in KEYS[:6] if key in secret) else 1
    ranges = [range(least, MOST + 1) if key in secret else [values[key]] for key in KEYS[:6]]
    tables = with_margins(np.stack(np.meshgrid(*ranges, indexing="ij"), -1).reshape(-1, 6))
    published = [n for n, key in enumerate(KEYS) if key not in secret]
    return tables[(tables[:, published] == shown[published]).all(1)]


def assert_safe(values):
    secret = hidden(grid(values, COLUMNS))
    tables = imaginable(values, secret)
    everything = dict(zip(KEYS, with_margins(np.array([list(values.values())]))[0], strict=True))
    for number, key in enumerate(KEYS):
        if is_small(everything[key]):
            assert key in secret
            assert len(np.unique(tables[:, number])) > 1, (values, secret, key)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_no_table_gives_a_small_cell_back(cells):
    assert_safe(dict(zip(KEYS[:6], cells, strict=True)))


@pytest.mark.parametrize(
    "cells",
    [
        (1, 0, 1, 0, 1, 0),
        (1, 1, 1, 1, 1, 1),
        (0, 0, 3, 6, 6, 6),
        (1, 6, 6, 6, 6, 6),
        (5, 5, 5, 0, 0, 4),
        (0, 0, 0, 0, 0, 1),
    ],
)
def test_the_hard_tables_are_safe_too(cells):
    assert_safe(dict(zip(KEYS[:6], cells, strict=True)))


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden(grid({("a", "x"): 5, ("a", "y"): 9, ("b", "x"): 7, ("b", "y"): 0}, COLUMNS)) == (
        frozenset()
    )


def test_the_part_that_the_total_would_tell_takes_the_smallest_other_with_it():
    assert hidden(line({1: 3, 2: 30, 3: 8, 4: 40})) == {1, 3}


def test_a_total_published_elsewhere_stays():
    values = {("a", "x"): 3, ("b", "x"): 20, ("a", "y"): 9, ("b", "y"): 9}
    secret = hidden(grid(values, COLUMNS, dict.fromkeys([*COLUMNS, TOTAL], True)))
    assert {("a", "x"), ("b", "x")} <= secret
    assert not {(TOTAL, "x"), (TOTAL, "y"), (TOTAL, TOTAL)} & secret


def test_a_whole_province_by_quarter_is_quick_enough_to_draw():
    values = {(f"{n:05d}", q): (n * 7 + q * 3) % 9 for n in range(166) for q in range(4)}
    secret = hidden(grid(values, range(4)))
    assert all(key in secret for key, value in values.items() if is_small(value))


def report_of(values):
    """Return a year whose consulted people are these, by commune and quarter."""
    months = {"x": date(2025, 2, 1), "y": date(2025, 5, 1)}
    amounts = Counter({Place("consulted", months[q], row): n for (row, q), n in values.items()})
    return Year(2025, amounts, Counter(), frozenset(), {})


def hidden_in(report):
    """Return the keys of KEYS that no page of a report shows."""
    periods = {"x": 1, "y": 2, TOTAL: TOTAL}
    by_period = {name: report.by("commune", "consulted", p) for name, p in periods.items()}
    empty = dict.fromkeys(KEYS, 0)
    told = empty | {(unit, q): n for q, cells in by_period.items() for unit, n in cells.items()}
    told |= {(TOTAL, name): report.shown("consulted")[p] for name, p in periods.items()}
    return {key for key in KEYS if told[key] is None}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_all_pages_of_a_report_together_give_no_small_cell_back(cells):
    values = dict(zip(KEYS[:6], cells, strict=True))
    report = report_of(values)
    if any(None in report.by("commune", "consulted", empty).values() for empty in (3, 4)):
        return
    secret = hidden_in(report)
    tables = imaginable(values, secret)
    everything = dict(zip(KEYS, with_margins(np.array([cells]))[0], strict=True))
    for number, key in enumerate(KEYS):
        if is_small(everything[key]):
            assert len(np.unique(tables[:, number])) > 1, (values, secret, key)


def test_five_communes_of_one_each_are_not_known_from_their_sum():
    values = {(f"c{n}", "x"): 1 for n in range(5)}
    secret = hidden(grid(values, COLUMNS, dict.fromkeys([*COLUMNS, TOTAL], True)))
    assert not {(TOTAL, "x"), (TOTAL, TOTAL)} & secret
    assert any(key in secret for key in ((f"c{n}", "y") for n in range(5)))
