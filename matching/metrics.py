"""Measures of a ranking against graded judgments, and their bootstrap intervals.

A ranking is the list of position ids shown to one person, best first; its grades are 0-3
(golden/GUIDE.md). Gains are 2**grade - 1, a grade of 2 or more is relevant.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RELEVANT = 2
FIRST = 10
RECALL_AT = 20
CARDS = 5

Grades = Mapping[str, int]
"""position id -> grade, for one person; an id that is missing has grade 0."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person's ranking: ids best first, and which of them would be cards."""

    order: tuple[str, ...]
    cards: tuple[str, ...]


def ndcg(order: Sequence[str], grades: Grades, first: int = FIRST) -> float:
    """Discounted gain of the first ids over the best that could be had."""
    best = _discounted(sorted(grades.values(), reverse=True)[:first])
    return _discounted([grades.get(key, 0) for key in order[:first]]) / best if best else 0.0


def average_precision(order: Sequence[str], grades: Grades) -> float:
    """Mean precision at the ranks of the relevant ids, over all that are relevant."""
    wanted = sum(grade >= RELEVANT for grade in grades.values())
    hits, total = 0, 0.0
    for rank, key in enumerate(order, start=1):
        if grades.get(key, 0) >= RELEVANT:
            hits += 1
            total += hits / rank
    return total / wanted if wanted else 0.0


def recall(order: Sequence[str], grades: Grades, first: int = RECALL_AT) -> float:
    """Share of the relevant ids among the first ones."""
    wanted = {key for key, grade in grades.items() if grade >= RELEVANT}
    return len(wanted & set(order[:first])) / len(wanted) if wanted else 0.0


def _discounted(grades: Sequence[int]) -> float:
    gains = 2.0 ** np.asarray(grades, dtype=float) - 1
    return float(np.sum(gains / np.log2(np.arange(2, len(gains) + 2))))


@dataclass(frozen=True, slots=True)
class Judged:
    """One person's part of every measure; NaN where the person does not count for it."""

    ndcg: float
    average_precision: float
    recall: float
    hit: float
    cards: int
    junk: int
    blocked: int


def judge(listed: Listed, grades: Grades, blocked: frozenset[str]) -> Judged:
    """Measure one person's list against the judgments of that person."""
    counted = any(grade > 0 for grade in grades.values())
    reachable = any(grade >= RELEVANT for grade in grades.values())
    shown = [grades.get(key, 0) for key in listed.cards]
    return Judged(
        ndcg=ndcg(listed.order, grades) if counted else np.nan,
        average_precision=average_precision(listed.order, grades) if reachable else np.nan,
        recall=recall(listed.order, grades) if reachable else np.nan,
        hit=float(any(grade >= RELEVANT for grade in shown)) if reachable else np.nan,
        cards=len(shown),
        junk=shown.count(0),
        blocked=len(blocked & (set(listed.order[:RECALL_AT]) | set(listed.cards))),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The table's row: means over people, junk over cards, blocked pairs counted."""

    ndcg_10: float
    map: float
    recall_20: float
    junk_5: float
    hit_5: float
    blocked: int


def summarise(rows: Sequence[Judged]) -> Summary:
    """Fold people into one row of the table; NaN where nobody counts."""
    cards = sum(row.cards for row in rows)
    return Summary(
        ndcg_10=_mean([row.ndcg for row in rows]),
        map=_mean([row.average_precision for row in rows]),
        recall_20=_mean([row.recall for row in rows]),
        junk_5=sum(row.junk for row in rows) / cards if cards else 0.0,
        hit_5=_mean([row.hit for row in rows]),
        blocked=sum(row.blocked for row in rows),
    )


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def bootstrap(
    statistic: Callable[[NDArray[np.int64]], float], people: int, rounds: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Give the 95% interval of a statistic of people drawn again with replacement.

    Parameters
    ----------
    statistic : callable
        From drawn people's indices, shape (people,), to a number.
    people : int
        How many people there are.
    rounds, seed : int
        Number of draws, and the generator's seed.
    """
    if people == 0:
        return (float("nan"), float("nan"))
    rng = np.random.default_rng(seed)
    values = [statistic(rng.integers(0, people, people)) for _ in range(rounds)]
    known = np.asarray([value for value in values if not np.isnan(value)])
    if known.size == 0:
        return (float("nan"), float("nan"))
    low, high = np.percentile(known, [2.5, 97.5])
    return (float(low), float(high))
