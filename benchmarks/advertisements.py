"""How well a pasted advertisement is read into the fields of a posting.

    python -m benchmarks.advertisements DIR [--half held] [--misses] [--write]

`labels/ads.csv` holds what a careful reader found in real advertisements: codes and places in the
text, by record and hash, never the text, which is read from DIR/jobs_dev.jsonl.gz. A record without
line breaks of its own is put together from its fields as one would paste it. 200 were labelled
before this reader existed; half of them, by hash of the id, were never looked at while it was
mended ("held"), the others were ("seen"). 72 came later and were labelled before they were measured
("fresh"). A label with "?" was doubtful to the labeller and is not counted.
"""

import argparse
import csv
import gzip
import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.advertisement_labels import FIELDS, Case, Field
from services.advertisements import read

LABELS = Path(__file__).parent / "labels" / "ads.csv"
MEASURED = Path(__file__).parent.parent / "docs" / "measured" / "advertisements.json"
HEADS = (
    ("company", ""),
    ("location", "Nơi làm việc: "),
    ("salary_raw", "Mức lương: "),
    ("experience", "Kinh nghiệm: "),
    ("education", "Trình độ: "),
    ("job_type", "Hình thức: "),
    ("description", "Mô tả công việc:\n"),
    ("requirements", "Yêu cầu:\n"),
    ("benefits", "Quyền lợi:\n"),
    ("expires", "Hạn nộp hồ sơ: "),
)
HALVES = ("seen", "fresh", "held")


@dataclass
class Score:
    """Counts of one field: stated by the labels, read, and read rightly; rightly left out."""

    stated: int = 0
    read: int = 0
    right: int = 0
    read_right: int = 0
    silent: int = 0
    rightly_silent: int = 0

    def add(self, *, is_stated: bool, is_read: bool, is_right: bool) -> None:
        """Count one advertisement."""
        self.stated += is_stated
        self.read += is_read
        self.right += is_right and is_stated
        self.read_right += is_read and is_right
        self.silent += not is_stated
        self.rightly_silent += not is_stated and (is_right or not is_read)

    def row(self) -> dict[str, float | int]:
        """Give accuracy over all advertisements, precision of what was read, and recall."""
        total = self.stated + self.silent
        return {
            "cases": total,
            "stated": self.stated,
            "accuracy": round((self.right + self.rightly_silent) / total, 3) if total else 0.0,
            "precision": round(self.read_right / self.read, 3) if self.read else 0.0,
            "recall": round(self.right / self.stated, 3) if self.stated else 0.0,
        }


def text_of(ad: dict[str, Any]) -> str:
    """Put a record together as one would paste it."""
    if ad["site"] == "social_post":
        return str(ad["description"])
    parts = [f"Tuyển {ad['title']}"]
    return "\n".join(parts + [f"{head}{ad[key]}" for key, head in HEADS if ad.get(key)])


def cases(folder: Path) -> Iterator[Case]:
    """Read every labelled advertisement; a text that is not the labelled one ends the run."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        labels = {row["record"]: row for row in csv.DictReader(lines)}
    with gzip.open(folder / "jobs_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for ad in map(json.loads, lines):
            if ad["id"] in labels:
                yield _case(ad, labels[ad["id"]])


def _case(ad: dict[str, Any], label: dict[str, str]) -> Case:
    text = unicodedata.normalize("NFC", text_of(ad))
    if hashlib.sha256(text.encode()).hexdigest()[:16] != label["hash"]:
        raise SystemExit(f"{ad['id']}: not the text that was labelled")
    return Case(text, label, read(text))


def measure(found: list[Case]) -> dict[str, dict[str, float | int]]:
    """Give the table of one part."""
    return {name: _scored(found, field).row() for name, field in FIELDS.items()}


def _scored(found: list[Case], field: Field) -> Score:
    score = Score()
    for case in found:
        for is_stated, is_read, is_right in field.verdicts(case):
            score.add(is_stated=is_stated, is_read=is_read, is_right=is_right)
    return score


def misses(found: list[Case]) -> Iterator[str]:
    """Name what was read wrongly or not at all: field, record, label, what was read."""
    for name, field in FIELDS.items():
        for case in found:
            if set(field.verdicts(case)) - {(True, True, True), (False, False, False)}:
                label, got = case.label[field.column], case.got(field.name)
                yield f"{name}\t{case.label['record']}\t{label}\t{got}"


def show(half: str, table: dict[str, dict[str, float | int]]) -> None:
    """Print a table."""
    print(
        f"{half}\n{'field':<12}{'cases':>5}{'stated':>8}{'accuracy':>10}{'precision':>11}{'recall':>8}"
    )
    for name, row in table.items():
        print(
            f"{name:<12}{row['cases']:>5}{row['stated']:>8}{row['accuracy']:>10.3f}"
            f"{row['precision']:>11.3f}{row['recall']:>8.3f}"
        )


def main() -> None:
    """Print the tables of the parts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    halves = [args.half] if args.half else HALVES
    every = list(cases(args.folder))
    tables = {}
    for half in halves:
        found = [case for case in every if case.label["half"] == half]
        tables[half] = measure(found)
        show(half, tables[half])
        if args.misses:
            print("\n".join(misses(found)))
    if args.write:
        known = json.loads(MEASURED.read_text(encoding="utf-8")) | tables
        MEASURED.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
