"""How a count of people is blurred before a firm reads it.

A firm may change a posting and ask again. Were the true counts told, the difference of two of them
would point at a single person. Therefore:

1. fewer than five is "dưới 5 người", never a figure;
2. before rounding, a count is moved by -2 to +2, by a secret hash of exactly which people it
   counts: the same people always give the same figure (asking often teaches nothing), and one
   person more or less gives another, unrelated move, so that a difference of two figures says
   nothing of one person;
3. the moved count is rounded down to fives;
4. `services.reach` gives one answer a posting and day and at most ten a firm and day.
"""

import hmac
from collections.abc import Collection, Mapping

from models import ReachChange
from services.small_cells import SMALL

STEP = 5
MOST_MOVED = 2


def told(key: bytes, people: Collection[str]) -> int:
    """Return the figure a firm reads for a set of people: a multiple of five, 0 under five."""
    if len(people) < SMALL:
        return 0
    digest = hmac.digest(key, "|".join(sorted(people)).encode(), "sha256")
    moved = len(people) + digest[0] % (2 * MOST_MOVED + 1) - MOST_MOVED
    return max(0, moved // STEP * STEP)


def best_change(
    key: bytes, now: Collection[str], with_change: Mapping[ReachChange, Collection[str]]
) -> ReachChange | None:
    """Return the change that adds most people as told; None where none adds five."""
    before = told(key, now)
    gains = {change: told(key, people) - before for change, people in with_change.items()}
    best = max(gains, key=lambda change: gains[change], default=None)
    return best if best is not None and gains[best] >= SMALL else None
