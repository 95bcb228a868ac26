"""The committee's close-out: tables, next steps and their sums give no small figure back."""

import random
from dataclasses import replace

import numpy as np
import pytest

from models import NextStep
from services.closeout import CloseOut, FirmLine
from services.closeout_cells import shielded
from services.closeout_people import NoTalk

STEPS = (NextStep.INTERVIEW, NextStep.NOT_SUITABLE)


def close_out(tables, **values):
    """Return an afternoon: for each table how many of each step, without one, not held."""
    lines = [
        FirmLine(
            table=number,
            firm=f"Công ty {number}",
            planned=sum(cells),
            held=sum(cells[:3]),
            next_steps=dict(zip(STEPS, cells, strict=False)),
        )
        for number, cells in enumerate(tables, start=1)
    ]
    given = {
        "invited": 90,
        "came": 60,
        "walked_in": 20,
        "sheets": 50,
        "call_backs": 9,
        "no_shows": sum(line.planned - line.held for line in lines),
        "introductions": 9,
        "hired": 7,
        "sponsored": 6,
    } | values
    absent = given["invited"] - given["came"]
    here = given["came"] + given["walked_in"]
    quiet = {NoTalk.NO_CARD: 8, NoTalk.NOT_PLANNED: 7, NoTalk.MISSED: 9}
    figures = CloseOut(
        talks_planned=sum(line.planned for line in lines),
        talks_held=sum(line.held for line in lines),
        next_steps={step: sum(line.next_steps[step] for line in lines) for step in STEPS},
        talked=here - sum(quiet.values()),
        without_talk={NoTalk.ABSENT: absent, **quiet},
        **given,
    )
    return figures, lines


def read(figures, lines):
    """Return all that a reader of the page sees, in one fixed order."""
    seen = [figures.talks_planned, figures.talks_held, figures.no_shows]
    seen += figures.next_steps.values()
    for line in lines:
        seen += [line.planned, line.held, *line.next_steps.values()]
    return seen


def every_afternoon(most):
    """Return what would be seen of every afternoon of two tables, one a row.

    Cells go one beyond those tried below: a reader can imagine more, never less, than this.
    """
    cells = np.indices((most + 1,) * 8, dtype=np.int8).reshape(2, 4, -1).transpose(2, 0, 1)
    columns = [cells.sum((1, 2)), cells[:, :, :3].sum((1, 2)), cells[:, :, 3].sum(1)]
    columns += [cells[:, :, step].sum(1) for step in (0, 1)]
    for table in (0, 1):
        one = cells[:, table]
        columns += [one.sum(1), one[:, :3].sum(1), one[:, 0], one[:, 1]]
    return np.stack(columns, 1)


@pytest.fixture(scope="module")
def afternoons():
    return every_afternoon(4)


def test_no_afternoon_gives_a_small_figure_back(afternoons):
    picker = random.Random(5)
    for _ in range(60):
        tables = [[picker.randint(0, 3) for _ in range(4)] for _ in range(2)]
        figures, lines = close_out(tables)
        true, seen = read(figures, lines), read(*shielded(figures, lines))
        known = [n for n, value in enumerate(seen) if value is not None]
        fits = afternoons[(afternoons[:, known] == np.array(true)[known]).all(1)]
        for number, value in enumerate(true):
            if 0 < value < 5:
                assert seen[number] is None
                assert len(np.unique(fits[:, number])) > 1, (tables, number)


def test_a_few_talks_held_are_not_what_is_left_of_the_no_shows():
    figures, lines = close_out([[2, 0, 1, 6], [0, 0, 0, 9]])
    shown, _ = shielded(figures, lines)
    assert (figures.talks_planned, figures.talks_held, figures.no_shows) == (18, 3, 15)
    assert shown.talks_held is None
    assert None in (shown.talks_planned, shown.no_shows)


def test_no_shows_stay_where_talks_that_nobody_marked_hide_the_difference():
    figures, lines = close_out([[9, 9, 9, 9], [9, 9, 9, 9]], no_shows=12)
    assert shielded(figures, lines)[0].no_shows == 12


def test_those_who_came_uninvited_are_not_the_difference():
    figures, lines = close_out([[9, 9, 9, 9]], came=60, walked_in=3)
    shown, _ = shielded(figures, lines)
    assert (shown.here, shown.came, shown.walked_in) == (63, None, None)


def test_nothing_is_hidden_where_nothing_is_small():
    figures, lines = close_out([[9, 8, 7, 6], [6, 7, 8, 9]])
    shown, shown_lines = shielded(figures, lines)
    assert read(shown, shown_lines) == read(figures, lines)
    assert shown.here == figures.here


def hall_of(absent, came, walked_in, no_card, not_planned, missed):
    """Return an afternoon's people: whoever came and is in no other group talked."""
    figures, _ = close_out([[9, 9, 9, 9]], invited=absent + came, came=came, walked_in=walked_in)
    quiet = {NoTalk.NO_CARD: no_card, NoTalk.NOT_PLANNED: not_planned, NoTalk.MISSED: missed}
    talked = came + walked_in - sum(quiet.values())
    return replace(figures, talked=talked, without_talk={NoTalk.ABSENT: absent, **quiet})


def seen_of(figures):
    named = [figures.invited, figures.here, figures.came, figures.walked_in, figures.talked]
    return named + list(figures.without_talk.values())


def test_why_someone_had_no_talk_is_never_the_difference_of_what_is_shown():
    absent, came, walked, *quiet = np.indices((8,) * 6).reshape(6, -1)
    talked = came + walked - sum(quiet)
    every = np.stack([absent + came, came + walked, came, walked, talked, absent, *quiet], 1)[
        talked >= 0
    ]
    picker = random.Random(7)
    for _ in range(80):
        drawn = [picker.randint(0, 6) for _ in range(3)] + [picker.randint(0, 2) for _ in range(3)]
        figures = hall_of(*drawn)
        if figures.talked < 0:
            continue
        true, seen = seen_of(figures), seen_of(shielded(figures, [])[0])
        known = [n for n, value in enumerate(seen) if value is not None]
        fits = every[(every[:, known] == np.array(true)[known]).all(1)]
        for number, value in enumerate(true):
            if 0 < value < 5:
                assert seen[number] is None
                assert len(np.unique(fits[:, number])) > 1, (drawn, number)
