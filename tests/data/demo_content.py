"""The demo's files as read, and the words found in them."""

import csv
import json
import re
import unicodedata
from datetime import date
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
WRITTEN_ON = date(2026, 11, 24)
THANH_HOA = "38"
EDUCATION = (
    *(None, "primary", "lower_secondary", "upper_secondary"),
    *("vocational", "college", "university"),
)


def content(name):
    return json.loads((DATA / "demo" / f"{name}.json").read_text(encoding="utf-8"))


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EMPLOYERS, POSITIONS, PEOPLE = map(content, ("employers", "positions", "returnees"))
COMMUNES = {row["code"]: row for row in table("communes") if row["province_code"] == THANH_HOA}
LICENCES = {row["code"]: row for row in table("licences")}


def texts(value):
    """Every string inside a value of JSON."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


def words_found(value, words):
    """Which of the words stand in a value as whole syllables."""
    said = unicodedata.normalize("NFC", " | ".join(texts(value))).lower()
    return [word for word in words if re.search(rf"(?<!\w){word}(?!\w)", said)]
