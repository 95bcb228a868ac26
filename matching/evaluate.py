"""Measure the ranker and the baselines on a golden set: `python -m matching.evaluate DIR`."""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.baselines import BASELINES, Scorer
from matching.docs import PersonDoc, PositionDoc, person_from_json, position_from_json
from matching.estimator import SuitabilityEstimator
from matching.features import GROUPS
from matching.fields import Problem
from matching.metrics import CARDS, Judged, Listed, Summary, bootstrap, judge, summarise
from matching.ranker import MODEL_VERSION, Ranked, Ranker, prior_estimator

OURS = "ranker"
HEADS = ("nDCG@10", "MAP", "recall@20", "junk@5", "hit@5", "blocked")
Doc = TypeVar("Doc")
Lists = Mapping[str, Listed]
"""person id -> the list shown to that person."""


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """A set of golden/SCHEMA.md's form; `grades` is empty when there are no judgments."""

    people: tuple[PersonDoc, ...]
    positions: tuple[PositionDoc, ...]
    grades: Mapping[str, Mapping[str, int]]
    blocked: Mapping[str, frozenset[str]]
    problems: tuple[Problem, ...]


def read(folder: Path) -> GoldenSet:
    """Read a folder; bad lines and fields are collected, never raised."""
    problems: list[Problem] = []
    grades, blocked = _judgments(folder / "qrels.tsv")
    return GoldenSet(
        people=_documents(folder / "returnees.jsonl", person_from_json, problems),
        positions=_documents(folder / "positions.jsonl", position_from_json, problems),
        grades=grades,
        blocked=blocked,
        problems=tuple(problems),
    )


def _documents(
    path: Path, build: Callable[[dict[str, object], list[Problem]], Doc], problems: list[Problem]
) -> tuple[Doc, ...]:
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except json.JSONDecodeError:
            problems.append(Problem(f"{path.name}:{number}", "", "dòng không phải JSON"))
            continue
        if row is not None:
            documents.append(build(row, problems))
    return tuple(documents)


def _judgments(path: Path) -> tuple[dict[str, dict[str, int]], dict[str, frozenset[str]]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    blocked: dict[str, set[str]] = defaultdict(set)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                grades[row["returnee_id"]][row["position_id"]] = int(row["grade"])
                if row["blocked"] == "1":
                    blocked[row["returnee_id"]].add(row["position_id"])
    return dict(grades), {person: frozenset(ids) for person, ids in blocked.items()}


def our_rankings(
    golden: GoldenSet, on: date | None = None, estimator: SuitabilityEstimator | None = None
) -> dict[str, list[Ranked]]:
    """Rank every position that passes the gates for every person."""
    ranker = Ranker(golden.positions, estimator, on)
    lists = ranker.rank_batch(golden.people, k=len(golden.positions))
    return {person.id: entries for person, entries in zip(golden.people, lists, strict=True)}


def our_lists(rankings: Mapping[str, Sequence[Ranked]]) -> Lists:
    """Keep of rankings what the measures need."""
    return {
        person: Listed(
            order=tuple(entry.position_id for entry in entries),
            cards=tuple(entry.position_id for entry in entries if entry.shown),
        )
        for person, entries in rankings.items()
    }


def ablated_lists(golden: GoldenSet, on: date | None) -> dict[str, Lists]:
    """Our lists with each group of features left out."""
    return {
        f"ranker without {group}": our_lists(our_rankings(golden, on, prior_estimator(group)))
        for group in GROUPS
    }


def baseline_lists(golden: GoldenSet, scorer: Scorer) -> Lists:
    """Rank every position by a baseline; its first five are its cards."""
    ids = [position.id for position in golden.positions]
    lists = {}
    for person in golden.people:
        order = tuple(ids[row] for row in np.argsort(-scorer(person), kind="stable"))
        lists[person.id] = Listed(order, order[:CARDS])
    return lists


def judged(golden: GoldenSet, lists: Lists, people: Sequence[str]) -> list[Judged]:
    """Measure some people's lists."""
    return [
        judge(lists[person], golden.grades.get(person, {}), golden.blocked.get(person, frozenset()))
        for person in people
    ]


def halves(golden: GoldenSet) -> dict[str, list[str]]:
    """Split people by the number in their id: odd ones are tuned on, even ones are not."""
    odd = {p.id: int("0" + "".join(filter(str.isdigit, p.id))) % 2 == 1 for p in golden.people}
    return {
        "odd (tuned)": [person for person, is_odd in odd.items() if is_odd],
        "even (unseen)": [person for person, is_odd in odd.items() if not is_odd],
    }


def intervals(rows: Sequence[Judged]) -> dict[str, tuple[float, float]]:
    """Give the bootstrap interval of each measure."""
    names = [field.name for field in fields(Summary) if field.name != "blocked"]
    return {name: bootstrap(_measure(rows, name), len(rows)) for name in names}


def _measure(rows: Sequence[Judged], name: str) -> Callable[[NDArray[np.int64]], float]:
    return lambda drawn: float(getattr(summarise([rows[i] for i in drawn]), name))


def paired_gain(ours: Sequence[Judged], theirs: Sequence[Judged]) -> tuple[float, float]:
    """Give the interval of our nDCG@10 minus theirs on the same drawn people."""
    gain = np.array([a.ndcg - b.ndcg for a, b in zip(ours, theirs, strict=True)])
    gain = gain[~np.isnan(gain)]
    return bootstrap(lambda drawn: float(gain[drawn].mean()), len(gain))


def write_rankings(path: Path, rankings: Mapping[str, Sequence[Ranked]]) -> None:
    """Write returnee_id, rank, position_id, score, shown as tab-separated lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["returnee_id", "rank", "position_id", "score", "shown"])
        for person, entries in rankings.items():
            for rank, entry in enumerate(entries, start=1):
                score = f"{entry.score:.6f}"
                writer.writerow([person, rank, entry.position_id, score, int(entry.shown)])


def table(results: Mapping[str, Summary]) -> str:
    """Lay results out as one table."""
    wide = max(map(len, results), default=0)
    lines = [" " * wide + "".join(f"{head:>11}" for head in HEADS)]
    for name, summary in results.items():
        *measures, blocked = astuple(summary)
        cells = "".join(f"{measure:>11.3f}" for measure in measures)
        lines.append(f"{name:<{wide}}{cells}{blocked:>11}")
    return "\n".join(lines)


def halves_report(golden: GoldenSet, lists: Mapping[str, Lists]) -> str:
    """Lay the ranker's halves out with intervals, and its paired gain over BM25 + distance."""
    lines = []
    for half, people in halves(golden).items():
        rows = judged(golden, lists[OURS], people)
        value = asdict(summarise(rows))
        lines.append(f"\n{half}, {len(people)} people")
        for name, (low, high) in intervals(rows).items():
            lines.append(f"  {name:<10}{value[name]:>7.3f}  [{low:.3f}, {high:.3f}]")
        low, high = paired_gain(rows, judged(golden, lists["BM25 + distance"], people))
        lines.append(f"  blocked   {value['blocked']:>7}")
        lines.append(f"  nDCG@10 over BM25 + distance: [{low:+.3f}, {high:+.3f}]")
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m matching.evaluate", description=__doc__)
    parser.add_argument("folder", type=Path, help="positions.jsonl, returnees.jsonl, qrels.tsv")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rankings", type=Path, metavar="FILE", help="write our lists")
    parser.add_argument("--halves", action="store_true", help="odd and even ids with intervals")
    parser.add_argument("--ablation", action="store_true", help="leave each feature group out")
    parser.add_argument("--on", type=date.fromisoformat, help="day whose gates count, YYYY-MM-DD")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 unless a blocked pair was shown by our ranker."""
    options = _options(arguments)
    golden = read(options.folder)
    rankings = our_rankings(golden, options.on)
    if options.rankings:
        write_rankings(options.rankings, rankings)
    for problem in golden.problems:
        print(f"{problem.record} {problem.field}: {problem.reason_vi}", file=sys.stderr)
    if not golden.grades:
        print("qrels.tsv is missing: nothing to score.", file=sys.stderr)
        return 0
    return _report(golden, rankings, options)


def _report(
    golden: GoldenSet, rankings: Mapping[str, Sequence[Ranked]], options: argparse.Namespace
) -> int:
    lists = {OURS: our_lists(rankings)}
    lists |= {
        name: baseline_lists(golden, make(golden.positions)) for name, make in BASELINES.items()
    }
    if options.ablation:
        lists |= ablated_lists(golden, options.on)
    people = [person.id for person in golden.people]
    results = {name: summarise(judged(golden, found, people)) for name, found in lists.items()}
    if options.json:
        body = {name: asdict(summary) for name, summary in results.items()}
        print(json.dumps({"model": MODEL_VERSION, "results": body}, ensure_ascii=False))
    else:
        print(table(results))
    if options.halves:
        print(halves_report(golden, lists))
    return 1 if results[OURS].blocked else 0


if __name__ == "__main__":
    sys.exit(main())
