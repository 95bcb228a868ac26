"""From the address cells of a row, and the section it stands in, to a commune."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.addresses import Resolution
from services.workbooks.text import fold

Resolve = Callable[[str], Resolution]
"""Finds the commune of an address; see `services.addresses.resolve`."""

PLACE_FIELDS = ("address", "hamlet", "commune", "district", "province")
_TYPES = {"district": "huyện", "province": "tỉnh"}
_ANY_TYPE = re.compile(
    r"^(?:xa|phuong|thi tran|tt|x|p|huyen|quan|thi xa|thanh pho|tp|tx|h|q|tinh)\b|"
    r"\b(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|tinh)\b"
)
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
        alone = self._alone(text, values)
        if alone.commune_code or not (section and self.trust_sections):
            return Found(text, alone.commune_code, alone.problem, alone.candidates)
        full = f"{text}, {section}" if text else section
        wider = self.resolve(full)
        allowed = not alone.candidates or wider.commune_code in alone.candidates
        if wider.commune_code and allowed:
            note = f"Địa chỉ lấy thêm từ dòng nhóm: {section}."
            return Found(full, wider.commune_code, note=note)
        return Found(text, None, alone.problem, alone.candidates)

    def _alone(self, text: str, values: Mapping[str, str]) -> Resolution:
        """Resolve a row's own cells; "xã" is said for a bare name that was taken for no commune.

        A bare name that fits several communes stays a question: "Đông Sơn" may be a ward.
        """
        if not text:
            return Resolution(problem=_MISSING)
        found = self.resolve(text)
        name = values.get("commune", "")
        if found.commune_code or found.candidates or not (name and values.get("district")):
            return found
        said = self.resolve(joined_address({**values, "commune": _typed("xã", name)}))
        return said if said.commune_code else found


_MISSING = "Thiếu địa chỉ. Hãy ghi xã, phường và tỉnh."


def joined_address(values: Mapping[str, str]) -> str:
    """Put separate columns together, with the type before a bare district or province."""
    parts = (_typed(_TYPES.get(f, ""), values.get(f, "").strip()) for f in PLACE_FIELDS)
    return ", ".join(part for part in parts if part)


def sections_hold(rows: Iterable[tuple[str, str]]) -> bool:
    """Whether no (address, section) pair names two different districts."""
    return not any(_contradicts(fold(address), fold(section)) for address, section in rows)


def _typed(kind: str, name: str) -> str:
    """Write the type before a bare name; a column may also hold whole addresses."""
    bare = not re.search(r"[,;\d]|\s-\s", name) and not _ANY_TYPE.search(fold(name))
    return f"{kind} {name}" if name and bare and kind else name


def _contradicts(address: str, section: str) -> bool:
    place = _SECTION_DISTRICT.search(section)
    if not place or not _DISTRICT.search(address):
        return False
    return re.search(rf"(?:huyen|quan|thi xa|thanh pho|tp|tx|h) {place['name']}\b", address) is None
