"""What each group of features is worth: `python -m benchmarks.ablation DIR [--on DAY]`.

Each group is left out once; the loss is paired over people, with its bootstrap interval.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.evaluate import (
    OURS,
    GoldenSet,
    Lists,
    ablated_lists,
    judged,
    our_lists,
    our_rankings,
    read,
)
from matching.metrics import Judged, bootstrap

Gain = tuple[float, float, float]
"""Mean, and the 95% interval of people drawn again."""


def gain(ours: Sequence[Judged], theirs: Sequence[Judged], measure: str = "ndcg") -> Gain:
    """Give our measure minus theirs over the same people; people who do not count are left out."""
    pairs = zip(ours, theirs, strict=True)
    each = np.array([getattr(a, measure) - getattr(b, measure) for a, b in pairs])
    each = each[~np.isnan(each)]
    low, high = bootstrap(_mean_of(each), len(each))
    return (float(each.mean()) if len(each) else float("nan")), low, high


def _mean_of(values: NDArray[np.float64]) -> Callable[[NDArray[np.int64]], float]:
    return lambda drawn: float(values[drawn].mean())


def ablation(golden: GoldenSet, ours: Lists, on: date | None) -> Mapping[str, Gain]:
    """Give what leaving each group out costs in nDCG@10."""
    people = [person.id for person in golden.people]
    whole = judged(golden, ours, people)
    return {
        name.removeprefix(f"{OURS} without "): gain(whole, judged(golden, lists, people))
        for name, lists in ablated_lists(golden, on).items()
    }


def table(losses: Mapping[str, Gain]) -> str:
    """Lay the losses out, the dearest group first."""
    rows = sorted(losses.items(), key=lambda row: -row[1][0])
    return "\n".join(f"{name:<12}{a:+.3f}  [{b:+.3f}, {c:+.3f}]" for name, (a, b, c) in rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--on", type=date.fromisoformat)
    options = parser.parse_args(arguments)
    golden = read(options.folder)
    print(table(ablation(golden, our_lists(our_rankings(golden, options.on)), options.on)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
