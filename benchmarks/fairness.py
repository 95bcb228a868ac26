"""Sex and the year of birth change nothing: `python -m benchmarks.fairness [--golden DIR]`.

On an invented population (seeded) each adult is ranked again as of the other sex and as born in
another year: no score, no card and no sentence may differ. On a golden set the measures are given
by group with bootstrap intervals; small groups say little, so no threshold is set on them.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.population import BIRTH_YEARS, Somebody, born_in, people, positions, with_other_sex
from benchmarks.prove import RESULTS, commit
from benchmarks.ranking import rounded, sources
from matching import places
from matching.docs import PersonDoc
from matching.evaluate import GoldenSet, intervals, judged, our_lists, our_rankings, read
from matching.metrics import summarise
from matching.ranker import Ranker

REPORT = RESULTS.with_name("fairness.json")
ON = date(2026, 11, 24)
OLD, YOUNG = BIRTH_YEARS
MIDDLE = 1980
AGES = ((30, "dưới 30 tuổi"), (45, "30 đến 44 tuổi"), (999, "từ 45 tuổi"))
Twins = Mapping[str, Somebody]


def twins(one: Somebody) -> Twins:
    """Give the same person with one thing changed."""
    years = {f"born in {year}": born_in(one, year) for year in (OLD, MIDDLE, YOUNG)}
    return {"other sex": with_other_sex(one), **years}


def differences(count: int, offers: int, seed: int) -> dict[str, Any]:
    """Rank everyone and everyone's twins; count lists of which anything differs."""
    ranker = Ranker(positions(offers, seed), on=ON)
    changed: dict[str, int] = dict.fromkeys(twins(people(1, seed)[0]), 0)
    cards = 0
    for one in people(count, seed):
        before = ranker.rank(one.doc, k=offers)
        cards += sum(entry.shown for entry in before)
        for name, twin in twins(one).items():
            changed[name] += ranker.rank(twin.doc, k=offers) != before
    size = {"people": count, "positions": offers, "seed": seed, "cards": cards}
    return size | {"lists that differ": changed}


def groups(golden: GoldenSet, on: date) -> dict[str, list[str]]:
    """People of a golden set by age, by mountain or plain, by vehicle, by typed skills."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in golden.people:
        for name in _groups_of(person, on):
            found[name].append(person.id)
    return dict(found)


def _groups_of(person: PersonDoc, on: date) -> Sequence[str]:
    known = places.load()
    row = known.rows.get(person.commune_code)
    hills = row is not None and known.factor[row] > 1
    age = on.year - (person.birth_year or on.year)
    return (
        next(name for limit, name in AGES if age < limit),
        "miền núi" if hills else "đồng bằng",
        "có xe máy" if person.has_vehicle else "không có xe",
        "có kỹ năng đã ghi" if person.skills else "chưa ghi kỹ năng",
    )


def by_group(golden: GoldenSet, on: date) -> dict[str, Any]:
    """Give the measures of each group with intervals, and the cards a person."""
    lists = our_lists(our_rankings(golden, on))
    found = {}
    for name, members in groups(golden, on).items():
        rows = judged(golden, lists, members)
        value = asdict(summarise(rows))
        measures = {n: (value[n], *interval) for n, interval in intervals(rows).items()}
        cards = sum(row.cards for row in rows) / len(rows)
        found[name] = {"people": len(members), "cards a person": cards, **measures}
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and perhaps keep; 1 when anything differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fairness", description=__doc__)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--positions", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--golden", type=Path, metavar="DIR")
    parser.add_argument("--write", action="store_true", help=f"keep it in {REPORT.name}")
    options = parser.parse_args(arguments)
    found: dict[str, Any] = {"commit": commit(*sources())}
    found |= differences(options.people, options.positions, options.seed)
    if options.golden:
        found["golden by group"] = by_group(read(options.golden), ON)
    text = json.dumps(rounded(found), ensure_ascii=False, indent=1)
    print(text)
    if options.write:
        REPORT.write_text(text + "\n", encoding="utf-8")
    return 1 if any(found["lists that differ"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())
