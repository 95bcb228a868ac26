"""Does learning from decisions help, from how many on, and beside what else. Measured.

`python -m benchmarks.learning` simulates decisions on an invented market (learning_market.py: what
is true; learning_logs.py: who decides what) in three worlds and measures nDCG@10 over every
position that passes the gates, on people no ranker learnt from. `--golden DIR` does the same once
with grades made by people as the truth: decisions on odd ids, measured on even ones.

- prior: nothing learnt;
- ours: `matching.learning` on explicit answers; `ours, by place` also weighs by place and learns
  the place; `ours, behind the gate` holds three people in ten back and ranks with the prior unless
  the interval on them lies above 0, as the product does;
- naive: the same learner, silence a no, every no a no, nothing weighed;
- LambdaMART: LightGBM on the same explicit answers, grouped by person, with our signs as monotone
  constraints; `LambdaMART + prior` has the prior's score as a further feature.

Intervals are paired bootstraps over the people measured, of each ranker minus the prior. Writes
docs/measured/learning.json with the commit, and its table into docs/learning.md.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.learning_logs import Log, read, work
from benchmarks.learning_market import DAY, Person, judged, market
from benchmarks.prove import RESULTS, commit
from matching import evaluate, features, gates
from matching.learning.decisions import Decisions
from matching.learning.head import learn
from matching.learning.model import TooFewDecisions, assembled, train
from matching.metrics import FIRST, bootstrap
from matching.profiler import Profiler
from matching.ranker import prior_estimator

Floats = NDArray[np.float64]
Ranker = Callable[[Floats], Floats]
REPORT = RESULTS.with_name("learning.json")
PAGE, MARK = RESULTS.parent.with_name("learning.md"), "<!-- measured -->\n"
MEASURED = ("matching/learning", "matching/estimator.py", "matching/features.py", "benchmarks")
WORLDS, SIZES = (0, 1, 2), (100, 1_000, 10_000)
PEOPLE, LEARNT_FROM, POSITIONS = 1_700, 1_300, 300
TREES, LEAVES = 100, 15
GOLDEN_SIZE = 100
GRADE_TRUTH = (0.1, 0.35, 0.55, 0.8)
PRIOR = prior_estimator()
NOTHING = Decisions(
    np.zeros((0, len(features.NAMES))),
    np.zeros(0),
    np.zeros(0, np.str_),
    np.zeros(0, np.int64),
    np.zeros(0),
)


def prior(_log: Log) -> Ranker:
    """Rank with the stated prior."""
    return PRIOR.predict


def ours(log: Log) -> Ranker:
    """Learn from explicit answers."""
    return assembled(PRIOR, learn(PRIOR, read(log)), None).predict


def ours_by_place(log: Log) -> Ranker:
    """Learn from explicit answers, weighed by place, with the place beside the features."""
    return assembled(PRIOR, learn(PRIOR, read(log), by_place=True), None).predict


def ours_behind_the_gate(log: Log) -> Ranker:
    """Rank with what was learnt only where people held back show it to be better."""
    try:
        learned = train(PRIOR, read(log), NOTHING, PRIOR)
    except TooFewDecisions:
        return PRIOR.predict
    return learned.model.predict if learned.evidence.is_better else PRIOR.predict


def naive(log: Log) -> Ranker:
    """Learn from every card shown as if silence were a no."""
    return assembled(PRIOR, learn(PRIOR, read(log, naive=True)), None).predict


def lambdamart(log: Log) -> Ranker:
    """Learn lists with LightGBM."""
    return _lambdamart(read(log), lambda values: values, list(PRIOR.signs or []))


def lambdamart_and_prior(log: Log) -> Ranker:
    """Learn lists with LightGBM that also knows the prior's score."""
    return _lambdamart(
        read(log),
        lambda values: np.column_stack([values, PRIOR.predict(values)]),
        [*(PRIOR.signs or []), 1],
    )


RANKERS: dict[str, Callable[[Log], Ranker]] = {
    "prior": prior,
    "ours": ours,
    "ours, by place": ours_by_place,
    "ours, behind the gate": ours_behind_the_gate,
    "naive": naive,
    "LambdaMART": lambdamart,
    "LambdaMART + prior": lambdamart_and_prior,
}


def _lambdamart(
    decisions: Decisions, widen: Callable[[Floats], Floats], signs: Sequence[int]
) -> Ranker:
    lists = decisions.take(np.argsort(decisions.people, kind="stable"))
    _, sizes = np.unique(lists.people, return_counts=True)
    model = lightgbm.LGBMRanker(
        n_estimators=TREES,
        num_leaves=LEAVES,
        min_child_samples=max(2, min(20, len(lists) // 20)),
        monotone_constraints=list(signs),
        n_jobs=1,
        verbose=-1,
        random_state=0,
    )
    model.fit(widen(lists.values), lists.yes, group=sizes)
    return lambda values: np.asarray(model.booster_.predict(widen(values)), dtype=np.float64)


def ndcg(person: Person, scores: Floats) -> float:
    """Give nDCG@10 of a person's list; NaN where nothing is worth showing."""
    gains = 2.0**person.grades - 1
    discounts = 1 / np.log2(np.arange(2, FIRST + 2))
    best = np.sort(gains)[::-1][:FIRST]
    found = gains[np.argsort(-scores, kind="stable")[:FIRST]]
    ideal = float(best @ discounts[: len(best)])
    return float(found @ discounts[: len(found)]) / ideal if ideal else float("nan")


def measure(log: Log, measured: Sequence[Person]) -> dict[str, Floats]:
    """Give each ranker's nDCG@10 by person."""
    found = {}
    for name, build in RANKERS.items():
        ranker = build(log)
        found[name] = np.array([ndcg(person, ranker(person.values)) for person in measured])
    return found


def table(parts: Sequence[dict[str, Floats]]) -> dict[str, dict[str, Any]]:
    """Fold worlds into one row a ranker: mean, gain over the prior with its interval, by world."""
    rows = {}
    for name in RANKERS:
        gains = [part[name] - part["prior"] for part in parts]
        gain = np.concatenate(gains)
        gain = gain[~np.isnan(gain)]
        interval = bootstrap(lambda drawn, gain=gain: float(gain[drawn].mean()), len(gain))
        rows[name] = {
            "ndcg_10": round(float(np.nanmean(np.concatenate([p[name] for p in parts]))), 4),
            "over_prior": round(float(gain.mean()), 4),
            "interval": [round(end, 4) for end in interval],
            "by_world": [round(float(np.nanmean(world)), 4) for world in gains],
        }
    return rows


def invented(size: int, pairs: Sequence[tuple[str, Floats]]) -> dict[str, Any]:
    """Measure one number of decisions in every world."""
    parts, decided = [], []
    for seed in WORLDS:
        people = judged(list(pairs), seed)
        log = work(people[:LEARNT_FROM], size, np.random.default_rng(1000 + seed))
        decided.append(log.decided)
        parts.append(measure(log, people[LEARNT_FROM:]))
    measured = sum(int((~np.isnan(part["prior"])).sum()) for part in parts)
    return {"decisions": decided, "people_measured": measured, "rankers": table(parts)}


def golden(folder: Path) -> dict[str, Any]:
    """Measure with people's grades as the truth: decisions on odd ids, measured on even ones."""
    given = evaluate.read(folder)
    odd, even = (_golden_people(given, ids) for ids in evaluate.halves(given).values())
    log = work(odd, GOLDEN_SIZE, np.random.default_rng(0))
    return {
        "decisions": log.decided,
        "people_measured": len(even),
        "rankers": table([measure(log, even)]),
    }


def _golden_people(given: evaluate.GoldenSet, ids: Sequence[str]) -> list[Person]:
    profiler = Profiler(given.positions)
    found = []
    for doc in (person for person in given.people if person.id in set(ids)):
        rows = np.array([gates.passes(doc, job, DAY) for job in given.positions])
        grades = np.array([given.grades.get(doc.id, {}).get(job.id, 0) for job in given.positions])[
            rows
        ]
        values = features.matrix(profiler.person(doc), profiler.positions)[rows]
        found.append(Person(doc.id, values, np.array(GRADE_TRUTH)[grades], grades))
    return found


def page_table(report: dict[str, Any]) -> str:
    """Lay a report out for docs/learning.md."""
    parts = report["by_decisions"] | (
        {f"golden, {report['golden']['decisions']}": report["golden"]} if "golden" in report else {}
    )
    heads = [f"{int(size):,} decisions" if size.isdigit() else size for size in parts]
    measured = f"Commit {report['commit']}, {report['cpu_seconds']} s of CPU."
    lines = [
        f"{measured} nDCG@10; in brackets the 95% interval of the gain over the prior.\n",
        f"| ranker | {' | '.join(heads)} |",
        f"|---|{'---|' * len(heads)}",
    ]
    for name in RANKERS:
        cells = [_cell(part["rankers"][name], is_prior=name == "prior") for part in parts.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, Any], *, is_prior: bool) -> str:
    low, high = row["interval"]
    return f"{row['ndcg_10']:.3f}" + ("" if is_prior else f" [{low:+.3f}, {high:+.3f}]")


def write_page(report: dict[str, Any]) -> None:
    """Put the table between the marks of docs/learning.md."""
    before, _, after = PAGE.read_text(encoding="utf-8").split(MARK)
    PAGE.write_text(before + MARK + page_table(report) + MARK + after, encoding="utf-8")


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--golden", type=Path, help="positions.jsonl, returnees.jsonl, qrels.tsv")
    options = parser.parse_args()
    started = time.process_time()
    pairs = market(PEOPLE, POSITIONS, seed=0)
    sizes = {}
    for size in SIZES:
        sizes[str(size)] = invented(size, pairs)
        print(f"{size} decisions: {json.dumps(sizes[str(size)], indent=1)}")
    report: dict[str, Any] = {
        "commit": commit(*MEASURED),
        "market": {"people": PEOPLE, "learnt_from": LEARNT_FROM, "positions": POSITIONS},
        "by_decisions": sizes,
    }
    if options.golden:
        report["golden"] = golden(options.golden)
        print(f"golden: {json.dumps(report['golden'], indent=1)}")
    report["cpu_seconds"] = round(time.process_time() - started)
    REPORT.write_text(json.dumps(report, indent=1) + "\n")
    write_page(report)


if __name__ == "__main__":
    main()
