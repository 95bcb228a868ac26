"""What every peer on the whole task gives, and the exact scoring that all of them share."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks import scale_data
from benchmarks.retrieval_peers import BruteForce, K
from matching.coded import FAR, HILL, UNKNOWN, Hits, Query

Candidates = Callable[[Query, int], Any]
"""Rows that pass the peer's own filter, at most so many."""


class Exact:
    """Scores and gates given rows exactly, as brute force does all."""

    def __init__(self, data: scale_data.Market) -> None:
        self._brute = BruteForce(data, scale_data.SKILLS)
        self._map = data.map

    def best(self, query: Query, rows: Any) -> Hits:
        """Give the best twenty of some rows."""
        return self._brute.best_of(query, np.sort(np.asarray(rows, dtype=np.int64)), K)

    def communes(self, query: Query) -> Any:
        """Communes within the person's radius; none named means everywhere."""
        if query.farthest >= FAR:
            return None
        near = self._map.code[query.home] & (HILL - 1)
        return np.flatnonzero((near <= query.farthest) | (near == UNKNOWN))
