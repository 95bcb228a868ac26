"""How well a pasted advertisement is read into the fields of a posting.

    python benchmarks/advertisements.py DIR [--half held] [--misses] [--write]

`labels/ads.csv` holds what a careful reader found in 200 real advertisements before this reader
existed: codes and places in the text, by record and hash, never the text, which is read from
DIR/jobs_dev.jsonl.gz. A record without line breaks of its own is put together from its fields as
one would paste it. Half of them, by hash of the id, were never looked at while the reader was
mended ("held"). A label with "?" was doubtful to the labeller and is not counted.
"""

import argparse
import csv
import gzip
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from matching import vocab
from matching.text import canonical
from services import addresses
from services.advertisements import Reading, read

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
SCHOOLING = {"p": "primary", "ls": "lower_secondary", "us": "upper_secondary"}
SCHOOLING |= {"v": "vocational", "c": "college", "u": "university"}
COMFORTS = {"B": "shuttle", "M": "meals", "H": "housing", "T": "training_provided"}
HALVES = ("seen", "fresh", "held")
MONTHS_OF = {"h": 208, "d": 26}
TOLERANCE = 0.001
SAME_TITLE = 0.6


@dataclass
class Case:
    """One advertisement: its text, its labels, what was read."""

    text: str
    label: dict[str, str]
    reading: Reading

    def got(self, name: str) -> Any:
        """Return a value that was read, or None."""
        found = self.reading.found.get(name)
        return found.value if found else None


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


Verdict = tuple[bool, bool, bool] | None
"""Whether a value is stated, read, and right; None where the label is doubtful."""


def title(case: Case) -> Verdict:
    """Compare the names of the work by their syllables."""
    span = case.label["title"]
    if "?" in span:
        return None
    start, end = map(int, span.split(":"))
    wanted = _syllables(case.text[start:end])
    got = _syllables(case.got("title") or "")
    both = 2 * len(wanted & got) / (len(wanted) + len(got)) if got else 0.0
    return True, bool(got), both >= SAME_TITLE


def _syllables(text: str) -> set[str]:
    return set(re.findall(r"\w+", canonical(text.replace("_", " "))))


def wage(case: Case) -> Verdict:
    """Compare both ends of the pay and its basis; agreed and foreign pay are not stated."""
    label = case.label["wage"]
    if "?" in label:
        return None
    got = case.got("wage")
    is_read = bool(got and (got.low or got.high))
    if label in {"-", "t", "f"}:
        return False, is_read, False
    return True, is_read, bool(is_read and _same_pay(label, got))


def _same_pay(label: str, got: Any) -> bool:
    kind, _, amounts = label.rpartition(":")
    scale = MONTHS_OF[kind] * 1_000 if kind else 1_000_000
    low, _, high = amounts.partition("-")
    wanted = (float(low) * scale if low else None, float(high) * scale if high else None)
    if kind and "-" not in amounts:
        wanted = (wanted[0], wanted[0])
    basis = {"": "month", "h": "hour", "d": "day"}[kind]
    return got.basis == basis and all(map(_near, wanted, (got.low, got.high)))


def _near(wanted: float | None, got: float | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return abs(wanted - got) <= TOLERANCE * wanted


def headcount(case: Case) -> Verdict:
    """Compare how many are wanted."""
    label = case.label["headcount"]
    if "?" in label:
        return None
    got = case.got("headcount")
    return label != "-", got is not None, label == str(got)


def place(case: Case) -> Verdict:
    """Compare the commune; where only candidates are known, those; a province alone is none."""
    label = case.label["place"]
    if "?" in label:
        return None
    got = case.got("place")
    is_read = bool(got and got.commune_code)
    if label in {"-", "~"}:
        return False, is_read, False
    start, end = map(int, label.split(":"))
    wanted = addresses.resolve(case.text[start:end])
    if wanted.commune_code:
        return True, is_read, is_read and got.commune_code == wanted.commune_code
    asks = got is not None and _overlaps(got.text, case.text[start:end])
    return True, got is not None, asks


def _overlaps(got: str, wanted: str) -> bool:
    both = _syllables(got) & _syllables(wanted)
    return len(both) >= 0.7 * len(_syllables(wanted))


def shift(case: Case) -> Verdict:
    """Compare when the work is done."""
    return _plain(case, "shift", "shift", str)


def education(case: Case) -> Verdict:
    """Compare the schooling asked for."""
    return _plain(case, "education", "min_education", lambda code: SCHOOLING[code])


def experience(case: Case) -> Verdict:
    """Compare the years asked for."""
    return _plain(case, "experience", "min_experience_years", float)


def _plain(case: Case, column: str, name: str, make: Callable[[str], Any]) -> Verdict:
    label = case.label[column]
    if "?" in label:
        return None
    got = case.got(name)
    return label != "-", got is not None, label != "-" and got == make(label)


def comfort(letter: str) -> Callable[[Case], Verdict]:
    """Return the comparison of one thing that comes with the work."""

    def compare(case: Case) -> Verdict:
        label = case.label["benefits"]
        if f"{letter}?" in label or label == "?":
            return None
        is_stated, got = letter in label, case.got(COMFORTS[letter])
        return is_stated, bool(got), is_stated and bool(got)

    return compare


def licences(case: Case) -> Verdict:
    """Compare licences asked for."""
    label = case.label["licences"]
    if "?" in label:
        return None
    got = case.got("licences")
    return bool(label), got is not None, bool(got) and set(label.split()) <= set(got or ())


def skills(case: Case) -> Iterator[Verdict]:
    """Compare trade by trade: each the work takes is found, and none a reader would not name.

    A trade that a reader would let stand beside the main one is right and not asked for.
    """
    labels = set(case.label["skills"].split()) - {"-"}
    wanted = {code for code in labels if not code.endswith("?")}
    also = set(case.label["also"].replace("?", "").split())
    allowed = also | {code.rstrip("?") for code in labels}
    names = {skill.name_vi: code for code, skill in vocab.load().skills.items()}
    got = {names[name] for name in case.got("required_skills") or ()}
    if labels:
        yield from ((True, code in got, code in got) for code in sorted(wanted))
        yield from ((False, True, code in allowed) for code in sorted(got - wanted))


FIELDS: dict[str, Callable[[Case], Verdict | Iterator[Verdict]]] = {
    "title": title,
    "wage": wage,
    "headcount": headcount,
    "place": place,
    "shift": shift,
    "shuttle": comfort("B"),
    "meals": comfort("M"),
    "housing": comfort("H"),
    "training": comfort("T"),
    "education": education,
    "experience": experience,
    "licences": licences,
    "skills": skills,
}


def measure(found: list[Case]) -> dict[str, dict[str, float | int]]:
    """Give the table of one half."""
    return {name: _scored(found, compare).row() for name, compare in FIELDS.items()}


def _scored(found: list[Case], compare: Callable[[Case], Verdict | Iterator[Verdict]]) -> Score:
    score = Score()
    for case in found:
        for is_stated, is_read, is_right in filter(None, verdicts(compare(case))):
            score.add(is_stated=is_stated, is_read=is_read, is_right=is_right)
    return score


def verdicts(given: Verdict | Iterator[Verdict]) -> list[Verdict]:
    """Give one verdict or several as a list."""
    return [given] if isinstance(given, tuple) or given is None else list(given)


def misses(found: list[Case]) -> Iterator[str]:
    """Name what was read wrongly or not at all."""
    for name, compare in FIELDS.items():
        for case in found:
            wrong = set(verdicts(compare(case))) - {(True, True, True), (False, False, False), None}
            if wrong:
                value = {
                    n: f.value for n, f in case.reading.found.items() if n.startswith(name[:4])
                }
                yield f"{name}\t{case.label['record']}\t{case.label.get(name, '')}\t{value}"


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
    """Print the tables of both halves."""
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
        MEASURED.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
