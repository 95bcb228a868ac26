"""Case files made and changed by an officer: only named fields, each change written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matching.extraction import canonical_skill
from models import (
    Actor,
    OccupationBan,
    Returnee,
    ReturneeSkill,
    Suggestion,
    SuggestionState,
)
from services import audit, endings, returnees, scope

RowT = TypeVar("RowT", ReturneeSkill, OccupationBan)
IDENTITY = ("full_name", "birth_date", "birth_year", "national_id", "commune_code")
"""Fields under which a person is found: their look-up keys are renewed after a change."""
WORKING = (
    *("phone", "address", "contact_whose", "contact_may_say", "contact_when"),
    *("summary", "desired_work", "education", "licences", "wage_expected", "max_distance_km"),
    *("has_vehicle", "shifts_ok", "needs_housing", "needs", "path", "health_limits"),
    *("reader_needed", "automatic_matching", "counselor_id", "notes", "barriers"),
    *("representative", "representative_phone"),
)
LIMITS = (
    *("return_date", "return_basis", "residence_kind", "residence_until", "residence_communes"),
    "residence_known",
)
FIELDS = (*IDENTITY, *WORKING, *LIMITS)
"""All that may be written through a form; anything else posted is not there."""


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill as typed; years of practice, and a level of basic, working or skilled."""

    name: str
    years: float = 0.0
    level: str = "working"


@dataclass(frozen=True, slots=True)
class BanRow:
    """A barred occupation: an ISCO-08 prefix, and its last day where it has one."""

    isco_prefix: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a form says of a person: values by field name, skills and bans as whole lists.

    A list of None is not on the form and stays as it is.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    skills: Sequence[SkillRow] | None = None
    bans: Sequence[BanRow] | None = None


def load(session: Session, returnee: Returnee) -> Returnee:
    """Return the person with skills, bans and consents at hand."""
    query = (
        select(Returnee)
        .where(Returnee.id == returnee.id)
        .options(
            selectinload(Returnee.skills),
            selectinload(Returnee.bans),
            selectinload(Returnee.consents),
        )
    )
    return session.scalars(query).one()


def create(session: Session, content: CaseFile, *, by: Actor) -> Returnee:
    """Make a case file."""
    known = {name: content.values[name] for name in ("birth_year", "commune_code")}
    returnee = Returnee(**known)
    session.add(returnee)
    _write(session, returnee, content)
    returnees.seal_identity(session, returnee)
    audit.record(session, "create", returnee, by=by, fields=sorted(content.values))
    session.flush()
    return returnee


def save(session: Session, returnee: Returnee, content: CaseFile, *, by: Actor) -> list[str]:
    """Write what a form says; return the names of the fields that really changed."""
    changed = _write(session, returnee, content)
    if not changed:
        return []
    if set(changed) & set(IDENTITY):
        returnees.seal_identity(session, returnee)
    if "automatic_matching" in changed and not returnee.automatic_matching:
        _drop_proposals(session, returnee, by)
    audit.record(session, "change", returnee, by=by, fields=sorted(changed))
    session.flush()
    return changed


def in_order(rows: Iterable[RowT]) -> list[RowT]:
    """Return skills or bans in the order in which they were typed: ids grow with time."""
    return sorted(rows, key=lambda row: row.id)


def birth_day(returnee: Returnee) -> date | None:
    """Return the day of birth, where more than the year is known."""
    try:
        return date.fromisoformat(returnee.birth_date)
    except ValueError:
        return None


def same_national_id(session: Session, national_id: str, returnee: Returnee | None) -> bool:
    """Tell whether another person of the installation has this national ID."""
    found = returnees.find_by_national_id(session, national_id)
    return found is not None and (returnee is None or found.id != returnee.id)


def likely_same(
    session: Session, full_name: str, birth_date: str, birth_year: int, *, by: Actor
) -> Returnee | None:
    """Return a person of the actor's scope with the same name and birth, to look at first."""
    keys = [returnees.name_birth_key(full_name, born) for born in (birth_date, str(birth_year))]
    query = scope.visible_returnees(by).where(Returnee.name_birth_hmac.in_(keys))
    return session.scalars(query.limit(1)).first()


def _write(session: Session, returnee: Returnee, content: CaseFile) -> list[str]:
    with session.no_autoflush:
        changed = [
            name
            for name in FIELDS
            if name in content.values and _set(returnee, name, content.values[name])
        ]
        changed += ["skills"] if _replace_skills(returnee, content.skills) else []
        changed += ["bans"] if _replace_bans(returnee, content.bans) else []
    if changed:
        session.flush()
    return changed


def _set(returnee: Returnee, name: str, value: Any) -> bool:
    """Set a field; tell whether that changed it. Sealed fields hold "" for nothing."""
    if getattr(returnee, name) == value:
        return False
    setattr(returnee, name, value)
    return True


def _replace_skills(returnee: Returnee, rows: Sequence[SkillRow] | None) -> bool:
    before = [SkillRow(s.name, s.years, s.level) for s in in_order(returnee.skills)]
    if rows is None or before == list(rows):
        return False
    returnee.skills.clear()
    for row in rows:
        skill = ReturneeSkill(code=canonical_skill(row.name), years=row.years, level=row.level)
        returnee.skills.append(skill)
        skill.name = row.name  # sealed with the person's key, so only once it belongs to them
    return True


def _replace_bans(returnee: Returnee, rows: Sequence[BanRow] | None) -> bool:
    before = [BanRow(ban.isco_prefix, ban.until) for ban in in_order(returnee.bans)]
    if rows is None or before == list(rows):
        return False
    returnee.bans[:] = [OccupationBan(isco_prefix=row.isco_prefix, until=row.until) for row in rows]
    return True


def _drop_proposals(session: Session, returnee: Returnee, by: Actor) -> None:
    """End proposals of a person who wants no automatic ones; what was decided stays."""
    query = (
        select(Suggestion)
        .where(Suggestion.returnee_id == returnee.id, Suggestion.state == SuggestionState.PROPOSED)
        .options(selectinload(Suggestion.approvals))
    )
    endings.lapse(session, session.scalars(query).all(), by=by, reason="opted_out")
