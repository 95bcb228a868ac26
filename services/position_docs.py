"""Postings as the matching reads them, with the legal minimum wage of their place and day."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from matching.docs import PositionDoc
from models import (
    Employer,
    EmployerState,
    Pledge,
    PledgeState,
    Position,
    PositionKind,
    PositionState,
    Sponsorship,
    SponsorshipState,
)
from services import places

SHUT_FIRMS = frozenset({EmployerState.REFUSED, EmployerState.SUSPENDED})
UNDER_WAY = frozenset(
    {SponsorshipState.AGREED, SponsorshipState.DELIVERED, SponsorshipState.CONFIRMED}
)


def position_doc(
    position: Position, on: date, sponsor_kinds: Collection[str] = frozenset()
) -> PositionDoc:
    """Give the matching's view of a posting on a day."""
    code = position.commune_code or ""
    is_course = position.kind == PositionKind.TRAINING
    return PositionDoc(
        id=str(position.id),
        title=position.title,
        description=position.description,
        commune_code=code,
        required_skills=tuple(position.required_skills),
        preferred_skills=tuple(position.preferred_skills),
        wage_min=position.wage_min,
        wage_max=position.wage_max,
        headcount=position.headcount,
        shift=position.shift,
        housing=position.housing,
        shuttle=position.shuttle,
        meals=position.meals,
        training_provided=position.training_provided,
        min_education=position.min_education,
        min_experience_years=position.min_experience_years,
        licences=() if is_course else tuple(position.licences),
        occupation_code=position.occupation_code,
        contract=position.contract,
        state_open=takes_people(position, on),
        minimum_wage=places.minimum_wage(code, on) if code else None,
        sponsor_kinds=frozenset(sponsor_kinds),
        firm=str(position.employer_id),
        at_home=position.kind == PositionKind.HOME_WORK,
        gives=tuple(position.licences) if is_course else (),
    )


def takes_people(position: Position, on: date) -> bool:
    """Tell whether a posting is open on a day and its firm is in good standing."""
    return position.takes_people(on) and position.employer.state not in SHUT_FIRMS


def position_docs(session: Session, positions: Sequence[Position], on: date) -> list[PositionDoc]:
    """Give the views of postings loaded with their firm, in their order, with one query."""
    kinds = sponsor_kinds(session, {position.employer_id for position in positions}, on)
    return [
        position_doc(position, on, kinds.get(position.employer_id, frozenset()))
        for position in positions
    ]


def open_positions(session: Session, on: date) -> list[Position]:
    """Return the postings that take people on a day, oldest first."""
    query = (
        select(Position)
        .join(Position.employer)
        .options(joinedload(Position.employer))
        .where(Position.state == PositionState.OPEN, Employer.state.not_in(SHUT_FIRMS))
        .order_by(Position.id)
    )
    return [position for position in session.scalars(query) if takes_people(position, on)]


def sponsor_kinds(
    session: Session, employer_ids: Collection[UUID], on: date
) -> Mapping[UUID, frozenset[str]]:
    """Return what each firm sponsors: pledges that can be drawn on, and help under way."""
    can_be_drawn_on = (Pledge.state == PledgeState.PLEDGED) & (Pledge.until >= on)
    query = (
        select(Pledge.employer_id, Pledge.kind)
        .outerjoin(Sponsorship, Sponsorship.pledge_id == Pledge.id)
        .where(
            Pledge.employer_id.in_(employer_ids),
            or_(can_be_drawn_on, Sponsorship.state.in_(UNDER_WAY)),
        )
        .distinct()
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for employer_id, kind in session.execute(query):
        found[employer_id].add(kind.value)
    return {employer_id: frozenset(kinds) for employer_id, kinds in found.items()}
