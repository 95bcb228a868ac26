"""The ranking measured on a golden set: `python -m benchmarks.ranking DIR [--set NAME] [--write]`.

The ranker beside rankers that any office could have, paired over people; both halves of the people
with intervals; what each group of features is worth; what spreading cards over firms costs.
`--write` keeps the figures in docs/measured/ranking.json, under the set's name, with the commit
they belong to. The folder of our own second set is made by `benchmarks.second_set`.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.ablation import ablation, gain
from benchmarks.prove import RESULTS, commit
from matching import exposure
from matching.baselines import BASELINES
from matching.evaluate import (
    OURS,
    GoldenSet,
    Lists,
    baseline_lists,
    halves,
    intervals,
    judged,
    our_lists,
    our_rankings,
    read,
)
from matching.metrics import Listed, summarise
from matching.ranker import MODEL_VERSION, Ranker

REPORT = RESULTS.with_name("ranking.json")
SETS = ("golden", "second")
EVERYONE = "all"
DIGITS = 4


def figures(golden: GoldenSet, on: date | None) -> dict[str, Any]:
    """Measure everything; the keys are those of the report."""
    lists = {OURS: our_lists(our_rankings(golden, on))}
    lists |= {
        name: baseline_lists(golden, make(golden.positions)) for name, make in BASELINES.items()
    }
    groups = {EVERYONE: [person.id for person in golden.people]} | halves(golden)
    found = {
        "commit": commit(*sources()),
        "model": MODEL_VERSION,
        "people": len(golden.people),
        "positions": len(golden.positions),
        "results": {name: _summary(golden, one, groups[EVERYONE]) for name, one in lists.items()},
        "halves": {name: _half(golden, lists, people) for name, people in groups.items()},
        "left out": ablation(golden, lists[OURS], on),
        "spread over firms": spread_cost(golden, lists[OURS], on),
    }
    return rounded(found)


def sources() -> list[str]:
    """Give the files that the figures depend on: our own modules now loaded, and the tables."""
    names = ("matching", "benchmarks", "__main__")
    loaded = [m for name, m in sys.modules.items() if name.split(".")[0] in names]
    return ["data", *(path for m in loaded if (path := getattr(m, "__file__", None)))]


def _summary(golden: GoldenSet, lists: Lists, people: Sequence[str]) -> dict[str, float]:
    return asdict(summarise(judged(golden, lists, people)))


def _half(golden: GoldenSet, lists: Mapping[str, Lists], people: Sequence[str]) -> dict[str, Any]:
    """Give our measures of some people with intervals, and the paired gains over each baseline."""
    ours = judged(golden, lists[OURS], people)
    value = asdict(summarise(ours))
    return {
        "people": len(people),
        "blocked": value["blocked"],
        "measures": {n: (value[n], *interval) for n, interval in intervals(ours).items()},
        "nDCG@10 over": {
            name: gain(ours, judged(golden, lists[name], people)) for name in BASELINES
        },
        "MAP over": {
            name: gain(ours, judged(golden, lists[name], people), "average_precision")
            for name in BASELINES
        },
    }


def spread_cost(golden: GoldenSet, ours: Lists, on: date | None) -> dict[str, Any]:
    """Give what `matching.exposure` changes, taking all positions of a commune for one firm's.

    A golden set names no firms; a commune's positions are as near to one another as a firm's.
    """
    positions = [replace(doc, firm=doc.commune_code) for doc in golden.positions]
    ranker = Ranker(positions, on=on)
    shortlists = [ranker.shortlist(person) for person in golden.people]
    options = [one.options for one in shortlists]
    chosen, found = exposure.spread(options, exposure.seats(positions))
    after = {
        person.id: _with_cards(ours[person.id], [e.position_id for e in ranker.entries(one, own)])
        for person, one, own in zip(golden.people, shortlists, chosen, strict=True)
    }
    people = list(after)
    return {
        "before": _summary(golden, ours, people),
        "after": _summary(golden, after, people),
        "nDCG@10 cost": gain(judged(golden, ours, people), judged(golden, after, people)),
        "cards": sum(found.before.values()),
        "moved": found.moved,
        "most cards of a firm": [found.most(after=False), found.most()],
        "firms with a card": [len(found.before), len(found.after)],
    }


def _with_cards(listed: Listed, cards: Sequence[str]) -> Listed:
    """Put the cards before the rest of the list."""
    return Listed((*cards, *(key for key in listed.order if key not in cards)), tuple(cards))


def rounded(value: Any) -> Any:
    """Round every number of a report."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value


def report(found: Mapping[str, Any]) -> str:
    """Lay the report out for reading."""
    heads = list(found["results"][OURS])
    lines = [" " * 24 + "".join(f"{head:>11}" for head in heads)]
    for name, row in found["results"].items():
        lines.append(f"{name:<24}" + "".join(f"{row[head]:>11.3f}" for head in heads))
    for half, part in found["halves"].items():
        lines.append(f"\n{half}, {part['people']} people, blocked {part['blocked']}")
        rows = [part["measures"], part["nDCG@10 over"]]
        for name, (value, low, high) in (row for rows_ in rows for row in rows_.items()):
            lines.append(f"  {name:<24}{value:>+7.3f}  [{low:+.3f}, {high:+.3f}]")
    lines.append("\nwhat leaving a group out costs in nDCG@10")
    for name, (value, low, high) in found["left out"].items():
        lines.append(f"  {name:<24}{value:>+7.3f}  [{low:+.3f}, {high:+.3f}]")
    lines.append(f"\nspread over firms: {json.dumps(found['spread over firms'])}")
    return "\n".join(lines)


def keep(found: Mapping[str, Any], name: str, path: Path = REPORT) -> None:
    """Put a set's figures beside those of the others."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    both = {one: known[one] for one in SETS if one in known} | {name: found}
    path.write_text(json.dumps(both, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and perhaps keep; 1 when a blocked pair was shown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__)
    parser.add_argument("folder", type=Path, help="positions.jsonl, returnees.jsonl, qrels.tsv")
    parser.add_argument("--set", choices=SETS, default=SETS[0], help="which set the folder holds")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--write", action="store_true", help=f"keep it in {REPORT.name}")
    parser.add_argument("--on", type=date.fromisoformat, help="day whose gates count, YYYY-MM-DD")
    options = parser.parse_args(arguments)
    found = figures(read(options.folder), options.on)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else report(found))
    if options.write:
        keep(found, options.set)
    return 1 if found["results"][OURS]["blocked"] else 0


if __name__ == "__main__":
    sys.exit(main())
