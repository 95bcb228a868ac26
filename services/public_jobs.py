"""The page of a firm's open positions for everyone: only where the firm switched it on."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Actor, Employer, EmployerState, Position, PositionState, local_today
from services import audit, house_words
from services.employer_contact import refuse_not_owner
from services.errors import Refused
from services.members import LETTERS
from services.position_lists import is_over

CODE_LENGTH = 6
NOT_VERIFIED = "Trang công khai mở được sau khi doanh nghiệp được xác minh."


def new_code() -> str:
    """Return a short code for an address that people copy by hand."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def switch(session: Session, employer: Employer, *, is_on: bool, by: Actor) -> None:
    """Show the firm's open positions to everyone, or stop it; the address stays the same."""
    refuse_not_owner(session, by)
    if is_on and employer.state != EmployerState.VERIFIED:
        raise Refused(NOT_VERIFIED)
    employer.is_public = is_on
    employer.public_code = employer.public_code or new_code()
    audit.record(session, "change", employer, by=by, fields=["is_public"])
    session.flush()
    give_codes(session, employer)


def give_codes(session: Session, employer: Employer) -> None:
    """Give each position that may be shown its own short address, once and for good."""
    without = select(Position).where(
        Position.employer_id == employer.id,
        Position.public_code.is_(None),
        Position.opened_on.is_not(None),
    )
    for position in session.scalars(without):
        position.public_code = new_code()
    session.flush()


def firm(session: Session, code: str) -> Employer | None:
    """Return the firm of a public address while its page is on."""
    return session.scalar(
        select(Employer).where(
            Employer.public_code == code,
            Employer.is_public,
            Employer.state == EmployerState.VERIFIED,
        )
    )


def positions(session: Session, employer: Employer) -> list[Position]:
    """Return what the firm offers now, newest first, and nothing whose words say too much."""
    query = (
        select(Position)
        .where(
            Position.employer_id == employer.id,
            Position.state == PositionState.OPEN,
            Position.public_code.is_not(None),
            ~is_over(local_today()),
        )
        .options(joinedload(Position.employer))
        .order_by(Position.opened_on.desc(), Position.id.desc())
    )
    return [position for position in session.scalars(query) if is_neutral(position)]


def position(session: Session, employer: Employer, code: str) -> Position | None:
    """Return one open position of a firm's page."""
    return next((p for p in positions(session, employer) if p.public_code == code), None)


def about(employer: Employer) -> str:
    """Return what a firm says of itself, where nothing in it says whom this portal serves."""
    return "" if house_words.found(employer.about) else employer.about


def is_neutral(position: Position) -> bool:
    """Tell whether nothing in a firm's words says whom this portal serves."""
    typed = (position.title, position.description, position.address)
    return not house_words.found("\n".join(typed))
