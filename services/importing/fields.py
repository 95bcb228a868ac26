"""Which value of a row belongs to which field of a case file, and when it says something new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from matching.text import canonical, has_marks, strip_marks
from models import Education, ReturnBasis, Returnee


def _same(value: Any) -> Any:
    return value


def _says_more(new: Any, old: Any) -> bool:
    return bool(new != old)


def _reads_otherwise(new: Any, old: Any) -> bool:
    """Compare texts as read aloud: accents lost in the new one are no news."""
    spelled, kept = canonical(new), canonical(old or "")
    if has_marks(spelled):
        return bool(spelled != kept)
    return bool(strip_marks(spelled) != strip_marks(kept))


def _adds(new: Any, old: Any) -> bool:
    return not set(new) <= set(old or ())


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a case file: how the value of a row becomes its own, and when it differs."""

    attribute: str
    read: Callable[[Any], Any] = _same
    differs: Callable[[Any, Any], bool] = _says_more

    def news(self, person: Returnee, value: Any) -> bool:
        """Tell whether the value says what the file does not hold; a blank never does."""
        if value in (None, "", []):
            return False
        return self.differs(self.read(value), getattr(person, self.attribute))

    def joined(self, person: Returnee, value: Any) -> Any:
        """Return what the file shall hold: a list grows, anything else is replaced."""
        if not isinstance(value, list):
            return value
        return sorted({*getattr(person, self.attribute), *value})


PERSON_FIELDS: Mapping[str, Field] = {
    "full_name": Field("full_name", differs=_reads_otherwise),
    "birth_date": Field("birth_date"),
    "birth_year": Field("birth_year"),
    "national_id": Field("national_id"),
    "phone": Field("phone"),
    "address": Field("address", differs=_reads_otherwise),
    "commune_code": Field("commune_code"),
    "education": Field("education", Education),
    "skills_text": Field("summary", differs=_reads_otherwise),
    "wishes": Field("desired_work", differs=_reads_otherwise),
    "return_date": Field("return_date", date.fromisoformat),
    "return_basis": Field("return_basis", ReturnBasis),
    "notes": Field("notes", differs=_reads_otherwise),
    "wage_expected": Field("wage_expected"),
    "licences": Field("licences", differs=_adds),
    "vehicle": Field("has_vehicle"),
    "health": Field("health_limits", differs=_reads_otherwise),
}


def as_stored(value: Any) -> Any:
    """Return a field's value in JSON's own types."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
