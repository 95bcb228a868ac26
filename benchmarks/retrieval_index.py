"""The index measured alone and against brute force, the same queries in turn."""

from typing import Any

import numpy as np

from benchmarks import retrieval_floor, retrieval_timing, scale_data
from benchmarks.retrieval_peers import BruteForce
from benchmarks.retrieval_timing import asked, digits, timed
from matching.blocks import take
from matching.coded import FAR, Query
from matching.index import CandidateIndex
from matching.indexed import MOST_LATE

LOCAL, NATIONWIDE, CHECKED, CHANGES, COMPARED = 900, 100, 30, 5000, 200
BATCH, TIMES = 4000, 5
FLOOR_SAMPLE = 500


def build(data: scale_data.Market) -> tuple[CandidateIndex, dict[str, Any]]:
    """Build the index, three times for the clock."""
    made: list[CandidateIndex] = []
    kinds, skills = scale_data.KINDS, scale_data.SKILLS
    times = [
        timed(
            lambda: made.append(
                CandidateIndex.build(data.columns, data.map, kinds=kinds, skills=skills)
            )
        )[0]
        for _ in range(3)
    ]
    index = made[-1]
    whole = {n: a for n, a in index._files().items() if n not in {"code", "order"}}  # noqa: SLF001 - counting
    positions = len(data.columns.takes)
    return index, {
        "build_seconds": digits(np.median(times) / 1000),
        "bytes_per_position": digits(sum(a.nbytes for a in whole.values()) / positions, 4),
        "of_which_tables_by_block_and_skill_mb": digits(
            sum(a.nbytes for n, a in whole.items() if n.endswith("offsets")) / 1e6
        ),
        "geography_mb": digits(sum(a.nbytes for a in data.map.arrays().values()) / 1e6),
    }


def latency(index: CandidateIndex, people: list[Query]) -> dict[str, Any]:
    """Time single lists of those with a radius and of those without, apart."""
    local = [query for query in people if query.farthest < FAR][:LOCAL]
    nationwide = [query for query in people if query.farthest == FAR][:NATIONWIDE]
    return {
        "local": asked(index.search, local, rounds=5),
        "nationwide": asked(index.search, nationwide, rounds=5),
    }


def against_brute_force(
    data: scale_data.Market, index: CandidateIndex, people: list[Query]
) -> dict[str, Any]:
    """Compare lists and times with brute force and with the NumPy reference."""
    brute = BruteForce(data, scale_data.SKILLS)
    plain = CandidateIndex(index._near, index._wide, index.geography, compiled=False)  # noqa: SLF001 - the same arrays
    report = {}
    for name, is_far in (("local", False), ("nationwide", True)):
        queries = [query for query in people if (query.farthest == FAR) == is_far][:CHECKED]
        ours, exact = asked(index.search, queries, 5), asked(brute.search, queries, 1)
        report[name] = {
            "lists_checked": len(queries),
            "lists_different": sum(
                not same(index.search(query), brute.search(query))
                or not same(index.search(query), plain.search(query))
                for query in queries
            ),
            "index_same_queries": ours,
            "brute_force": exact,
            "numpy_reference": asked(plain.search, queries, 1),
            "times_faster_p50": digits(exact["p50_ms"] / ours["p50_ms"]),
            "times_faster_p50_cpu": digits(exact["cpu_p50_ms"] / ours["cpu_p50_ms"]),
        }
    return report


def same(one: Any, other: Any) -> bool:
    """Whether two lists hold the same rows with the same points."""
    return all(map(np.array_equal, one, other))


def batch(index: CandidateIndex, people: list[Query]) -> dict[str, Any]:
    """Count lists per second on one thread and two, and what memory allows at most.

    20,000 lists: 4,000 people five times over.
    """
    crowd = people[:BATCH] * TIMES
    report: dict[str, Any] = {"lists": len(crowd), "people": len(people[:BATCH])}
    index.search_batch(people[:200], threads=2)
    read = np.mean([retrieval_floor.bytes_read(index, query) for query in people[:FLOOR_SAMPLE]])
    report["bytes_read_per_list"] = round(float(read))
    for threads in (1, 2):
        wall = timed(lambda threads=threads: index.search_batch(crowd, threads=threads))[0] / 1000
        speed = retrieval_timing.bandwidth(threads)
        floor = read * len(crowd) / 1e9 / speed
        report[f"threads_{threads}"] = {
            "seconds": digits(wall),
            "lists_per_second": round(len(crowd) / wall),
            "read_bandwidth_gb_s": speed,
            "floor_seconds": digits(floor),
            "times_the_floor": digits(wall / floor),
        }
    return report


def changes(data: scale_data.Market, index: CandidateIndex, people: list[Query]) -> dict[str, Any]:
    """Post 2,500 and close 2,500 positions, then compare with a fresh build.

    As the product does, an index with more than one in twenty positions beside it is built anew.
    """
    rng = np.random.default_rng(3)
    size, queries = len(data.columns.takes), [q for q in people if q.farthest < FAR][:COMPARED]
    ones = [take(data.columns, np.array([row])) for row in rng.integers(0, size, CHANGES // 2)]
    posted = np.array([timed(lambda one=one: index.upsert(one))[0] for one in ones]) * 1000
    rows = rng.integers(0, size, CHANGES // 2).tolist()
    closed = timed(lambda: [index.close(row) for row in rows])[0] * 1000 / len(rows)
    is_anew = index.late > MOST_LATE
    anew = timed(index.compact)[0]
    now, fresh = (index.compact() if is_anew else index), index.compact()
    different = sum(not same(now.search(query), fresh.search(query)) for query in queries)
    late, new = in_turn(now, fresh, queries)
    return {
        "posted_us_p50": digits(np.median(posted)),
        "posted_us_p95": digits(np.percentile(posted, 95)),
        "closed_us_mean": digits(closed),
        "built_anew": is_anew,
        "build_anew_ms": digits(anew),
        "lists_compared": len(queries),
        "lists_different": different,
        "after_changes_ms_p50": digits(np.median(late)),
        "fresh_build_ms_p50": digits(np.median(new)),
        "times_fresh": digits(np.median(late / new)),
    }


def in_turn(one: CandidateIndex, other: CandidateIndex, queries: list[Query]) -> Any:
    """Processor time of each query on two indexes, medians of six rounds.

    The second to be asked finds the person's tables in the cache, so they take turns.
    """
    times = []
    for turn in range(7):
        first, second = (one, other) if turn % 2 else (other, one)
        pairs = [
            (timed(lambda q=q: first.search(q))[1], timed(lambda q=q: second.search(q))[1])  # noqa: B023 - called at once
            for q in queries
        ]
        times.append(pairs if turn % 2 else [(b, a) for a, b in pairs])
    return np.median(np.array(times)[1:], axis=0).T
