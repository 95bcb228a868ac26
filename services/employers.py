"""Firms: made by staff or claimed, verified, and under the agreement that opens people to them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from matching.text import canonical, strip_marks
from models import (
    AGREEMENT_VERSION,
    Actor,
    Assignment,
    Employer,
    EmployerAction,
    EmployerAgreement,
    EmployerKind,
    EmployerState,
    Role,
    local_today,
)
from services import audit, employer_checks, position_changes, tax_codes
from services.errors import Refused
from services.scope import visible_employers

NEEDS_REASON = frozenset({EmployerAction.REFUSE, EmployerAction.SUSPEND})
OWNER_ONLY = "Chỉ người phụ trách chính của doanh nghiệp được đồng ý cam kết này."


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """What staff or the firm itself say about it; blanks are allowed for an unclaimed firm."""

    kind: EmployerKind
    name: str
    tax_code: str | None = None
    commune_code: str | None = None
    address: str = ""
    industry: str = ""
    about: str = ""
    workers_total: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def search_key(text: str) -> str:
    """Return text as names are sorted and searched: one spelling, without accents."""
    return strip_marks(canonical(text))


def has_words(column: InstrumentedAttribute[str], typed: str) -> ColumnElement[bool]:
    """Tell whether a search key holds the typed text from the start of a syllable on."""
    spaced: ColumnElement[str] = literal(" ") + column
    return spaced.contains(f" {search_key(typed)}", autoescape=True)


def add(session: Session, facts: EmployerFacts, *, by: Actor) -> Employer:
    """Make a firm; it is unclaimed until somebody of it is known."""
    employer = Employer()
    change(session, employer, facts, by=by)
    session.add(employer)
    session.flush()
    return employer


def change(session: Session, employer: Employer, facts: EmployerFacts, *, by: Actor) -> None:
    """Write what is now known of a firm; a tax code belongs to one firm only."""
    other = with_tax_code(session, facts.tax_code)
    if other is not None and other.id != employer.id:
        raise Refused(f"Mã số thuế {facts.tax_code} đã có: {other.name}. Hãy mở doanh nghiệp đó.")
    note_phone(employer, facts.contact_phone, by=by)
    for name, value in asdict(facts).items():
        setattr(employer, name, value)
    employer.name_key = search_key(facts.name)
    audit.record(session, "change", employer, by=by, fields=sorted(asdict(facts)))
    session.flush()


def note_phone(employer: Employer, phone: str, *, by: Actor) -> None:
    """Keep in mind who brought a firm's number along: its own people's proves nothing."""
    if phone != (employer.contact_phone or ""):
        employer.contact_phone = phone
        employer.phone_from_firm = by.role == Role.EMPLOYER


def with_tax_code(session: Session, code: str | None) -> Employer | None:
    """Return the firm of a tax code."""
    if not code:
        return None
    return session.scalar(select(Employer).where(Employer.tax_code == code))


def listed(*, by: Actor, typed: str = "", state: EmployerState | None = None) -> Select[Employer]:
    """Return the firms the actor works with, by name; `typed` is part of a name or a tax code."""
    query = _found(visible_employers(by), typed)
    if state is not None:
        query = query.where(Employer.state == state)
    return query.order_by(Employer.name_key, Employer.id)


def counts(session: Session, *, by: Actor, typed: str = "") -> Mapping[EmployerState, int]:
    """Return how many of the found firms stand in each state."""
    found = _found(visible_employers(by), typed).subquery()
    rows = session.execute(select(found.c.state, func.count()).group_by(found.c.state))
    return {EmployerState(state): number for state, number in rows}


def _found(query: Select[Employer], typed: str) -> Select[Employer]:
    if not search_key(typed):
        return query
    return query.where(
        or_(
            has_words(Employer.name_key, typed),
            Employer.tax_code == tax_codes.compact(typed),
        )
    )


def move(
    session: Session,
    employer: Employer,
    action: EmployerAction,
    *,
    by: Actor,
    reason: str | None = None,
) -> None:
    """Change a firm's standing; refusing and suspending say why."""
    if action in NEEDS_REASON and not reason:
        raise Refused("Hãy ghi lý do.")
    if action == EmployerAction.VERIFY and (found := employer_checks.missing(session, employer)):
        raise Refused(employer_checks.first_do(found))
    employer.apply(action, by=by, reason=reason)
    position_changes.of_firm(session, employer.id)


def sign_agreement(
    session: Session,
    employer: Employer,
    *,
    signed_by: str,
    how: str,
    by: Actor,
    on: date | None = None,
) -> None:
    """Record that the firm accepted the data agreement in force; a second time changes nothing."""
    if by.role == Role.EMPLOYER and not is_owner(session, by):
        raise Refused(OWNER_ONLY)
    if current_agreement(employer) is not None:
        return
    employer.agreements.append(
        EmployerAgreement(
            text_version=AGREEMENT_VERSION,
            accepted_on=on or local_today(),
            how=how,
            signed_by=signed_by,
            recorded_by_id=by.user_id,
        )
    )
    session.flush()


def current_agreement(employer: Employer) -> EmployerAgreement | None:
    """Return the firm's yes to the text in force, if it gave one."""
    return next((a for a in employer.agreements if a.text_version == AGREEMENT_VERSION), None)


def is_owner(session: Session, by: Actor) -> bool:
    """Tell whether the actor may bind the firm."""
    given = session.scalars(
        select(Assignment).where(
            Assignment.user_id == by.user_id,
            Assignment.employer_id == by.employer_id,
            Assignment.is_owner,
        )
    )
    return any(held.in_force(local_today()) for held in given)


def own(session: Session, by: Actor) -> Employer:
    """Return the firm the actor works for."""
    return session.get_one(Employer, by.employer_id or UUID(int=0))
