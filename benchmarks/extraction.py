"""How well skills are found in text: precision and recall on sentences labelled by hand.

    python -m benchmarks.extraction [--real DIR] [--misses] [--held] [--write]

Without options the invented sentences are measured, as written and with noise. `--real` names the
folder that holds data/jobs_dev.jsonl.gz and golden/dev/returnees.jsonl: then the real sentences
that rules were tuned on are measured too, and with `--held` the half that they never were, which
belongs to the end of a piece of work. `--write` keeps the figures in docs/measured and the table
in docs/extraction.md.
"""

import argparse
import json
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.extraction_labels import Case, invented, real
from benchmarks.extraction_scores import (
    Counts,
    Score,
    counts,
    licence_counts,
    missed,
    score,
    too_much,
)
from benchmarks.prove import RESULTS, commit
from matching.extraction import find_skills
from matching.text import strip_marks

REPORT = RESULTS.with_name("extraction.json")
RUNS = RESULTS.with_name("extraction-runs.json")
PAGE = RESULTS.parent.parent / "extraction.md"
MARK = "<!-- measured: python -m benchmarks.extraction --real DIR --held --write -->"
SOURCES = (
    *(f"matching/{name}*.py" for name in ("text", "vocab", "lexicon", "clauses", "firm_names")),
    *(f"matching/{name}*.py" for name in ("cues", "context", "trade", "aside", "slips", "shared")),
    *("matching/extraction*.py", "matching/licences.py", "data/skill*.csv", "benchmarks/labels"),
)
TUNED, UNSEEN = ("develop", "added", "fresh"), ("held",)
GROUPS = {"title": "titles", "line": "description lines", "person": "people"}

NOISES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "no accents": strip_marks,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "upper case": str.upper,
}


def noisy(cases: Sequence[Case]) -> Iterator[tuple[str, Score]]:
    """Measure the same sentences with each noise."""
    for noise, change in NOISES.items():
        changed = [replace(case, text=change(case.text)) for case in cases]
        yield noise, score(changed, counts(changed))


def by_group(cases: Sequence[Case]) -> Iterator[tuple[str, Score]]:
    """Measure each group of one half, all of them, and the licences of all."""
    for group, name in GROUPS.items():
        mine = [case for case in cases if case.group == group]
        if mine:
            yield name, _scored(mine, counts)
    yield "all", _scored(cases, counts)
    if any(case.licences for case in cases):
        yield "licences", _scored(cases, licence_counts)


def _scored(cases: Sequence[Case], count: Callable[[Sequence[Case]], Counts]) -> Score:
    return score(cases, count(cases))


def show(name: str, scores: dict[str, Score]) -> None:
    """Print one part as a table."""
    print(f"\n{name:18} precision          recall             strict  labelled sentences")
    for row, s in scores.items():
        low, high = s.precision_interval
        down, up = s.recall_interval
        print(
            f"{row:18} {s.precision:.3f} [{low:.3f} {high:.3f}] "
            f"{s.recall:.3f} [{down:.3f} {up:.3f}] {s.strict_precision:.3f}"
            f"{s.labelled:9d}{s.sentences:9d}"
        )


def show_misses(cases: Sequence[Case]) -> None:
    """Print each sentence that is read differently from its labels."""
    for case in cases:
        much, lost = too_much(case), missed(case)
        if much or lost:
            print(f"{case.group}: {case.text[:300]}")
            print("   too much:", sorted(much), " missed:", [sorted(names) for names in lost])


def pace(cases: Sequence[Case]) -> float:
    """Sentences a second, best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for case in cases:
            find_skills(case.text)
        rounds.append(len(cases) / (time.perf_counter() - start))
    return max(rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, metavar="DIR", help="folder of data/ and golden/")
    parser.add_argument("--held", action="store_true", help="measure the half kept apart as well")
    parser.add_argument("--misses", action="store_true", help="print what is read differently")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {REPORT.name}")
    return parser.parse_args()


def measure(asked: argparse.Namespace) -> dict[str, dict[str, Score]]:
    """Measure what was asked for, printing as it goes."""
    parts = {"invented": dict(noisy(invented()))}
    shown = list(invented()) if not asked.real else []
    if asked.real:
        folder = asked.real
        cases = real(folder / "data/jobs_dev.jsonl.gz", folder / "golden/dev/returnees.jsonl")
        for half in TUNED + UNSEEN if asked.held else TUNED:
            mine = [case for case in cases if case.half == half]
            parts[half] = dict(by_group(mine))
            shown += mine
    if asked.misses:
        show_misses(shown)
    return parts


def table(parts: dict[str, dict[str, Score]]) -> str:
    """Lay the figures out for the page."""
    lines = ["| part | text | precision | recall | strict precision | skills | sentences |"]
    lines.append("|---|---|---|---|---|---|---|")
    for part, scores in parts.items():
        for name, s in scores.items():
            low, high = s.precision_interval
            down, up = s.recall_interval
            lines.append(
                f"| {part} | {name} | {s.precision:.3f} [{low:.3f}, {high:.3f}] "
                f"| {s.recall:.3f} [{down:.3f}, {up:.3f}] | {s.strict_precision:.3f} "
                f"| {s.labelled} | {s.sentences} |"
            )
    return "\n".join(lines)


def runs() -> str:
    """Lay out how the held half was measured at each commit at which it was."""
    parts = ("held", "added", "fresh")
    lines = [f"| commit | what | {' | '.join(f'{part}: precision, recall' for part in parts)} |"]
    lines.append("|---" * (2 + len(parts)) + "|")
    for run in json.loads(RUNS.read_text()):
        figures = " | ".join(_figures(run.get(part)) for part in parts)
        lines.append(f"| {run['commit']} | {run['what']} | {figures} |")
    return "\n".join(lines)


def _figures(measured: dict[str, float] | None) -> str:
    return f"{measured['precision']:.3f}, {measured['recall']:.3f}" if measured else "-"


def write(parts: dict[str, dict[str, Score]]) -> None:
    """Keep the figures and put them into the page."""
    at = commit(*SOURCES)
    body = {name: {row: asdict(s) for row, s in part.items()} for name, part in parts.items()}
    REPORT.write_text(json.dumps({"commit": at, **body}, indent=1) + "\n")
    told = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    page = f"{told}{MARK}\n\nMeasured at {at}.\n\n{table(parts)}\n\n{runs()}\n"
    PAGE.write_text(page, encoding="utf-8")


def main() -> None:
    """Measure, print and keep."""
    asked = _options()
    parts = measure(asked)
    for name, scores in parts.items():
        show(name, scores)
    print(f"\n{pace(invented()):.0f} sentences/s")
    if asked.write:
        write(parts)


if __name__ == "__main__":
    main()
