"""Measure what an event needs, as ratios against peers in one run; `make bench`.

Results stand in docs/measured/bench.json with the commit and the machine's cores.
"""

import json
import os
import sys
import time
from collections.abc import Callable

from benchmarks.prove import RESULTS, commit
from matching import baselines
from matching.docs import PersonDoc, PositionDoc, person_from_json, position_from_json
from matching.ranker import Ranker
from services.demo.content import records

REPORT = RESULTS.with_name("bench.json")
PEOPLE, ROUNDS = 500, 3


def people() -> list[PersonDoc]:
    """Return 500 people: the demo's, repeated."""
    rows = records("returnees")
    return [
        person_from_json({**rows[n % len(rows)], "id": str(n)} | _plain(rows[n % len(rows)]))
        for n in range(PEOPLE)
    ]


def _plain(row: dict[str, object]) -> dict[str, object]:
    barred = [ban["isco"] for ban in row["barred_occupations"]]  # type: ignore[attr-defined]
    return {"barred_occupations": barred}


def positions() -> list[PositionDoc]:
    """Return the demo's 150 positions."""
    return [
        position_from_json({**row, "id": str(number)})
        for number, row in enumerate(records("positions"))
    ]


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of three runs."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return sorted(times)[ROUNDS // 2]


def _score_all(score: baselines.Scorer, crowd: list[PersonDoc]) -> None:
    for person in crowd:
        score(person)


def main() -> int:
    """Measure and write."""
    crowd, offers = people(), positions()
    ranker = Ranker(offers)
    ours = seconds(lambda: ranker.rank_batch(crowd, k=20))
    report: dict[str, object] = {
        "commit": commit(),
        "cores": os.cpu_count(),
        "people": len(crowd),
        "positions": len(offers),
        "lists_seconds": round(ours, 2),
        "build_seconds": round(seconds(lambda: Ranker(offers)), 2),
        "walk_in_ms": round(1000 * seconds(lambda: ranker.rank(crowd[0], k=20)), 1),
        "peers_seconds": {
            name: round(seconds(lambda make=make: _score_all(make(offers), crowd)), 2)
            for name, make in baselines.BASELINES.items()
        },
    }
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
