"""What a place name can mean: provinces, former districts, and communes of today and before.

Names are found by a key that ignores case, the placement of tone marks, hyphens, apostrophes and
i for y, but keeps accents; and by the same key without accents for text typed without them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from matching.text import canonical, strip_marks
from services import places
from services.places import Commune, FormerUnit, Province

TYPES = (
    "đặc khu",
    "thị trấn",
    "thành phố",
    "thị xã",
    "phường",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
)
_I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_LONE_Y = re.compile(r"\b(?:[hklmstv]|qu)[yýỳỷỹỵ]\b")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """A province of today, or one of the 63 before July 2025 (``is_former``)."""

    scope: str
    """Today's code, or the former full name: what ``scopes`` of places inside it contain."""
    code: str
    """Today's province."""
    is_former: bool


@dataclass(frozen=True, slots=True)
class DistrictName:
    """A district that ended in July 2025 or before."""

    id: tuple[str, str]
    """Full name and former province, as in the table of former units."""
    type: str
    province_code: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class CommuneName:
    """A commune of today or a former one, and the communes of today that it leads to."""

    type: str
    key: str
    full_name: str
    codes: tuple[str, ...]
    """Several when it was split, the usual part first."""
    scopes: frozenset[str]
    districts: frozenset[tuple[str, str]]
    is_former: bool


class NameIndex(Generic[T]):
    """Places by name, with or without accents."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._entries: dict[str, list[tuple[str, T]]] = {}
        for name, place in entries:
            key = name_key(name)
            self._entries.setdefault(strip_marks(key), []).append((key, place))

    def find(self, name: str, *, folded: bool) -> list[T]:
        """Places of this name; ``folded`` ignores accents."""
        key = name_key(name)
        entries = self._entries.get(strip_marks(key), ())
        return [place for known, place in entries if folded or known == key]


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """One spelling of a name; accents stay."""
    key = re.sub(r"['’ʼ`]", "", canonical(name))
    key = " ".join(re.sub(r"[-–—.]", " ", key).split())
    key = _LONE_Y.sub(lambda match: match.group().translate(_I_FOR_Y), key)
    return _LEADING_ZEROS.sub("", key)


def split_type(full_name: str) -> tuple[str, str]:
    """Type and bare name, both canonical: "Thị trấn Nưa" -> ("thị trấn", "nưa")."""
    text = canonical(full_name)
    for kind in TYPES:
        if text.startswith(f"{kind} "):
            return kind, text.removeprefix(f"{kind} ")
    return "", text


@lru_cache(maxsize=1)
def province_index() -> NameIndex[ProvinceName]:
    """Provinces of today, the former ones whose name is gone, and other spellings of both."""
    now = [_province_now(province) for province in places.provinces().values()]
    names = {name for name, _ in now}
    former = {unit.old_province: unit.code for unit in places.former_units()}
    gone = [_province_gone(name, code) for name, code in former.items()]
    known = now + [entry for entry in gone if entry[0] not in names]
    by_name = dict(known)
    aliases = places.read_table("province_names.csv")
    return NameIndex(
        known + [(row["alias"], by_name[_bare(row["province"])]) for row in aliases],
    )


@lru_cache(maxsize=1)
def district_index() -> NameIndex[DistrictName]:
    """Districts as they were in July 2025, and those of older papers that went into them."""
    ids = {(unit.old_district, unit.old_province): unit.code for unit in places.former_units()}
    entries = [_district(name, (name, province), code) for (name, province), code in ids.items()]
    for row in places.read_table("former_districts.csv"):
        later = row["district"], row["old_province"]
        entries.append(_district(row["old_district"], later, ids[later]))
    return NameIndex(entries)


@lru_cache(maxsize=1)
def commune_index() -> NameIndex[CommuneName]:
    """Communes of today and former communes."""
    origins: dict[str, list[FormerUnit]] = {}
    parts: dict[tuple[str, str, str], list[FormerUnit]] = {}
    for unit in places.former_units():
        origins.setdefault(unit.code, []).append(unit)
        if unit.old_name:
            key = unit.old_province, unit.old_district, unit.old_code
            parts.setdefault(key, []).append(unit)
    now = (_commune_now(commune, origins[code]) for code, commune in places.communes().items())
    return NameIndex([*now, *map(_commune_before, parts.values())])


@lru_cache(maxsize=1)
def district_communes() -> dict[tuple[str, str], frozenset[str]]:
    """Communes of today in which each former district lay."""
    found: dict[tuple[str, str], set[str]] = {}
    for unit in places.former_units():
        found.setdefault((unit.old_district, unit.old_province), set()).add(unit.code)
    return {district: frozenset(codes) for district, codes in found.items()}


def _bare(full_name: str) -> str:
    return name_key(split_type(full_name)[1])


def _province_of(code: str) -> str:
    return places.communes()[code].province_code


def _province_now(province: Province) -> tuple[str, ProvinceName]:
    return _bare(province.full_name), ProvinceName(province.code, province.code, is_former=False)


def _province_gone(full_name: str, code: str) -> tuple[str, ProvinceName]:
    return _bare(full_name), ProvinceName(full_name, _province_of(code), is_former=True)


def _district(name: str, later: tuple[str, str], code: str) -> tuple[str, DistrictName]:
    kind, bare = split_type(name)
    province = _province_of(code)
    return bare, DistrictName(later, kind, province, frozenset({province, later[1]}))


def _commune_now(commune: Commune, origins: list[FormerUnit]) -> tuple[str, CommuneName]:
    kind, bare = split_type(commune.full_name)
    scopes = frozenset({commune.province_code, *(unit.old_province for unit in origins)})
    districts = frozenset((unit.old_district, unit.old_province) for unit in origins)
    names = kind, name_key(bare), commune.full_name
    return bare, CommuneName(*names, (commune.code,), scopes, districts, is_former=False)


def _commune_before(parts: list[FormerUnit]) -> tuple[str, CommuneName]:
    unit = parts[0]
    kind, bare = split_type(unit.old_name)
    usual_first = sorted(parts, key=lambda part: not part.is_default)
    codes = tuple(part.code for part in usual_first)
    scopes = frozenset({unit.old_province, *map(_province_of, codes)})
    names = kind, name_key(bare), f"{unit.old_name}, {unit.old_district} cũ"
    district = frozenset({(unit.old_district, unit.old_province)})
    return bare, CommuneName(*names, codes, scopes, district, is_former=True)
