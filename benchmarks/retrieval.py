"""Measure the index at one size beside its peers: `python -m benchmarks.retrieval --positions N`.

One run, one invented market, one thread unless said; each peer runs in a process of its own, in
the best form we know. Every list that brute force checks must be equal, else the run fails. Each
part is written into docs/measured/retrieval-N.json as soon as it is there, with its commit and the
load of the machine; `--resume` leaves alone what stands there of this commit, `--parts` names some.
`--json` prints the whole report.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks import (
    retrieval_full,
    retrieval_index,
    retrieval_model,
    retrieval_peers,
    retrieval_timing,
    scale_data,
)
from benchmarks.prove import RESULTS, commit
from benchmarks.retrieval_timing import digits
from matching.coded import Query
from matching.index import CandidateIndex

PEOPLE, BATCH_PEERS = 4000, 1000
Report = dict[str, Any]


class Run:
    """One size: the market, the people, the index, each made when first asked for."""

    def __init__(self, size: int) -> None:
        self.size = size

    @cached_property
    def data(self) -> scale_data.Market:
        """The invented market."""
        return scale_data.market(self.size)

    @cached_property
    def people(self) -> list[Query]:
        """Invented people."""
        return scale_data.people(self.data, PEOPLE)

    @cached_property
    def built(self) -> tuple[CandidateIndex, Report]:
        """The index, and what building it took."""
        index, facts = retrieval_index.build(self.data)
        for query in self.people[:100]:
            index.search(query)
        return index, facts


def index_part(run: Run) -> Report:
    """Build, size, latency and memory of the index."""
    index, facts = run.built
    return {
        "skills_per_position": digits(len(run.data.columns.skill) / run.size),
        **facts,
        "read_bandwidth_gb_s": {n: retrieval_timing.bandwidth(n) for n in (1, 2)},
        **retrieval_index.latency(index, run.people),
        "peak_mb_with_market_and_people": retrieval_timing.peak_mb(),
    }


PARTS: dict[str, Callable[[Run], Report]] = {
    "index": index_part,
    "against_brute_force": lambda run: retrieval_index.against_brute_force(
        run.data, run.built[0], run.people
    ),
    "batch": lambda run: retrieval_index.batch(run.built[0], run.people),
    "batch_peers": lambda run: retrieval_peers.batches(run.data, run.people[:BATCH_PEERS]),
    "model": lambda _run: retrieval_model.measure(),
    "whole_task_peers": lambda run: retrieval_full.measure(run.data, run.people[:1000]),
    "skills_only_peers": lambda run: retrieval_peers.measure(run.data, run.people),
    "changes": lambda run: retrieval_index.changes(run.data, run.built[0], run.people),
}
"""Done in this order, whatever was asked first: the last one changes the index."""


def measure(run: Run, target: Path, wanted: list[str], *, resume: bool) -> Report:
    """Do the wanted parts, each written when done."""
    report: Report = json.loads(target.read_text()) if target.exists() else {}
    if report.get("format") != 2:  # noqa: PLR2004 - of this file
        report = {"format": 2, "positions": run.size, "cores": os.cpu_count(), "parts": {}}
    for name in (part for part in PARTS if part in wanted):
        stands = report["parts"].get(name, {})
        if resume and stands.get("commit") == commit():
            continue
        load, began = os.getloadavg()[0], time.perf_counter()
        found = PARTS[name](run)
        told = {"commit": commit(), "load": digits(load)}
        told["seconds"] = digits(time.perf_counter() - began)
        report["parts"][name] = told | found
        report["ratios"] = ratios(report["parts"])
        target.write_text(json.dumps(report, indent=1) + "\n")
        print(f"{name}: {told}", file=sys.stderr)
    return report


def ratios(parts: Report) -> Report:
    """Say how many times faster the index is than each peer, by medians of one run."""
    if "index" not in parts:
        return {}
    ours = {name: parts["index"][name]["p50_ms"] for name in ("local", "nationwide")}
    found: Report = {}
    for name, peer in parts.get("whole_task_peers", {}).items():
        if isinstance(peer, dict) and "local" in peer:
            found[name] = {
                reach: {
                    most: {"recall": told["recall"], "times": digits(told["p50_ms"] / ours[reach])}
                    for most, told in peer[reach].items()
                }
                for reach in ours
            }
    brute = parts.get("against_brute_force", {})
    for reach in ours:
        if reach in brute:
            found[f"brute force, {reach}"] = brute[reach]["times_faster_p50"]
    return found | _batch_ratios(parts)


def _batch_ratios(parts: Report) -> Report:
    ours = parts.get("batch", {}).get("threads_2", {}).get("lists_per_second")
    peer = parts.get("batch_peers", {}).get("sparse_dot_topn", {})
    if ours is None or "lists_per_second_2_threads" not in peer:
        return {}
    return {"sparse_dot_topn, batch": digits(ours / peer["lists_per_second_2_threads"])}


def wrong_lists(report: Report) -> int:
    """Count the lists that are not what they must be."""
    parts = report["parts"]
    brute = parts.get("against_brute_force", {})
    told = [brute.get("local", {}), brute.get("nationwide", {}), parts.get("changes", {})]
    return sum(int(part.get("lists_different", 0)) for part in told)


def main() -> int:
    """Measure one size, write and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--positions", type=int, default=100_000)
    options.add_argument("--json", action="store_true")
    options.add_argument("--resume", action="store_true")
    options.add_argument("--parts", nargs="*", choices=list(PARTS), default=list(PARTS))
    chosen = options.parse_args()
    target = RESULTS.with_name(f"retrieval-{chosen.positions}.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    report = measure(Run(chosen.positions), target, chosen.parts, resume=chosen.resume)
    print(json.dumps(report if chosen.json else report["ratios"], indent=1))
    return 1 if wrong_lists(report) else 0


if __name__ == "__main__":
    sys.exit(main())
