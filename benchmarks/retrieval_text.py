"""Real advertisements with text similarity: lists of the index against those of every position.

`python -m benchmarks.retrieval_text ADS.jsonl.gz PEOPLE.jsonl` reads both by path; no text of
theirs is kept, docs/measured/retrieval-text.json holds figures alone.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import real_ads
from benchmarks.prove import RESULTS, commit
from benchmarks.retrieval_timing import digits, timed
from matching.docs import PersonDoc
from matching.indexed import IndexedRanker
from matching.ranker import Ranker

K, ROUNDS = 20, 3


class Plain(Ranker):
    """Looks at every position, with the arrays of a ranker that has an index."""

    def __init__(self, indexed: IndexedRanker, positions: Any) -> None:
        vars(self).update(vars(indexed))
        self._positions = positions


def measure(ads: Path, crowd: Path, most_people: int) -> dict[str, Any]:
    """Compare lists and times."""
    docs, people = real_ads.positions(ads), real_ads.people(crowd)[:most_people]
    made: list[IndexedRanker] = []
    build = timed(lambda: made.append(IndexedRanker(docs)))[0] / 1000
    indexed = made[0]
    plain = Plain(indexed, indexed.state()[1]["positions"])
    held, entries, different, ours, theirs = 0, 0, 0, [], []
    for person in people:
        indexed.rank(person, 1)
        found, true = lists(indexed, person, ours), lists(plain, person, theirs, rounds=1)
        held += len(set(found) & set(true))
        entries += len(true)
        different += found != true
    return {
        "commit": commit(),
        "load": digits(os.getloadavg()[0]),
        "advertisements": len(docs),
        "people": len(people),
        "build_seconds_text_included": digits(build),
        f"recall_at_{K}": digits(held / max(1, entries), 4),
        "lists_different": different,
        "index_ms_p50": digits(np.median(ours)),
        "index_ms_p95": digits(np.percentile(ours, 95)),
        "every_position_ms_p50": digits(np.median(theirs)),
        "every_position_ms_p95": digits(np.percentile(theirs, 95)),
        "times_faster_p50": digits(np.median(theirs) / np.median(ours)),
    }


def lists(ranker: Ranker, person: PersonDoc, times: list[float], rounds: int = ROUNDS) -> list[str]:
    """Give a person's list and note the median time, explanations included."""
    found: list[Any] = []
    spent = [timed(lambda: found.append(ranker.rank(person, K)))[0] for _ in range(rounds)]
    times.append(float(np.median(spent)))
    return [entry.position_id for entry in found[-1]]


def main() -> int:
    """Measure, write and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("ads", type=Path)
    options.add_argument("people", type=Path)
    options.add_argument("--most-people", type=int, default=60)
    chosen = options.parse_args()
    report = measure(chosen.ads, chosen.people, chosen.most_people)
    RESULTS.with_name("retrieval-text.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))
    return 1 if report["lists_different"] else 0


if __name__ == "__main__":
    sys.exit(main())
