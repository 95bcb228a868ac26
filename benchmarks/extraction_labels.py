"""Sentences labelled by hand: invented ones with their text, real ones by record and hash.

`labels/skills.tsv` holds invented sentences in the style of officers' notes and advertisements.
`labels/real.tsv` holds no text: each row names a file, a record, a field and a sentence in it,
with the first 16 hex digits of the sentence's SHA-256, and what a careful reader found there
before any program had read it. How they were drawn and read: docs/extraction.md.
"""

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "labels"
KINDS = ("has", "wish", "lacks")
SHORTEST = 8  # characters of a line or sentence worth drawing
LINE_FIELDS = ("description", "requirements", "benefits")
_SENTENCE = re.compile(r"\n+|(?<=[.;!?])\s+")

Pair = tuple[str, str]
"""(kind, code)."""


class TextChangedError(ValueError):
    """A labelled sentence is not the one that was labelled."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence and what it states.

    `wanted` has an item for each skill, as the set of pairs any of which names it rightly;
    `either` are pairs a careful reader may name or leave. `licences` are (code, expired).
    """

    text: str
    record: str
    group: str
    half: str
    wanted: tuple[frozenset[Pair], ...]
    either: frozenset[Pair]
    licences: frozenset[tuple[str, bool]]


def invented() -> list[Case]:
    """Read the invented sentences."""
    return [
        Case(row["sentence"], str(n), "invented", "develop", _wanted(row), frozenset(), frozenset())
        for n, row in enumerate(_rows("skills.tsv"))
    ]


def real(advertisements: Path, people: Path) -> list[Case]:
    """Read the real sentences from jobs_dev.jsonl.gz and a golden set's returnees.jsonl."""
    records = {**_records(advertisements), **_records(people)}
    return [_real_case(row, records) for row in _rows("real.tsv")]


def _rows(name: str) -> list[dict[str, str]]:
    with (LABELS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _records(path: Path) -> dict[str, dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def _real_case(row: Mapping[str, str], records: Mapping[str, dict[str, Any]]) -> Case:
    text = sentence(records[row["record"]], row["field"], int(row["index"]))
    if digest(text) != row["sha256"]:
        place = f"{row['source']} {row['record']} {row['field']} {row['index']}"
        raise TextChangedError(f"{place} is not the sentence that was labelled")
    return Case(
        text=text,
        record=row["record"],
        group=row["group"],
        half=row["half"],
        wanted=_wanted(row),
        either=frozenset(_pair(word) for word in row["either"].split()),
        licences=frozenset((w.rstrip("!"), w.endswith("!")) for w in row["licences"].split()),
    )


def sentence(record: Mapping[str, Any], field: str, index: int) -> str:
    """Find one sentence again: a whole title or wish, else a line or sentence by its number."""
    if field in ("title", "desired_work"):
        return str(record[field]).strip()
    if field == "line":
        return lines_of("\n".join(record.get(name) or "" for name in LINE_FIELDS))[index]
    parts = [part.strip() for part in _SENTENCE.split(record[field])]
    return parts[index]


def lines_of(text: str) -> list[str]:
    """Split an advertisement into lines and sentences, without stubs and bare numbers."""
    parts = (part.strip() for part in _SENTENCE.split(text))
    return [part for part in parts if len(part) >= SHORTEST and not part.isdigit()]


def digest(text: str) -> str:
    """Give the mark by which a sentence is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _wanted(row: Mapping[str, str]) -> tuple[frozenset[Pair], ...]:
    return tuple(
        frozenset((kind, code) for code in word.split("/"))
        for kind in KINDS
        for word in row[kind].split()
    )


def _pair(word: str) -> Pair:
    kind, _, code = word.rpartition(":")
    return kind or "has", code
