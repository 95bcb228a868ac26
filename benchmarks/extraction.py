"""How well skills are found in text: precision and recall on sentences labelled by hand.

    python benchmarks/extraction.py [--misses] [--ads FILE.jsonl.gz]

`labels/skills.tsv` holds invented sentences in the style of officers' notes and advertisements,
with the codes that a careful reader finds in them; `labels/skills_ads.tsv` holds codes for real
advertisements by their id, whose text is not ours to keep: it is read from the file given.
Noisy copies of the first set (no accents, decomposed, old tone places) are measured as well.
"""

import argparse
import csv
import gzip
import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from matching.extraction import find_skills
from matching.text import strip_marks

LABELS = Path(__file__).parent / "labels"
KINDS = ("has", "wish", "lacks")
Found = set[tuple[str, str]]

NOISES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "no accents": strip_marks,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "upper case": str.upper,
}


@dataclass(frozen=True)
class Case:
    """One text and the (code, kind) pairs it names."""

    text: str
    wanted: Found


def sentences() -> list[Case]:
    """Read the invented sentences."""
    with (LABELS / "skills.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [Case(row["sentence"], _wanted(row)) for row in rows]


def _wanted(row: dict[str, str]) -> Found:
    return {(code, kind) for kind in KINDS for code in row[kind].split()}


def advertisements(path: Path) -> Iterator[Case]:
    """Read the labelled advertisements, whose text is looked up by id."""
    with (LABELS / "skills_ads.tsv").open(encoding="utf-8", newline="") as lines:
        wanted = {row["id"]: _wanted(row) for row in csv.DictReader(lines, delimiter="\t")}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for ad in map(json.loads, lines):
            if ad["id"] in wanted:
                yield Case(ad["title"], wanted[ad["id"]])


def found(text: str) -> Found:
    """Name what the extraction finds, each pair once."""
    return {(mention.code, mention.kind) for mention in find_skills(text)}


def scores(cases: Iterable[Case], noise: Callable[[str], str]) -> tuple[float, float, float]:
    """Precision and recall of (code, kind) pairs, and the share of whole texts right."""
    pairs = [(found(noise(case.text)), case.wanted) for case in cases]
    hits = sum(len(got & wanted) for got, wanted in pairs)
    got = sum(len(got) for got, _ in pairs)
    wanted = sum(len(wanted) for _, wanted in pairs)
    return hits / got, hits / wanted, sum(a == b for a, b in pairs) / len(pairs)


def report(name: str, cases: list[Case]) -> None:
    """Print a line for each noise."""
    for noise, change in NOISES.items():
        precision, recall, whole = scores(cases, change)
        print(f"{name:12} {noise:12} {precision:9.3f} {recall:7.3f} {whole:9.3f} {len(cases):6d}")


def misses(cases: Iterable[Case]) -> None:
    """Print what differs from the labels."""
    for case in cases:
        got = found(case.text)
        if got != case.wanted:
            print(case.text)
            print("   too much:", sorted(got - case.wanted), " missed:", sorted(case.wanted - got))


def pace(cases: list[Case]) -> float:
    """Sentences a second, best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for case in cases:
            find_skills(case.text)
        rounds.append(len(cases) / (time.perf_counter() - start))
    return max(rounds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print each difference")
    parser.add_argument("--ads", type=Path, help="advertisements, gzipped JSON lines with id")
    asked = parser.parse_args()
    sets = {"sentences": sentences()}
    if asked.ads:
        sets["ad titles"] = list(advertisements(asked.ads))
    print(f"{'set':12} {'text':12} precision  recall all right  texts")
    for name, cases in sets.items():
        report(name, cases)
        if asked.misses:
            misses(cases)
    print(f"{pace(sets['sentences']):.0f} sentences/s")


if __name__ == "__main__":
    main()
