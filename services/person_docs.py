"""Case files as the matching reads them: what a person can do, wants and may do, never who."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from matching.docs import BarredOccupation, PersonDoc, ResidenceLimit, SkillClaim
from models import (
    Consent,
    ConsentPurpose,
    Introduction,
    IntroductionState,
    OccupationBan,
    ReturnBasis,
    Returnee,
    ReturneeSkill,
    Suggestion,
    SuggestionState,
    local_today,
)

NO_LIMIT = "none"
"""A residence kind: somebody looked, and there is no limit."""
LIMITED_BASES = frozenset({ReturnBasis.CONDITIONAL_RELEASE, ReturnBasis.COMMUNITY_SENTENCE})
"""These may not leave their commune without permission, so nothing recorded means: look it up."""
READ_WITH: Sequence[ORMOption] = (
    selectinload(Returnee.skills),
    selectinload(Returnee.bans),
    selectinload(Returnee.consents),
    selectinload(Returnee.permissions),
)
"""What `person_doc` reads beside the person's own row; load people with these options."""

Refused = Mapping[UUID, frozenset[str]]


def person_doc(
    returnee: Returnee, consents: Iterable[Consent], refused: Collection[str] = frozenset()
) -> PersonDoc:
    """Give the matching's view of a person; `refused` holds ids of positions not to come again."""
    return PersonDoc(
        id=str(returnee.id),
        birth_year=returnee.birth_year,
        commune_code=returnee.commune_code,
        summary=returnee.summary,
        skills=tuple(_claim(skill) for skill in sorted(returnee.skills, key=lambda s: s.id)),
        education=returnee.education,
        licences=tuple(returnee.licences),
        wage_expected=returnee.wage_expected,
        max_distance_km=returnee.max_distance_km,
        has_vehicle=returnee.has_vehicle,
        shifts_ok=tuple(returnee.shifts_ok),
        needs_housing=returnee.needs_housing,
        health_limits=_lines(returnee.health_limits),
        barred_occupations=tuple(
            BarredOccupation(ban.isco_prefix, ban.until) for ban in _bans(returnee)
        ),
        desired_work=returnee.desired_work,
        skill_codes=tuple(skill.code for skill in returnee.skills if skill.code),
        residence=residence_limit(returnee),
        consented=agrees_to_matching(consents),
        refused=frozenset(refused),
        needs=frozenset(returnee.needs),
    )


def agrees_to_matching(consents: Iterable[Consent]) -> bool:
    """Tell whether one of the consents is to matching and still stands."""
    return any(
        consent.purpose == ConsentPurpose.MATCHING and consent.withdrawn_on is None
        for consent in consents
    )


def person_docs(session: Session, returnees: Sequence[Returnee]) -> list[PersonDoc]:
    """Give the views of people loaded with READ_WITH, in their order, with one further query."""
    refused = refused_positions(session, [returnee.id for returnee in returnees])
    return [
        person_doc(returnee, returnee.consents, refused.get(returnee.id, frozenset()))
        for returnee in returnees
    ]


def refused_positions(session: Session, returnee_ids: Sequence[UUID]) -> Refused:
    """Return the positions a counselor rejected for each person, or whose firm said no."""
    rejected = select(Suggestion.returnee_id, Suggestion.position_id).where(
        Suggestion.returnee_id.in_(returnee_ids), Suggestion.state == SuggestionState.REJECTED
    )
    turned_down = select(Introduction.returnee_id, Introduction.position_id).where(
        Introduction.returnee_id.in_(returnee_ids),
        Introduction.state == IntroductionState.NOT_SUITABLE,
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for returnee_id, position_id in session.execute(union_all(rejected, turned_down)):
        found[returnee_id].add(str(position_id))
    return {returnee_id: frozenset(ids) for returnee_id, ids in found.items()}


def _claim(skill: ReturneeSkill) -> SkillClaim:
    return SkillClaim(skill.name, skill.years, skill.level)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _bans(returnee: Returnee) -> Sequence[OccupationBan]:
    """Return the bans that count: none once everything is cleared."""
    return () if returnee.cleared_on is not None else returnee.bans


def _permitted(returnee: Returnee) -> frozenset[str]:
    """Return where a written permission lets the person work today."""
    today = local_today()
    return frozenset(
        code
        for permission in returnee.permissions
        if permission.in_force(today)
        for code in permission.communes
    )


def residence_limit(returnee: Returnee) -> ResidenceLimit | None:
    """Give the limit on file; None where there is none, unknown where nobody looked."""
    if returnee.residence_kind == NO_LIMIT or returnee.cleared_on is not None:
        return None
    if not returnee.residence_kind:
        must_look = not returnee.residence_known or returnee.return_basis in LIMITED_BASES
        return ResidenceLimit(known=False) if must_look else None
    return ResidenceLimit(
        type=returnee.residence_kind,
        until=returnee.residence_until,
        permitted=frozenset(returnee.residence_communes) | _permitted(returnee),
        known=returnee.residence_known,
    )
