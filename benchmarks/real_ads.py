"""Real advertisements by a path argument, as positions; their text is never kept in the project.

An advertisement names a province, so its commune is drawn there; Thanh Hóa's own are drawn more
often, as the product's are.
"""

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matching.docs import PersonDoc, PositionDoc, person_from_json, position_from_json
from matching.places import COMMUNES

SCHOOLING = {
    "Đại học": "university",
    "Cao đẳng": "college",
    "Trung cấp": "vocational",
    "Trung học": "upper_secondary",
    "THPT": "upper_secondary",
}
TEXTS = ("description", "requirements", "benefits")
HOME_PROVINCE, HOME_SHARE = "38", 0.3


def positions(path: Path, seed: int = 5) -> list[PositionDoc]:
    """Read jobs_dev.jsonl.gz."""
    rng, communes = np.random.default_rng(seed), _communes()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_position(json.loads(line), communes, rng) for line in lines]


def people(path: Path) -> list[PersonDoc]:
    """Read a golden set's people."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [person_from_json(json.loads(line)) for line in lines if line.strip()]


def _communes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with COMMUNES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["province_code"]].append(row["code"])
    return dict(found)


def _position(row: dict[str, Any], communes: dict[str, list[str]], rng: Any) -> PositionDoc:
    named = [code for code in row.get("province_codes", ()) if code in communes]
    at_home = rng.random() < HOME_SHARE or not named
    pick: Sequence[str] = communes[HOME_PROVINCE if at_home else named[0]]
    schooling = str(row.get("education") or "")
    return position_from_json(
        {
            "id": row["id"],
            "title": row["title"],
            "description": "\n".join(str(row[part]) for part in TEXTS if row.get(part)),
            "min_experience_years": _years(str(row.get("experience") or "")),
            "commune_code": pick[int(rng.integers(len(pick)))],
            "wage_min": _vnd(row, "salary_min"),
            "wage_max": _vnd(row, "salary_max"),
            "min_education": next((v for k, v in SCHOOLING.items() if k in schooling), None),
        }
    )


def _vnd(row: dict[str, Any], name: str) -> int | None:
    return int(row[name]) if row.get("salary_cur") == "VND" and row.get(name) else None


def _years(said: str) -> float:
    """Years of "3 năm", "Trên 2 năm"; "Dưới 1 năm" asks for none."""
    found = re.search(r"(\d+) *năm", said)
    return float(found[1]) if found and not said.startswith("Dưới") else 0.0
