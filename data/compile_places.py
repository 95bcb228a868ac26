# ruff: noqa: INP001 - run by hand, once for each new state of the sources; data/ is no package
"""Compile the tables of places and minimum wages from the folder of sources.

Usage: ``python data/compile_places.py SOURCE_FOLDER``. The folder holds the files named in
``data/README.md``. The result is written beside this script and is committed; nothing of the
product or its tests needs the sources.
"""

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
WAGE_PERIODS = (
    # key in facts.json, decree as it is cited, in force from, to (empty: still)
    ("minimum_wage_2024_2025", "Nghị định 74/2024/NĐ-CP", "2024-07-01", "2025-12-31"),
    ("minimum_wage_2026", "Nghị định 293/2025/NĐ-CP", "2026-01-01", ""),
)

Row = dict[str, str]


def main(source: Path) -> None:
    """Write every table."""
    write("provinces.csv", map(province, read(source / "provinces_vn.csv")))
    regions = {row["code"]: row["wage_region"] for row in read(source / "communes_thanhhoa.csv")}
    communes = read(source / "communes_vn.csv")
    write("communes.csv", (commune(row, regions.get(row["code"], "")) for row in communes))
    write("former_units.csv", map(former_unit, read(source / "old_to_new_communes_vn.csv")))
    write("adjacency.csv", read(source / "adjacency_thanhhoa.csv"))
    facts = json.loads((source / "facts.json").read_text(encoding="utf-8"))
    write("minimum_wage.csv", minimum_wages(facts))


def read(path: Path) -> list[Row]:
    """Rows of one source."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(name: str, rows: Iterable[Row]) -> None:
    """One table of ours, columns in the order of its first row."""
    table = list(rows)
    with (HERE / name).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def province(row: Row) -> Row:
    """One of the 34 provinces; lat and lon are its middle."""
    return {key: row[key] for key in ("code", "name", "full_name", "lat", "lon")}


def commune(row: Row, wage_region: str) -> Row:
    """One of the 3,321 communes; lat and lon are a point surely inside it."""
    kept = {key: row[key] for key in ("code", "name", "full_name", "type", "province_code")}
    point = {"lat": row["point_lat"], "lon": row["point_lon"]}
    return {**kept, **point, "wage_region": wage_region}


def former_unit(row: Row) -> Row:
    """Where one commune, as it was before July 2025, or a part of it, belongs now."""
    old = {"old_code": row["old_commune_code"], "old_name": row["old_commune"]}
    where = {"old_district": row["old_district"], "old_province": row["old_province"]}
    new = {"code": row["new_commune_code"]}
    return {**old, **where, **new, "is_split": row["is_split"], "is_default": row["is_default"]}


def minimum_wages(facts: dict[str, dict[str, dict[str, int]]]) -> list[Row]:
    """One row for each region and decree."""
    rows = []
    for key, decree, start, end in WAGE_PERIODS:
        month, hour = facts[key]["vnd_month"], facts[key]["vnd_hour"]
        dates = {"valid_from": start, "valid_to": end, "source": decree}
        rows += [
            {"region": r, "vnd_month": str(month[r]), "vnd_hour": str(hour[r]), **dates}
            for r in month
        ]
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]))
