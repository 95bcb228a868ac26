"""Provinces, communes, what they were before July 2025, distances and minimum wages.

Everything comes from the tables in ``data/`` and needs no database. Codes are strings.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from types import MappingProxyType

from matching.text import modern_tones

DATA = Path(__file__).resolve().parent.parent / "data"
EARTH_RADIUS_KM = 6371.0088
WAGE_REGIONS_FROM = date(2026, 1, 1)
"""Our wage regions are those of decree 293/2025; which region a commune had before is not known."""


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 34 provinces and cities; lat and lon are its middle."""

    code: str
    name: str
    full_name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Commune:
    """One of the 3,321 communes; lat and lon are a point surely inside it."""

    code: str
    name: str
    full_name: str
    type: str
    province_code: str
    lat: float
    lon: float
    wage_region: str
    """I to IV, empty where it is not known."""


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A commune as it was before July 2025, or a part of it, and the commune it belongs to now."""

    old_code: str
    old_name: str
    """With its type, like "Thị trấn Nưa"; empty for five island districts without communes."""
    old_district: str
    old_province: str
    code: str
    is_split: bool
    """Parts of it went to several communes."""
    is_default: bool
    """This row is where the usual part went."""


@dataclass(frozen=True, slots=True)
class WageRule:
    """A legal minimum wage: VND a month and an hour, from and until when, and the decree."""

    region: str
    vnd_month: int
    vnd_hour: int
    valid_from: date
    valid_to: date | None
    source: str

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of one file of ``data/``."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def provinces() -> Mapping[str, Province]:
    """Every province by its code."""
    return MappingProxyType({row["code"]: _province(row) for row in read_table("provinces.csv")})


@lru_cache(maxsize=1)
def communes() -> Mapping[str, Commune]:
    """Every commune by its code."""
    return MappingProxyType({row["code"]: _commune(row) for row in read_table("communes.csv")})


@lru_cache(maxsize=1)
def former_units() -> tuple[FormerUnit, ...]:
    """Every former commune; one that was split has a row for each part."""
    return tuple(_former_unit(row) for row in read_table("former_units.csv"))


@lru_cache(maxsize=1)
def wage_rules() -> tuple[WageRule, ...]:
    """Every minimum wage we know, of each region and decree."""
    return tuple(_wage_rule(row) for row in read_table("minimum_wage.csv"))


def commune_name(code: str) -> str:
    """Full name, like "Xã Hoằng Phú". Raises KeyError for an unknown code."""
    return communes()[code].full_name


def distance_km(code_a: str, code_b: str) -> float:
    """Straight-line km between two communes (haversine). Raises KeyError for an unknown code."""
    a, b = communes()[code_a], communes()[code_b]
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def neighbours(code: str) -> frozenset[str]:
    """Communes that share a border with this one; known within Thanh Hóa only."""
    return _adjacency().get(code, frozenset())


def wage_rule(region: str, on: date) -> WageRule | None:
    """Minimum wage of a region on a day."""
    return next((rule for rule in wage_rules() if rule.region == region and rule.holds(on)), None)


def minimum_wage_rule(commune_code: str, on: date) -> WageRule | None:
    """Minimum wage in a commune on a day, with its decree; None where its region is not known."""
    commune = communes().get(commune_code)
    if commune is None or on < WAGE_REGIONS_FROM:
        return None
    return wage_rule(commune.wage_region, on)


def minimum_wage(commune_code: str, on: date) -> int | None:
    """Minimum wage in a commune on a day, VND a month; None where it is not known."""
    rule = minimum_wage_rule(commune_code, on)
    return rule.vnd_month if rule else None


@lru_cache(maxsize=1)
def _adjacency() -> Mapping[str, frozenset[str]]:
    beside: dict[str, set[str]] = {}
    for row in read_table("adjacency.csv"):
        beside.setdefault(row["code_a"], set()).add(row["code_b"])
        beside.setdefault(row["code_b"], set()).add(row["code_a"])
    return {code: frozenset(others) for code, others in beside.items()}


def _province(row: dict[str, str]) -> Province:
    names = row["code"], modern_tones(row["name"]), modern_tones(row["full_name"])
    return Province(*names, lat=float(row["lat"]), lon=float(row["lon"]))


def _commune(row: dict[str, str]) -> Commune:
    shown = modern_tones(row["name"]), modern_tones(row["full_name"])
    return Commune(
        row["code"],
        *shown,
        row["type"],
        row["province_code"],
        float(row["lat"]),
        float(row["lon"]),
        row["wage_region"],
    )


def _former_unit(row: dict[str, str]) -> FormerUnit:
    old = row["old_code"], row["old_name"], row["old_district"], row["old_province"]
    return FormerUnit(*old, row["code"], row["is_split"] == "1", row["is_default"] == "1")


def _wage_rule(row: dict[str, str]) -> WageRule:
    return WageRule(
        row["region"],
        int(row["vnd_month"]),
        int(row["vnd_hour"]),
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        row["source"],
    )
