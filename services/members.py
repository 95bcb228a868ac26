"""People of a firm who sign in: the first one is its owner."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Actor, Assignment, Employer, Role, User, local_today
from services import accounts, audit, outbox
from services.errors import Refused

# Letters and digits that are not mistaken for each other when read out or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4
LAST_OWNER = "Doanh nghiệp cần ít nhất một người phụ trách chính. Hãy giao cho người khác trước."
TAKEN = "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A password shown once to be handed over, and what is stored of it."""

    shown: str
    stored: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who is to sign in; a letter to `address` says where, never the password."""

    login: str
    full_name: str
    address: str = ""


def first_password() -> FirstPassword:
    """Make a password of 79 bits. Hashing is slow: call it outside a transaction."""
    letters = [secrets.choice(LETTERS) for _ in range(GROUPS * GROUP_LENGTH)]
    groups = ["".join(letters[i::GROUPS]) for i in range(GROUPS)]
    shown = "-".join(groups)
    return FirstPassword(shown, accounts.hash_password(shown))


def is_taken(session: Session, login: str) -> bool:
    """Tell whether somebody signs in under this name, enabled or not."""
    wanted = accounts.normalise_login(login)
    return session.scalar(select(User.id).where(User.login == wanted)) is not None


def invite(
    session: Session,
    employer: Employer,
    colleague: Colleague,
    *,
    password: FirstPassword,
    by: Actor,
) -> User:
    """Make a sign-in for a person of the firm; the first of a firm is its owner."""
    if is_taken(session, colleague.login):
        raise Refused(TAKEN)
    user = User(
        login=accounts.normalise_login(colleague.login),
        full_name=colleague.full_name,
        password_hash=password.stored,
        must_change_password=True,
    )
    session.add(user)
    session.flush()
    accounts.give_role(
        session,
        user,
        Role.EMPLOYER,
        employer_id=employer.id,
        is_owner=not any(held.is_owner for held in now_of_firm(session, employer)),
    )
    audit.record(session, "invite", user, by=by, fields=["login"])
    if colleague.address:
        outbox.invite(session, employer, user, colleague.address, by=by)
    return user


def now_of_firm(session: Session, employer: Employer) -> list[Assignment]:
    """Return who may act for a firm today, oldest first."""
    today = local_today()
    return [held for held in of_firm(session, employer) if held.in_force(today)]


def set_owner(session: Session, held: Assignment, *, is_owner: bool, by: Actor) -> None:
    """Give or take the right to bind the firm; a firm is never without an owner."""
    if not is_owner:
        _refuse_last_owner(session, held)
    held.is_owner = is_owner
    audit.record(session, "change", held.user, by=by, fields=["is_owner"])
    session.flush()


def leave(session: Session, held: Assignment, *, by: Actor) -> None:
    """End a person's access to the firm's pages; a firm is never without an owner."""
    _refuse_last_owner(session, held)
    held.ends_on = local_today() - timedelta(days=1)
    audit.record(session, "end", held.user, by=by, fields=["ends_on"])
    session.flush()


def held_by(session: Session, employer: Employer, user_id: UUID) -> Assignment | None:
    """Return a person's hat of the firm, if they wear it today."""
    found = (held for held in now_of_firm(session, employer) if held.user_id == user_id)
    return next(found, None)


def _refuse_last_owner(session: Session, held: Assignment) -> None:
    """Refuse what would leave nobody to bind the firm; its row is held until the commit."""
    employer = session.get_one(Employer, held.employer_id, with_for_update=True)
    owners = [other for other in now_of_firm(session, employer) if other.is_owner]
    if held.is_owner and [other.id for other in owners] == [held.id]:
        raise Refused(LAST_OWNER)


def of_firm(session: Session, employer: Employer) -> list[Assignment]:
    """Return who signs in for a firm, oldest first."""
    query = (
        select(Assignment)
        .where(Assignment.employer_id == employer.id, Assignment.role == Role.EMPLOYER)
        .options(selectinload(Assignment.user))
        .order_by(Assignment.created_at, Assignment.id)
    )
    return list(session.scalars(query))
