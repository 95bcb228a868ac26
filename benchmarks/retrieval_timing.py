"""How the retrieval measurements time things, and run each peer in a process of its own.

Machines are shared, so every query is asked several times and its median counts; the figures are
medians and 95th percentiles of those over queries, in wall time with processor time beside it.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

FORK = multiprocessing.get_context("fork")
BLOCK = 32_000_000


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return wall and processor milliseconds of one call."""
    wall, processor = time.perf_counter(), time.thread_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - processor)


def asked(search: Callable[[Any], Any], queries: Sequence[Any], rounds: int = 3) -> dict[str, Any]:
    """Time a search over queries, `rounds` times after a warm-up."""
    for query in queries[:2]:
        search(query)
    times = np.array(
        [[timed(lambda query=query: search(query)) for query in queries] for _ in range(rounds)]
    )
    return {"rounds": rounds, **spread(np.median(times, axis=0))}


def spread(times: Any) -> dict[str, Any]:
    """Summarise wall and processor milliseconds of queries, shape (queries, 2)."""
    wall, processor = np.asarray(times).T
    return {
        "n": len(wall),
        "p50_ms": digits(np.median(wall)),
        "p95_ms": digits(np.percentile(wall, 95)),
        "cpu_p50_ms": digits(np.median(processor)),
        "cpu_p95_ms": digits(np.percentile(processor, 95)),
    }


def digits(value: Any, keep: int = 3) -> float:
    """Round to significant digits."""
    return float(f"{float(value):.{keep}g}")


def apart(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run in a process of its own that sees this one's data; add the memory it took beyond them."""
    here, there = FORK.Pipe(duplex=False)
    child = FORK.Process(target=_answer, args=(work, there))
    child.start()
    there.close()
    try:
        found: dict[str, Any] = here.recv()
    except EOFError:
        found = {"failed": "the process ended without an answer"}
    child.join()
    return found


def _answer(work: Callable[[], dict[str, Any]], there: Any) -> None:
    before = resident_mb()
    try:
        found = work()
    except Exception as problem:  # noqa: BLE001 - a peer that cannot run is told, the rest goes on
        found = {"failed": f"{type(problem).__name__}: {problem}"[:200]}
    there.send(found | {"extra_peak_mb": max(0, peak_mb() - before)})
    there.close()


def peak_mb() -> int:
    """Most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def resident_mb() -> int:
    """Memory this process holds now, in MB."""
    with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 - no file of ours
        return int(told.read().split()[1]) * resource.getpagesize() >> 20


def bandwidth(threads: int) -> float:
    """Read bandwidth in GB/s: the best of five sums over 256 MB a thread."""
    parts = [np.ones(BLOCK) for _ in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        best = min(timed(lambda: list(pool.map(np.sum, parts)))[0] for _ in range(5))
    return digits(sum(part.nbytes for part in parts) / 1e6 / best)
