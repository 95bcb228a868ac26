"""Measure the index at one size beside its peers: `python -m benchmarks.retrieval --positions N`.

Everything runs in one process, one thread unless said, on the same invented market. Every list that
brute force checks must be equal, else the run fails. Latencies are wall time of single calls; the
processor time of the same calls stands beside them, as machines are shared. `--json` prints the
whole report; docs/measured/retrieval-N.json keeps it.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks import retrieval_peers, scale_data
from benchmarks.prove import RESULTS, commit
from matching.blocks import take
from matching.coded import FAR, Query
from matching.index import CandidateIndex

PEOPLE, CHECKED, NATIONWIDE, CHANGES = 1000, 30, 40, 5000
SAMPLE = 200


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return wall and processor milliseconds of one call."""
    wall, processor = time.perf_counter(), time.thread_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - processor)


def spread(times: list[tuple[float, float]]) -> dict[str, float]:
    """Summarise times of single calls."""
    wall, processor = np.array(times).T
    return {
        "n": len(times),
        "p50_ms": round(float(np.median(wall)), 3),
        "p95_ms": round(float(np.percentile(wall, 95)), 3),
        "cpu_p50_ms": round(float(np.median(processor)), 3),
        "cpu_p95_ms": round(float(np.percentile(processor, 95)), 3),
    }


def latency(index: CandidateIndex, queries: list[Query]) -> dict[str, float]:
    """Time each query once, after a warm-up."""
    for query in queries[:5]:
        index.search(query)
    return spread([timed(lambda query=query: index.search(query)) for query in queries])


def bandwidth() -> float:
    """Read bandwidth of one thread in GB/s, best of three sums over 256 MB."""
    data = np.ones(32_000_000)
    return round(data.nbytes / 1e6 / min(timed(data.sum)[0] for _ in range(3)), 1)


def compare(index: CandidateIndex, brute: Any, queries: list[Query]) -> dict[str, Any]:
    """Check lists against brute force, both timed in turn."""
    ours, theirs, plain, different = [], [], [], 0
    numpy_path = CandidateIndex(index._near, index._wide, index.geography, compiled=False)  # noqa: SLF001 - the same arrays
    for query in queries:
        found: list[Any] = []
        ours.append(timed(lambda query=query: found.append(index.search(query))))  # noqa: B023 - called at once
        theirs.append(timed(lambda query=query: found.append(brute.search(query, 20))))  # noqa: B023
        plain.append(timed(lambda query=query: numpy_path.search(query)))
        different += any(not np.array_equal(a, b) for a, b in zip(*found, strict=True))
    brutal, swift = spread(theirs), spread(ours)
    return {
        "lists_checked": len(queries),
        "lists_different": different,
        "brute_force": brutal,
        "index_same_queries": swift,
        "numpy_reference": spread(plain),
        "times_faster_p50": round(brutal["p50_ms"] / swift["p50_ms"], 1),
        "times_faster_p50_cpu": round(brutal["cpu_p50_ms"] / swift["cpu_p50_ms"], 1),
    }


def changes(data: scale_data.Market, index: CandidateIndex, queries: list[Query]) -> dict[str, Any]:
    """Post and close 5,000 positions, then compare with a fresh build."""
    rng = np.random.default_rng(3)
    size = len(data.columns.takes)
    ones = [take(data.columns, np.array([row])) for row in rng.integers(0, size, CHANGES // 2)]
    posted = [timed(lambda one=one: index.upsert(one)) for one in ones]
    rows = rng.integers(0, size, CHANGES // 2).tolist()
    closing = timed(lambda: [index.close(row) for row in rows])
    fresh = index.compact()
    pairs = [(index.search(query), fresh.search(query)) for query in queries]
    different = sum(not all(map(np.array_equal, late, new)) for late, new in pairs)
    late, new = latency(index, queries), latency(fresh, queries)
    return {
        "posted_us": {
            name.removesuffix("_ms"): round(1000 * ms, 1)
            for name, ms in spread(posted).items()
            if name != "n"
        },
        "posted": len(posted),
        "closed_us_mean": round(1000 * closing[0] / len(rows), 2),
        "lists_compared_with_fresh_build": len(queries),
        "lists_different": different,
        "after_changes": late,
        "fresh_build": new,
        "times_fresh_p50_cpu": round(late["cpu_p50_ms"] / new["cpu_p50_ms"], 2),
    }


def batch(index: CandidateIndex, queries: list[Query]) -> dict[str, Any]:
    """Count lists per second, on one thread and on two."""
    found = {}
    for threads in (1, 2):
        wall, _ = timed(lambda threads=threads: index.search_batch(queries, threads=threads))
        found[f"lists_per_second_{threads}_threads"] = round(1000 * len(queries) / wall)
    return {"n": len(queries), **found}


def size_of(index: CandidateIndex) -> int:
    """Bytes of the index without the geography."""
    return sum(a.nbytes for n, a in index._files().items() if n not in {"code", "order"})  # noqa: SLF001 - counting only


def measure(size: int, *, peers: bool) -> dict[str, Any]:
    """Build a market and measure everything."""
    data = scale_data.market(size)
    made: list[CandidateIndex] = []
    kinds, skills = scale_data.KINDS, scale_data.SKILLS

    def make() -> None:
        made.append(CandidateIndex.build(data.columns, data.map, kinds=kinds, skills=skills))

    build = timed(make)
    index = made[0]
    crowd = scale_data.people(data, PEOPLE)
    local = [query for query in crowd if query.farthest < FAR]
    nationwide = [query for query in crowd if query.farthest == FAR][:NATIONWIDE]
    index.search(nationwide[0])
    index.search(local[0])
    brute = retrieval_peers.BruteForce(data, scale_data.SKILLS)
    report: dict[str, Any] = {
        "commit": commit(),
        "cores": os.cpu_count(),
        "load_at_start": round(os.getloadavg()[0], 1),
        "positions": size,
        "skills_per_position": round(len(data.columns.skill) / size, 2),
        "read_bandwidth_gb_s": bandwidth(),
        "build_seconds": round(build[0] / 1000, 2),
        "bytes_per_position": round(size_of(index) / size, 1),
        "geography_mb": round(sum(a.nbytes for a in data.map.arrays().values()) / 1e6, 1),
        "local": latency(index, local),
        "nationwide": latency(index, nationwide),
        "local_against_brute_force": compare(index, brute, local[:CHECKED]),
        "nationwide_against_brute_force": compare(index, brute, nationwide[:CHECKED]),
        "batch": batch(index, crowd),
        "changes": changes(data, index, local[:SAMPLE]),
    }
    if peers:
        report["skills_only_peers"] = retrieval_peers.measure(data, crowd, spread, timed)
    report["peak_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report["load_at_end"] = round(os.getloadavg()[0], 1)
    return report


def wrong_lists(report: dict[str, Any]) -> int:
    """Count the lists that are not what they must be."""
    parts = ("local_against_brute_force", "nationwide_against_brute_force", "changes")
    return sum(int(report[part]["lists_different"]) for part in parts)


def main() -> int:
    """Measure one size, write and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--positions", type=int, default=100_000)
    options.add_argument("--json", action="store_true")
    options.add_argument("--no-peers", action="store_true")
    chosen = options.parse_args()
    report = measure(chosen.positions, peers=not chosen.no_peers)
    target = RESULTS.with_name(f"retrieval-{chosen.positions}.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report, indent=1) + "\n")
    if chosen.json:
        print(json.dumps(report, indent=1))
    else:
        print(f"local {report['local']}\nnationwide {report['nationwide']}\nsee {target}")
    return 1 if wrong_lists(report) else 0


if __name__ == "__main__":
    sys.exit(main())
