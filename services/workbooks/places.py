"""From the address cells of a row, and the section it stands in, to a commune."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.addresses import Resolution
from services.workbooks.text import fold

Resolve = Callable[[str], Resolution]
"""Finds the commune of an address; see `services.addresses.resolve`."""

PLACE_FIELDS = ("address", "hamlet", "commune", "district", "province")
_PREFIXES = {"commune": "xã", "district": "huyện", "province": "tỉnh", "hamlet": ""}
_TYPES = {
    "commune": r"(?:xa|phuong|thi tran|tt|x|p)\b",
    "district": r"(?:huyen|quan|thi xa|thanh pho|tp|tx|h|q)\b",
    "province": r"(?:tinh|thanh pho|tp)\b",
}
_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa|thanh pho|tp|tx|h)\b (?=\w)")
_SECTION_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa|thanh pho|tp|tx) (?P<name>.+)$")


@dataclass(frozen=True, slots=True)
class Found:
    """The address as text, and its commune or the problem with candidates."""

    text: str
    code: str | None = None
    problem: str | None = None
    candidates: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds communes; sections count only where the rows under them do not contradict them."""

    resolve: Resolve
    trust_sections: bool = True

    def find(self, values: Mapping[str, str], section: str) -> Found:
        """Find a row's commune from its own cells, else with its section's places behind them."""
        text = joined_address(values)
        alone = self.resolve(text) if text else Resolution(problem=_MISSING)
        if alone.commune_code or not (section and self.trust_sections):
            return Found(text, alone.commune_code, alone.problem, alone.candidates)
        full = f"{text}, {section}" if text else section
        wider = self.resolve(full)
        allowed = not alone.candidates or wider.commune_code in alone.candidates
        if wider.commune_code and allowed:
            return Found(
                full, wider.commune_code, note=f"Địa chỉ lấy thêm từ dòng nhóm: {section}."
            )
        return Found(text, None, alone.problem, alone.candidates)


_MISSING = "Thiếu địa chỉ. Hãy ghi xã, phường và tỉnh."


def joined_address(values: Mapping[str, str]) -> str:
    """Put separate columns together, with the type where a column holds the bare name."""
    parts = [_typed(field, values.get(field, "").strip()) for field in PLACE_FIELDS]
    return ", ".join(part for part in parts if part)


def sections_hold(rows: Iterable[tuple[str, str]]) -> bool:
    """Whether no (address, section) pair names two different districts."""
    return not any(_contradicts(fold(address), fold(section)) for address, section in rows)


def _typed(field: str, name: str) -> str:
    if not name or field not in _TYPES or re.match(_TYPES[field], fold(name)):
        return name
    return f"{_PREFIXES[field]} {name}"


def _contradicts(address: str, section: str) -> bool:
    place = _SECTION_DISTRICT.search(section)
    if not place or not _DISTRICT.search(address):
        return False
    return re.search(rf"(?:huyen|quan|thi xa|thanh pho|tp|tx|h) {place['name']}\b", address) is None
