"""Cards spread over firms: few of one firm in a list, and equals to the firms with fewest people.

Both rules move a card only between *equals*: positions whose scores lie within `NEAR` for one
person. Nobody gets more, fewer or clearly worse cards than without them.

1. In one list at most `MOST_OF_A_FIRM` cards of one firm, unless nothing of another is as near.
2. Over the people of a run, a card goes to the firm where it presses least: a firm with `s` seats
   and `n` cards presses `n ** 2 / s`, and a card moves when that lowers the sum over firms. The sum
   falls with every move, so the moves end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.docs import PositionDoc

NEAR = 0.05
"""Scores this close are equals: about a quarter of the way from one grade to the next."""
MOST_OF_A_FIRM = 2
TALKS_A_DAY = 20
"""A firm that hires three hundred still talks to its people one after another."""

LEAST_RELIEF = 1e-9
Floats = NDArray[np.float64]
Chosen = list[int]
"""Places in one person's options, best first."""


@dataclass(frozen=True, slots=True)
class Options:
    """What may become one person's cards, best first.

    Attributes
    ----------
    firms : tuple of str, one an option
    scores : ndarray of shape (options,)
    wanted : int
        How many cards the person gets.
    """

    firms: tuple[str, ...]
    scores: Floats
    wanted: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Cards by firm before and after the rules, and how many moved to another position."""

    before: Mapping[str, int]
    after: Mapping[str, int]
    moved: int

    def most(self, *, after: bool = True) -> int:
        """Most cards that one firm has."""
        return max((self.after if after else self.before).values(), default=0)


def spread(
    people: Sequence[Options], seats: Mapping[str, float] | None = None
) -> tuple[list[Chosen], Spread]:
    """Choose everyone's cards.

    Parameters
    ----------
    people : sequence of Options
    seats : mapping, optional
        Firm -> how many people it can talk to, more than 0; 1 for a firm that is not in it.

    Returns
    -------
    chosen : list of list of int
        One a person, ascending.
    spread : Spread
    """
    chosen = [one_list(options) for options in people]
    floors = [[options.scores[n] - NEAR for n in range(options.wanted)] for options in people]
    press = _Pressure(Counter(), seats or {})
    for options, own in zip(people, chosen, strict=True):
        press.load.update(_of(options, own))
    moving = True
    while moving:
        steps = [_move_one(*one, press) for one in zip(people, chosen, floors, strict=True)]
        moving = any(steps)
    return [sorted(own) for own in chosen], _figures(people, chosen)


def seats(positions: Iterable[PositionDoc]) -> dict[str, float]:
    """Count whom each firm can take: what it hires, at most as many as it can talk to in a day."""
    wanted: Counter[str] = Counter()
    for position in positions:
        wanted[position.firm] += max(1, position.headcount)
    return {firm: float(min(count, TALKS_A_DAY)) for firm, count in wanted.items()}


def one_list(options: Options) -> Chosen:
    """Choose one person's cards by the first rule alone."""
    chosen: Chosen = []
    while len(chosen) < options.wanted:
        best, *others = (n for n in range(len(options.firms)) if n not in chosen)
        held = Counter(_of(options, chosen))
        if held[options.firms[best]] >= MOST_OF_A_FIRM:
            best = next((n for n in others if _is_relief(options, best, n, held)), best)
        chosen.append(best)
    return chosen


def _is_relief(options: Options, best: int, other: int, held: Counter[str]) -> bool:
    equal = options.scores[other] >= options.scores[best] - NEAR
    return bool(equal and held[options.firms[other]] < MOST_OF_A_FIRM)


@dataclass(slots=True)
class _Pressure:
    """How hard each firm is pressed: cards squared over seats."""

    load: Counter[str]
    seats: Mapping[str, float]

    def relief(self, source: str, target: str) -> float:
        """Tell by how much the sum falls when a card moves from one firm to another."""
        gone = (2 * self.load[source] - 1) / self.seats.get(source, 1.0)
        return gone - (2 * self.load[target] + 1) / self.seats.get(target, 1.0)

    def move(self, source: str, target: str) -> None:
        self.load[source] -= 1
        self.load[target] += 1


def _move_one(options: Options, own: Chosen, floors: Sequence[float], press: _Pressure) -> bool:
    """Make the move of one person's card that relieves most; tell whether there was one."""
    best = max(_moves(options, own, floors, press), default=None)
    if best is None:
        return False
    _, slot, other = best
    press.move(options.firms[own[slot]], options.firms[-other])
    own[slot] = -other
    return True


def _moves(
    options: Options, own: Chosen, floors: Sequence[float], press: _Pressure
) -> Iterator[tuple[float, int, int]]:
    """Give (relief, card, minus the option it moves to) of each allowed move."""
    held = Counter(_of(options, own))
    for slot, place in enumerate(own):
        source = options.firms[place]
        for other, target in enumerate(options.firms):
            if other in own or options.scores[other] < floors[slot]:
                continue
            full = held[target] >= max(MOST_OF_A_FIRM, held[source])
            relief = press.relief(source, target)
            if target != source and not full and relief > LEAST_RELIEF:
                yield relief, slot, -other


def _of(options: Options, places: Sequence[int]) -> list[str]:
    return [options.firms[n] for n in places]


def _figures(people: Sequence[Options], chosen: Sequence[Chosen]) -> Spread:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    moved = 0
    for options, own in zip(people, chosen, strict=True):
        before.update(options.firms[: options.wanted])
        after.update(_of(options, own))
        moved += sum(n >= options.wanted for n in own)
    return Spread(dict(before), dict(after), moved)
