"""A second golden set, of our own: `python -m benchmarks.second_set JOBS DIR`.

Sixty invented people and some two hundred advertisements of workers' jobs, drawn by seed from
jobs_dev.jsonl.gz beyond those of the golden set. `labels/second` holds the people, what a firm's
form would say of each advertisement (place, hours, pay, what is offered; set by us), and grades by
golden/GUIDE.md; the advertisements' text is found again by record and hash. Written to a folder of
a golden set's form, it is measured by every command that takes one. How it was graded:
docs/ranking.md.
"""

import argparse
import csv
import gzip
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction_labels import LABELS, TextChangedError, digest
from benchmarks.real_ads import TEXTS

SECOND = LABELS / "second"
OFFERS = ("housing", "shuttle", "meals", "training_provided")
NUMBERS = ("wage_min", "wage_max", "headcount", "min_experience_years")
AS_THEY_ARE = ("id", "commune_code", "occupation_code", "shift", "min_education")


def position(row: Mapping[str, str], record: Mapping[str, Any]) -> dict[str, Any]:
    """Join what the form says with the advertisement's text.

    Raises
    ------
    TextChangedError
        When the record is not the one that was graded.
    """
    description = "\n".join(str(record[part]) for part in TEXTS if record.get(part))
    if digest(f"{record['title']}\n{description}") != row["sha256"]:
        raise TextChangedError(f"{row['record']} is not the advertisement that was graded")
    return {
        "title": row["title"] or record["title"],
        "description": description,
        "required_skills": [name for name in row["required_skills"].split("; ") if name],
        "licences": row["licences"].split(),
        **{name: row[name] or None for name in AS_THEY_ARE},
        **{name: float(row[name]) if row[name] else None for name in NUMBERS},
        **{name: name in row["offers"].split() for name in OFFERS},
    }


def write(jobs: Path, folder: Path) -> None:
    """Write the set as a golden set's folder."""
    rows = _rows()
    records = _records(jobs, {row["record"] for row in rows})
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(position(row, records[row["record"]]), ensure_ascii=False) for row in rows]
    (folder / "positions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.copyfile(SECOND / "people.jsonl", folder / "returnees.jsonl")
    shutil.copyfile(SECOND / "qrels.tsv", folder / "qrels.tsv")


def _rows() -> list[dict[str, str]]:
    with (SECOND / "positions.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _records(jobs: Path, wanted: set[str]) -> dict[str, Any]:
    with gzip.open(jobs, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines) if row["id"] in wanted}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.second_set")
    parser.add_argument("jobs", type=Path, help="jobs_dev.jsonl.gz")
    parser.add_argument("folder", type=Path, help="where to write; keep it out of the project")
    options = parser.parse_args(arguments)
    write(options.jobs, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
