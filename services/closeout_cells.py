"""An event's close-out as the committee reads it: few people are hidden, and stay hidden.

The page shows each table's talks, those held and each next step, with their sums over all tables,
and of those not held the no-shows. What is not shown (held without a next step, not held at one
table, not marked) is a part of the same sums.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models import NextStep
from services.closeout import CloseOut, FirmLine
from services.closeout_people import NoTalk
from services.disclosure import OUTSIDE, TOTAL, Entry, hidden
from services.small_cells import Cell

NO_STEP, NOT_HELD = "no step", "not held"
NO_SHOW, UNMARKED = "no show", "unmarked"
UNSEEN = frozenset({NO_STEP, NOT_HELD, UNMARKED})
KEPT = ("sheets", "call_backs", "introductions", "hired", "sponsored")
"""Figures that are no part of a sum on the page; each is hidden or not by itself."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One firm's afternoon, None where a figure is hidden."""

    table: int
    firm: str
    planned: Cell
    held: Cell
    next_steps: Mapping[NextStep, Cell]


@dataclass(frozen=True, slots=True)
class ShownCloseOut:
    """The figures of one event, None where one is hidden."""

    invited: Cell
    here: Cell
    came: Cell
    walked_in: Cell
    sheets: int
    call_backs: int
    talks_planned: Cell
    talks_held: Cell
    no_shows: Cell
    next_steps: Mapping[NextStep, Cell]
    introductions: int
    hired: int
    sponsored: int
    talked: Cell
    without_talk: Mapping[NoTalk, Cell]

    @property
    def interviews(self) -> Cell:
        """Return how many talks led to an interview."""
        return self.next_steps[NextStep.INTERVIEW]


def shielded(figures: CloseOut, lines: Sequence[FirmLine]) -> tuple[ShownCloseOut, list[ShownLine]]:
    """Return the close-out as the committee may read it."""
    secret = _hidden_talks(figures, lines)
    people = hidden(_people(figures))
    shown = ShownCloseOut(
        invited=_cell(figures.invited, is_secret="invited" in people),
        here=_cell(figures.here, is_secret="here" in people),
        came=_cell(figures.came, is_secret="came" in people),
        walked_in=_cell(figures.walked_in, is_secret="walked_in" in people),
        talked=_cell(figures.talked, is_secret="talked" in people),
        without_talk={
            why: _cell(n, is_secret=why in people) for why, n in figures.without_talk.items()
        },
        talks_planned=_cell(figures.talks_planned, is_secret=(TOTAL, "planned") in secret),
        talks_held=_cell(figures.talks_held, is_secret=(TOTAL, "held") in secret),
        no_shows=_cell(figures.no_shows, is_secret=(TOTAL, NO_SHOW) in secret),
        next_steps=_steps(figures.next_steps, TOTAL, secret),
        **{name: getattr(figures, name) for name in KEPT},
    )
    return shown, [_shown_line(one, secret) for one in lines]


def _people(figures: CloseOut) -> list[Entry]:
    """Return the people's cells: invited are absent or came; who is here talked or why not."""
    reasons = dict(figures.without_talk)
    absent = reasons.pop(NoTalk.ABSENT)
    return [
        Entry("invited", figures.invited, OUTSIDE, "invited", is_fixed=True),
        Entry(NoTalk.ABSENT, absent, "invited", OUTSIDE),
        Entry("came", figures.came, "invited", "hall"),
        Entry("walked_in", figures.walked_in, OUTSIDE, "hall"),
        Entry("here", figures.here, "hall", "talks", is_fixed=True),
        Entry("talked", figures.talked, "talks", OUTSIDE),
        *(Entry(why, n, "talks", OUTSIDE) for why, n in reasons.items()),
    ]


def _shown_line(row: FirmLine, secret: frozenset[Any]) -> ShownLine:
    return ShownLine(
        row.table,
        row.firm,
        _cell(row.planned, is_secret=(row.table, "planned") in secret),
        _cell(row.held, is_secret=(row.table, "held") in secret),
        _steps(row.next_steps, row.table, secret),
    )


def _steps(
    found: Mapping[NextStep, int], name: Any, secret: frozenset[Any]
) -> Mapping[NextStep, Cell]:
    return {step: _cell(n, is_secret=(name, step) in secret) for step, n in found.items()}


def _cell(value: int, *, is_secret: bool) -> Cell:
    return None if is_secret else value


@dataclass(frozen=True, slots=True)
class _Talks:
    """One line of the table, or its sum."""

    name: Any
    planned: int
    held: int
    steps: Mapping[NextStep, int]

    @property
    def parts(self) -> dict[Any, int]:
        """Return the parts of what was held, the one without a next step among them."""
        return {**self.steps, NO_STEP: self.held - sum(self.steps.values())}


def _hidden_talks(figures: CloseOut, lines: Sequence[FirmLine]) -> frozenset[Any]:
    rows = [_Talks(one.table, one.planned, one.held, one.next_steps) for one in lines]
    whole = _Talks(TOTAL, figures.talks_planned, figures.talks_held, figures.next_steps)
    entries = [entry for row in rows for entry in _of_row(row)]
    for entry in _of_row(whole):
        is_whole = entry.key[1] == NOT_HELD
        entries += _not_held(_turned(entry), figures.no_shows) if is_whole else [_turned(entry)]
    return hidden(entries, also=[e.key for e in entries if e.key[1] in UNSEEN])


def _not_held(entry: Entry, no_shows: int) -> list[Entry]:
    """Return what the sum of talks not held is made of: no-shows are shown, the rest is not.

    Where every talk was marked there is no rest: a reader takes planned less held for no-shows.
    """
    shown = replace(entry, key=(TOTAL, NO_SHOW), value=no_shows)
    rest = replace(entry, key=(TOTAL, UNMARKED), value=entry.value - no_shows)
    return [shown, rest] if rest.value else [shown]


def _of_row(row: _Talks) -> list[Entry]:
    """Return a line's cells: planned is parted into held and not held, held into its steps."""
    planned, held = ("planned", row.name), ("held", row.name)
    return [
        Entry((row.name, "planned"), row.planned, OUTSIDE, planned),
        Entry((row.name, "held"), row.held, planned, held),
        Entry((row.name, NOT_HELD), row.planned - row.held, planned, ("column", NOT_HELD)),
        *(Entry((row.name, step), n, held, ("column", step)) for step, n in row.parts.items()),
    ]


def _turned(entry: Entry) -> Entry:
    """Return a cell of the sums: they take what the lines give, and stand on other pages too."""
    is_shown = entry.key[1] not in UNSEEN
    return replace(entry, tail=entry.head, head=entry.tail, is_fixed=is_shown)
