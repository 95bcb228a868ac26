"""Which rows of firms, and of people with firms, someone may know exist."""

import uuid
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true

from models import (
    AGREEMENT_VERSION,
    FIRM_SEES,
    Actor,
    Attendance,
    Consent,
    Employer,
    EmployerAgreement,
    EmployerState,
    EventFirm,
    Introduction,
    Placement,
    Pledge,
    Position,
    Returnee,
    Role,
    Sponsorship,
)
from services.pledge_balance import FINAL
from services.scope_people import in_my_counsel, same, visible_returnees

STAFF = frozenset({Role.COUNSELOR, Role.ORGANISER, Role.ADMINISTRATOR})
OWN_SCREENS = frozenset({Role.KIOSK, Role.PERSON})


def visible_employers(actor: Actor) -> Select[Employer]:
    """Return the firms `actor` works with: staff all, a firm itself."""
    if actor.role in STAFF:
        return select(Employer)
    return select(Employer).where(_is_mine(Employer.id, actor))


def _of_firms(model: type[Any], by: Actor) -> Select[Any]:
    """Return the rows of firms: staff all, a firm its own."""
    return select(model).where(true() if by.role in STAFF else _is_mine(model.employer_id, by))


def visible_introductions(actor: Actor) -> Select[Introduction]:
    """Return introductions: a counselor's people, or a firm's own while it may still see them."""
    if actor.role == Role.EMPLOYER:
        return select(Introduction).where(
            _is_mine(Introduction.employer_id, actor),
            Introduction.state.in_(FIRM_SEES),
            Introduction.employer_id.in_(_may_see_people()),
            Introduction.consent_id.in_(_standing_consents()),
        )
    return select(Introduction).join(Introduction.returnee).where(in_my_counsel(actor))


def visible_placements(actor: Actor) -> Select[Placement]:
    """Return the placements of the actor's people, or of the firm itself."""
    if actor.role == Role.EMPLOYER:
        return select(Placement).where(_is_mine(Placement.employer_id, actor))
    mine = visible_returnees(actor).with_only_columns(Returnee.id)
    return select(Placement).where(Placement.returnee_id.in_(mine))


def visible_sponsorships(actor: Actor) -> Select[Sponsorship]:
    """Return sponsorships: a counselor's people's, from a firm's pledges, one's own not over."""
    if actor.role == Role.EMPLOYER:
        return (
            select(Sponsorship).join(Sponsorship.pledge).where(_is_mine(Pledge.employer_id, actor))
        )
    of_people = select(Sponsorship).join(Sponsorship.returnee)
    if actor.role in OWN_SCREENS:
        return of_people.where(_is_the_visitor(actor), Sponsorship.state.not_in(FINAL))
    return of_people.where(in_my_counsel(actor))


def _is_the_visitor(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a returnee, not erased, is who stands at their own screen."""
    visits = select(Attendance.returnee_id).where(same(Attendance.id, actor.attendance_id))
    return Returnee.id.in_(visits) & Returnee.erased_at.is_(None)


visible_event_firms = partial(_of_firms, EventFirm)
visible_pledges = partial(_of_firms, Pledge)
visible_positions = partial(_of_firms, Position)


def _is_mine(column: Any, actor: Actor) -> ColumnElement[bool]:
    if actor.role != Role.EMPLOYER:
        return false()
    return same(column, actor.employer_id)


def _may_see_people() -> Select[uuid.UUID]:
    """Return the firms of Employer.may_see_people: verified, and under the agreement in force."""
    return (
        select(Employer.id)
        .join(Employer.agreements)
        .where(
            Employer.state == EmployerState.VERIFIED,
            EmployerAgreement.text_version == AGREEMENT_VERSION,
        )
    )


def _standing_consents() -> Select[uuid.UUID]:
    """Return the consents in force: a yes taken back ends every sight, also of one at work."""
    return select(Consent.id).where(Consent.withdrawn_on.is_(None))
