"""The anonymous view in words: canonical skills, bands, shifts and needs, never free text."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching import vocab
from models import Shift, SponsorshipKind
from portal.labels import words
from services.anonymous_view import View


@dataclass(frozen=True, slots=True)
class Described:
    """One person as a firm reads them before a yes."""

    skills: list[str]
    shifts: list[str]
    distance: str
    needs: list[str]


def described(view: View) -> Described:
    """Return the words of a view; codes this product does not know are left out."""
    return Described(
        skills=[_skill(*skill) for skill in view.skills],
        shifts=[words(Shift(code)) for code in view.shifts if code in set(Shift)],
        distance=view.distance,
        needs=[words(SponsorshipKind(c)) for c in view.needs if c in set(SponsorshipKind)],
    )


def licence_names(codes: Iterable[str]) -> list[str]:
    """Return the names of licences."""
    known = vocab.load().licences
    return [known[code].name_vi if code in known else code for code in codes]


def _skill(code: str, is_group: bool, band: str) -> str:  # noqa: FBT001 - a spread tuple
    known = vocab.load()
    name = known.groups.get(code, "") if is_group else known.skills[code].name_vi
    return f"{name}, {band}" if band else name
