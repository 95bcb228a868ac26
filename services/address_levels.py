"""The level of each part of an address: a bare name is read by the place where it stands.

An address is read from its right end, from the largest place to the smallest; what stands left
of the commune is the house, street or village and is not looked at.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from matching.text import has_marks
from services import place_names
from services.address_parts import Level, Part
from services.place_names import CommuneName, DistrictName, ProvinceName

BELOW = {
    Level.PROVINCE: Level.DISTRICT,
    Level.DISTRICT: Level.COMMUNE,
    Level.COMMUNE: Level.DETAIL,
}
"""Which level can still follow on the left of a part of this level."""


def read_levels(parts: Iterable[Part], default_scope: str) -> list[Part]:
    """Give every part its level; bare names that fit nowhere are UNREAD, or DETAIL on the left."""
    cities = [_city(part) for part in parts]
    chunks = [_provinces_at_ends(list(chunk)) for _, chunk in groupby(cities, lambda p: p.chunk)]
    named = scopes_of(part for chunk in chunks for part in chunk) or {default_scope}
    return [part for chunk in chunks for part in _read(chunk, scopes_of(chunk) or named)]


def scopes_of(parts: Iterable[Part]) -> set[str]:
    """Scopes of the provinces among the parts."""
    return {name.scope for part in parts for name in provinces_of(part)}


def provinces_of(part: Part) -> list[ProvinceName]:
    """Provinces that a part of that level can mean; empty for other levels."""
    return find_provinces(part) if part.level == Level.PROVINCE else []


def find_provinces(part: Part) -> list[ProvinceName]:
    """Provinces of this name; without accents they differ all the same."""
    return place_names.province_index().find(part.name, folded=not has_marks(part.name))


def find_districts(part: Part, scopes: set[str]) -> list[DistrictName]:
    """Former districts of this name in some provinces; a type that fits none is overlooked."""
    index = place_names.district_index()
    found = index.find(part.name, folded=part.folded)
    if not found and not has_marks(part.name):
        found = index.find(part.name, folded=True)
    found = [name for name in found if not scopes or name.scopes & scopes]
    return [name for name in found if name.type == part.type] or found


def find_communes(part: Part, scopes: set[str]) -> list[CommuneName]:
    """Communes of this name, of today and former, in some provinces (none given: anywhere)."""
    found = place_names.commune_index().find(part.name, folded=part.folded)
    return [name for name in found if not scopes or name.scopes & scopes]


def _city(part: Part) -> Part:
    """Read "thành phố" as a district where one has the name, else as a province."""
    if part.level != Level.CITY:
        return part
    level = Level.DISTRICT if find_districts(part, set()) else Level.PROVINCE
    return replace(part, level=level)


def _provinces_at_ends(chunk: list[Part]) -> list[Part]:
    """Read the bare province that ends a chunk, or else the one that starts it."""
    for place in (-1, 0):
        if chunk and not scopes_of(chunk) and _is_bare_province(chunk[place]):
            chunk[place] = replace(chunk[place], level=Level.PROVINCE)
    return chunk


def _is_bare_province(part: Part) -> bool:
    return part.level is None and bool(find_provinces(part))


def _read(chunk: list[Part], scopes: set[str]) -> list[Part]:
    """Read the other bare parts of a chunk, from the right."""
    read: list[Part] = []
    highest = Level.PROVINCE
    for place in range(len(chunk) - 1, -1, -1):
        part = chunk[place]
        if part.level is None:
            before = any(other.level == Level.COMMUNE for other in chunk[:place])
            part = replace(part, level=_bare_level(part, highest, scopes, before=before))
        highest = min(highest, BELOW.get(part.level or Level.UNREAD, highest))
        read.insert(0, part)
    return read if _has(read, Level.DISTRICT) else _without_district(read, chunk, scopes)


def _bare_level(part: Part, highest: Level, scopes: set[str], *, before: bool) -> Level:
    """Largest level that a bare name can have; ``before``: a marked commune stands to its left."""
    if highest == Level.DETAIL:
        return Level.DETAIL
    if highest >= Level.DISTRICT and find_districts(part, set() if before else scopes):
        return Level.DISTRICT
    if highest == Level.DISTRICT and find_provinces(part):
        return Level.PROVINCE
    return Level.UNREAD if before or not find_communes(part, scopes) else Level.COMMUNE


def _has(parts: list[Part], level: Level) -> bool:
    return any(part.level == level for part in parts)


def _without_district(read: list[Part], chunk: list[Part], scopes: set[str]) -> list[Part]:
    """Look at the bare names left of the commune, where no district stands to its right.

    One may be the district, in lists that start with the larger place. If the commune is bare
    too, a name that fits nothing leaves the whole in doubt.
    """
    bare = [part.name for part, before in zip(read, chunk, strict=True) if before.level is None]
    doubt = any(part.level == Level.COMMUNE and part.name in bare for part in read)
    return [
        _leading(part, scopes, doubt=doubt)
        if part.level == Level.DETAIL and part.name in bare
        else part
        for part in read
    ]


def _leading(part: Part, scopes: set[str], *, doubt: bool) -> Part:
    if find_districts(part, scopes):
        return replace(part, level=Level.DISTRICT)
    return replace(part, level=Level.UNREAD) if doubt else part
