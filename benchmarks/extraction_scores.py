"""Precision and recall of what is found in labelled sentences, with bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from benchmarks.extraction_labels import Case, Pair
from matching.extraction import find_licences, find_skills

ROUNDS, SEED = 2_000, 7
Counts = NDArray[np.int64]
"""Rows of (found rightly, found too much, missed, found where either way is right)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Micro precision and recall, with 95% intervals drawn by record.

    `strict_precision` counts what is right either way as too much.
    """

    sentences: int
    labelled: int
    precision: float
    recall: float
    strict_precision: float
    precision_interval: tuple[float, float]
    recall_interval: tuple[float, float]


def found(text: str) -> set[Pair]:
    """Name what the extraction finds, each pair once."""
    return {(mention.kind, mention.code) for mention in find_skills(text)}


def missed(case: Case) -> list[frozenset[Pair]]:
    """Labelled skills that are not found."""
    got = found(case.text)
    return [names for names in case.wanted if not names & got]


def too_much(case: Case) -> set[Pair]:
    """Pairs found that nothing in the sentence states."""
    return found(case.text).difference(case.either, *case.wanted)


def counts(cases: Sequence[Case]) -> Counts:
    """Count each sentence; shape (sentences, 4)."""
    return np.array([_count(case) for case in cases], dtype=np.int64).reshape(-1, 4)


def _count(case: Case) -> tuple[int, int, int, int]:
    misses = len(missed(case))
    named = frozenset[Pair]().union(*case.wanted)
    doubtful = len((found(case.text) & case.either) - named)
    return len(case.wanted) - misses, len(too_much(case)), misses, doubtful


def licence_counts(cases: Sequence[Case]) -> Counts:
    """Count licences, told apart by whether they have ended; shape (sentences, 4)."""
    rows = []
    for case in cases:
        got = {(mention.code, mention.expired) for mention in find_licences(case.text)}
        right = len(got & case.licences)
        rows.append((right, len(got) - right, len(case.licences) - right, 0))
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def score(cases: Sequence[Case], counted: Counts) -> Score:
    """Summarise counted sentences."""
    precision, recall, strict = _measures(counted.sum(axis=0)[None, :])[:, 0]
    low, high = np.percentile(_measures(_drawn(cases, counted)), (2.5, 97.5), axis=1)
    return Score(
        sentences=len(cases),
        labelled=int(counted[:, [0, 2]].sum()),
        precision=round(float(precision), 3),
        recall=round(float(recall), 3),
        strict_precision=round(float(strict), 3),
        precision_interval=(round(float(low[0]), 3), round(float(high[0]), 3)),
        recall_interval=(round(float(low[1]), 3), round(float(high[1]), 3)),
    )


def _drawn(cases: Sequence[Case], counted: Counts) -> Counts:
    """Draw records with replacement; shape (rounds, 4)."""
    order = sorted(range(len(cases)), key=lambda n: cases[n].record)
    groups = groupby(order, key=lambda n: cases[n].record)
    records = np.array([counted[list(rows)].sum(axis=0) for _, rows in groups])
    rng = np.random.default_rng(SEED)
    drawn = rng.integers(len(records), size=(ROUNDS, len(records)))
    return np.asarray(records[drawn].sum(axis=1), dtype=np.int64)


def _measures(totals: Counts) -> NDArray[np.float64]:
    """Precision, recall and strict precision of total counts; shape (3, rows)."""
    right, much, lost, doubtful = totals.T.astype(np.float64)
    return np.stack([_share(right, much), _share(right, lost), _share(right, much + doubtful)])


def _share(right: NDArray[np.float64], wrong: NDArray[np.float64]) -> NDArray[np.float64]:
    return right / np.maximum(right + wrong, 1.0)
