"""A batch on a real Dask cluster: a scheduler and workers over TCP, one of them killed half way.

`python -m benchmarks.cluster` writes docs/measured/cluster.json: the same people on this process,
on 1, 2 and 3 workers, and on 3 of which one is killed; every list must be the same to the last bit.
Workers are processes of this machine, so the table says what the way over TCP costs; it cannot
say more about speed than the machine has cores.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from distributed import Client

from benchmarks.prove import RESULTS, commit
from matching import batch, snapshot
from matching.docs import PersonDoc, PositionDoc, person_from_json, position_from_json
from matching.indexed import IndexedRanker
from matching.places import load
from services.demo.content import records

ON = date(2026, 11, 24)
POSITIONS, PEOPLE, WORKERS = 3000, 1500, 3
ROOT = Path(__file__).resolve().parent.parent
FIRST_PORT = 18_786
WAIT_S = 60


def positions(count: int) -> list[PositionDoc]:
    """Repeat the demo's positions in other communes."""
    rows, communes = records("positions"), list(load().rows)
    docs = [position_from_json({**row, "id": str(n)}) for n, row in enumerate(rows)]
    return [
        replace(docs[n % len(docs)], id=f"P{n}", commune_code=communes[n * 37 % len(communes)])
        for n in range(count)
    ]


def people(count: int) -> list[PersonDoc]:
    """Repeat the demo's people under other ids, so that none is remembered."""
    docs = []
    for row in records("returnees"):
        barred = [ban["isco"] for ban in row["barred_occupations"]]
        docs.append(person_from_json({**row, "id": "?", "barred_occupations": barred}))
    return [replace(docs[n % len(docs)], id=f"N{n}") for n in range(count)]


@contextmanager
def started(workers: int, port: int = FIRST_PORT) -> Iterator[tuple[str, list[Any]]]:
    """Start a scheduler and workers as processes that speak TCP; stop them at the end."""
    address = f"tcp://127.0.0.1:{port}"
    place = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with tempfile.TemporaryDirectory() as folder:
        running = [_start("scheduler", *place)]
        running += [
            _start(
                "worker", address, "--host", "127.0.0.1", "--nworkers", "1", "--nthreads", "1",
                "--no-nanny", "--no-dashboard", "--local-directory", folder,
            )
            for _ in range(workers)
        ]  # fmt: skip
        try:
            with Client(address, timeout=WAIT_S) as client:
                client.wait_for_workers(workers, timeout=WAIT_S)
            yield address, running[1:]
        finally:
            for process in running:
                process.kill()
                process.wait()


def _start(kind: str, *words: str) -> Any:
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "distributed.cli.dask_" + kind, *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killed_after(seconds: float, process: Any) -> threading.Timer:
    """Kill a process some time from now."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    return timer


def timed(work: Any) -> tuple[Any, float]:
    """Return what work gives and the seconds it took."""
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def measure(count: int, crowd: int) -> dict[str, Any]:
    """Run the same batch everywhere and compare."""
    docs, rows = people(crowd), []
    with tempfile.TemporaryDirectory() as folder:
        source = batch.Source(Path(folder), "prior")
        ranker = IndexedRanker(positions(count), on=ON)
        snapshot.write(ranker, source.folder, snapshot.Facts(source.model, 0, ON))
        batch.rank(source, docs[:20])
        alone, seconds = timed(lambda: batch.rank(source, docs))
        rows.append(_row("this process", seconds, seconds, same=True))
        told = [(workers, seconds) for workers in range(1, WORKERS + 1)]
        rows += [_on_cluster(source, docs, alone, one) for one in told]
        rows.append(_on_cluster(source, docs, alone, (WORKERS, seconds), kill=True))
    return {
        "commit": commit(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "positions": count,
        "people": crowd,
        "lists": len(alone),
        "runs": rows,
    }


def _on_cluster(
    source: batch.Source, docs: Any, alone: Any, told: tuple[int, float], *, kill: bool = False
) -> dict[str, Any]:
    workers, seconds = told
    port = FIRST_PORT + workers + (10 if kill else 0)
    with started(workers, port) as (address, processes):
        batch.rank(source, docs[: workers * batch.SHARE], cluster=address)
        timer = killed_after(seconds / workers, processes[0]) if kill else None
        found, took = timed(lambda: batch.rank(source, docs, cluster=address))
        if timer is not None:
            timer.cancel()
        was_killed = processes[0].poll() is not None
    name = f"{workers} workers over TCP" + (", one killed half way" if kill else "")
    row = _row(name, took, seconds, same=found == alone)
    return row | ({"was_killed": was_killed} if kill else {})


def _row(name: str, took: float, alone: float, *, same: bool) -> dict[str, Any]:
    return {
        "who": name,
        "seconds": round(took, 2),
        "times_this_process": round(alone / took, 2),
        "same_to_the_bit": same,
    }


def main() -> int:
    """Measure and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--positions", type=int, default=POSITIONS)
    options.add_argument("--people", type=int, default=PEOPLE)
    chosen = options.parse_args()
    report = measure(chosen.positions, chosen.people)
    with suppress(FileExistsError):
        RESULTS.parent.mkdir(parents=True)
    RESULTS.with_name("cluster.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))
    return 0 if all(row["same_to_the_bit"] for row in report["runs"]) else 1


if __name__ == "__main__":
    sys.exit(main())
