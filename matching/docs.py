"""What matching knows of a person and of a position: the one form in which both enter.

Services build these from rows, `matching.evaluate` from JSON lines (golden/SCHEMA.md's fields).
Whatever is not known has a neutral default. Distances are km, wages VND a month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.fields import Fields, Problem, as_number

EDUCATION = ("primary", "lower_secondary", "upper_secondary", "vocational", "college", "university")
SHIFTS = ("day", "rotating", "night", "flexible")
LEVELS = ("basic", "working", "skilled")
CONTRACTS = ("permanent", "fixed_term", "seasonal", "daily", "piece_rate")
MAX_WAGE = 1_000_000_000
MAX_KM = 3_000


@dataclass(frozen=True, slots=True)
class SkillClaim:
    """A skill as it was typed, with years of practice and a level."""

    name: str
    years: float | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class BarredOccupation:
    """An occupation a court or the law bars: an ISCO-08 prefix and its last day, if any."""

    code: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """A recorded permission to be in a commune, from its first day to its last, both included."""

    commune_code: str
    since: date | None = None
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether the permission holds on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class ResidenceLimit:
    """Where a person may be besides the home commune; `until` is the limit's last day.

    `permitted` holds commune codes for as long as the limit lasts, `permissions` those with days of
    their own. `known` is False when a limit may exist but nobody has looked it up.
    """

    type: str = ""
    until: date | None = None
    permitted: frozenset[str] = frozenset()
    known: bool = True
    permissions: tuple[Permission, ...] = ()

    def communes(self, on: date) -> frozenset[str]:
        """Give the codes of the communes that are permitted on a day."""
        return self.permitted | {p.commune_code for p in self.permissions if p.covers(on)}


@dataclass(frozen=True, slots=True)
class PersonDoc:
    """A person who looks for work. Nothing here says who they are or what lies behind them."""

    id: str
    birth_year: int | None = None
    commune_code: str = ""
    summary: str = ""
    skills: tuple[SkillClaim, ...] = ()
    education: str | None = None
    licences: tuple[str, ...] = ()
    wage_expected: int | None = None
    max_distance_km: float | None = None
    has_vehicle: bool = False
    shifts_ok: tuple[str, ...] = ()
    needs_housing: bool = False
    health_limits: tuple[str, ...] = ()
    barred_occupations: tuple[BarredOccupation | str, ...] = ()
    desired_work: str = ""
    skill_codes: tuple[str, ...] = ()
    residence: ResidenceLimit | None = None
    consented: bool = True
    refused: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PositionDoc:
    """A position a firm offers. `minimum_wage` is the legal floor of its commune on its date.

    `firm` names who offers it, for spreading people over firms; it is never a feature. `at_home`:
    the work is done in the person's own home, wherever the firm is. `gives`: the licences that a
    course ends with; such a posting asks for none.
    """

    id: str
    title: str = ""
    description: str = ""
    commune_code: str = ""
    required_skills: tuple[str, ...] = ()
    preferred_skills: tuple[str, ...] = ()
    wage_min: int | None = None
    wage_max: int | None = None
    headcount: int = 1
    shift: str | None = None
    housing: bool = False
    shuttle: bool = False
    meals: bool = False
    training_provided: bool = False
    min_education: str | None = None
    min_experience_years: float = 0.0
    licences: tuple[str, ...] = ()
    occupation_code: str | None = None
    contract: str | None = None
    state_open: bool = True
    minimum_wage: int | None = None
    sponsor_kinds: frozenset[str] = frozenset()
    min_age: int | None = None
    firm: str = ""
    at_home: bool = False
    gives: tuple[str, ...] = ()


def person_from_json(row: Mapping[str, Any], problems: list[Problem] | None = None) -> PersonDoc:
    """Read a person of golden/SCHEMA.md's form; what cannot be read goes to `problems`.

    `permitted_communes`, where it stands, means a residence limit that leaves these and the home.
    """
    fields = _fields(row, problems)
    return PersonDoc(
        id=fields.record,
        birth_year=fields.whole("birth_year", 1900, 2100),
        commune_code=fields.code("commune_code") or "",
        summary=fields.text("summary"),
        skills=_claims(fields),
        education=fields.choice("education", EDUCATION, None),
        licences=fields.texts("licences"),
        wage_expected=fields.whole("wage_expected", 1, MAX_WAGE),
        max_distance_km=fields.number("max_distance_km", 0, MAX_KM),
        has_vehicle=fields.flag("has_vehicle"),
        shifts_ok=tuple(shift for shift in fields.texts("shifts_ok") if shift in SHIFTS),
        needs_housing=fields.flag("needs_housing"),
        health_limits=fields.texts("health_limits"),
        barred_occupations=tuple(str(code).strip() for code in fields.items("barred_occupations")),
        desired_work=fields.text("desired_work"),
        residence=_limit(fields),
    )


def position_from_json(
    row: Mapping[str, Any], problems: list[Problem] | None = None
) -> PositionDoc:
    """Read a position of golden/SCHEMA.md's form; what cannot be read goes to `problems`."""
    fields = _fields(row, problems)
    return PositionDoc(
        id=fields.record,
        title=fields.text("title"),
        description=fields.text("description"),
        commune_code=fields.code("commune_code") or "",
        required_skills=fields.texts("required_skills"),
        preferred_skills=fields.texts("preferred_skills"),
        wage_min=fields.whole("wage_min", 1, MAX_WAGE),
        wage_max=fields.whole("wage_max", 1, MAX_WAGE),
        headcount=fields.whole("headcount", 1, 1_000_000) or 1,
        shift=fields.choice("shift", SHIFTS, None),
        housing=fields.flag("housing"),
        shuttle=fields.flag("shuttle"),
        meals=fields.flag("meals"),
        training_provided=fields.flag("training_provided"),
        min_education=fields.choice("min_education", EDUCATION, None),
        min_experience_years=fields.number("min_experience_years", 0, 60) or 0.0,
        licences=fields.texts("licences"),
        occupation_code=fields.code("occupation_code"),
        contract=fields.choice("contract", CONTRACTS, None),
    )


def education_rank(name: str | None) -> int:
    """Count steps of schooling: 0 for none, 1 for primary … 6 for university."""
    return EDUCATION.index(name) + 1 if name in EDUCATION else 0


def _fields(row: object, problems: list[Problem] | None) -> Fields:
    """Open a record for reading; a record that is no object at all reads as an empty one."""
    notes = problems if problems is not None else []
    if not isinstance(row, Mapping):
        notes.append(Problem("", "", "bản ghi không đọc được"))
        row = {}
    fields = Fields(row, str(row.get("id") or ""), notes)
    if not fields.record:
        fields.note("id", "thiếu mã")
    return fields


def _limit(fields: Fields) -> ResidenceLimit | None:
    if "permitted_communes" not in fields.row:
        return None
    return ResidenceLimit(permitted=frozenset(fields.texts("permitted_communes")))


def _claims(fields: Fields) -> tuple[SkillClaim, ...]:
    """Read typed skills: objects with a name, or plain names."""
    claims = []
    for item in fields.items("skills"):
        name = item.get("name") if isinstance(item, Mapping) else item
        if not isinstance(name, str) or not name.strip():
            fields.note("skills", "kỹ năng không có tên")
            continue
        claims.append(_claim(name.strip(), item if isinstance(item, Mapping) else {}))
    return tuple(claims)


def _claim(name: str, item: Mapping[str, Any]) -> SkillClaim:
    """Build one claim with years and level where they are usable."""
    years = as_number(item.get("years"))
    level = item.get("level")
    return SkillClaim(
        name[:200],
        years if years is not None and 0 <= years <= 80 else None,  # noqa: PLR2004 - a working life
        level if level in LEVELS else None,
    )
