"""The fields of a case file in words, two files side by side or one for its person."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from matching import permits
from models import Barrier, Returnee, Shift
from portal.access import actor
from portal.counselor.limit_form import RESIDENCE
from portal.counselor.person_fields import NEEDS
from portal.formats import format_date, format_vnd
from portal.labels import words
from services import expungement, places
from services.case_files import FIELDS, LIMITS

SKIPPED = frozenset({"counselor_id"})
CODED: Mapping[str, Callable[[Any], str]] = {
    "commune_code": places.commune_name,
    "residence_kind": lambda code: str(RESIDENCE.get(code, code)),
    "wage_expected": format_vnd,
    "max_distance_km": lambda km: f"{km} km",
    "birth_date": lambda text: format_date(date.fromisoformat(text)),
}
LISTED: Mapping[str, Callable[[str], str]] = {
    "licences": permits.name_vi,
    "shifts_ok": lambda code: words(Shift(code)),
    "needs": lambda code: str(NEEDS.get(code, code)),
    "barriers": lambda code: words(Barrier(code)),
    "residence_communes": places.commune_name,
}


def shown_value(name: str, value: Any) -> str:
    """Return one field as a person reads it; nothing where nothing is known."""
    if value in (None, "", []):
        return ""
    if name in CODED:
        return str(CODED[name](value))
    if name in LISTED:
        return "; ".join(LISTED[name](each) for each in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, StrEnum):
        return words(value)
    return format_date(value) if isinstance(value, date) else str(value)


def shown_fields(*files: Returnee) -> Iterator[tuple[str, ...]]:
    """Give the name of each field in which any file says something, and what each says."""
    is_cleared = any(expungement.is_hidden(file, actor()) for file in files)
    skipped = SKIPPED | set(LIMITS) if is_cleared else SKIPPED
    for name in FIELDS:
        values = [shown_value(name, getattr(file, name)) for file in files]
        if name not in skipped and any(values):
            yield (name, *values)
