"""The parts of an address around each commune that it names: what decides between communes."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.address_levels import find_districts, provinces_of
from services.address_parts import Level, Part
from services.place_names import DistrictName, ProvinceName


@dataclass(frozen=True, slots=True)
class Setting:
    """One commune part of an address, and the larger places that belong to it."""

    commune: Part
    provinces: tuple[ProvinceName, ...]
    districts: tuple[Part, ...]
    unread: tuple[Part, ...]
    """Names beside the commune that fit no place."""
    default: str

    @property
    def scopes(self) -> set[str]:
        """Provinces to look in."""
        return {name.scope for name in self.provinces} or {self.default}

    def district_names(self, part: Part) -> list[DistrictName]:
        """Districts of a part; where no province is named, anywhere if the default has none."""
        found = find_districts(part, self.scopes)
        return found if found or self.provinces else find_districts(part, set())


def setting_of(parts: list[Part], place: int, default: str) -> Setting:
    """Take what follows the commune up to the next one, else what stands before it."""
    communes = [i for i, part in enumerate(parts) if part.level == Level.COMMUNE]
    later = [i for i in communes if i > place]
    after = parts[place + 1 : later[0] if later else len(parts)]
    before = parts[:place]
    first = before if place == communes[0] else []
    return Setting(
        commune=parts[place],
        provinces=province_names(after) or province_names(before),
        districts=parts_of(after, Level.DISTRICT) or parts_of(first, Level.DISTRICT),
        unread=_unread((*first, *after), parts[place].chunk),
        default=default,
    )


def _unread(parts: Iterable[Part], chunk: int) -> tuple[Part, ...]:
    """Names of the same chunk that fit nothing, and provinces of no known name."""
    return tuple(
        part
        for part in parts
        if (part.level == Level.UNREAD and part.chunk == chunk)
        or (part.level == Level.PROVINCE and not provinces_of(part))
    )


def parts_of(parts: Iterable[Part], level: Level) -> tuple[Part, ...]:
    """Parts of one level."""
    return tuple(part for part in parts if part.level == level)


def province_names(parts: Iterable[Part]) -> tuple[ProvinceName, ...]:
    """Provinces that the parts name, each once."""
    names = (name for part in parts for name in provinces_of(part))
    return tuple(dict.fromkeys(names))
