"""People of a firm who sign in: the first one is its owner."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Actor, Assignment, Employer, Role, User
from services import accounts, audit
from services.errors import Refused

# Letters and digits that are not mistaken for each other when read out or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4
TAKEN = "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A password shown once to be handed over, and what is stored of it."""

    shown: str
    stored: str


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
    *,
    login: str,
    full_name: str,
    password: FirstPassword,
    by: Actor,
) -> User:
    """Make a sign-in for a person of the firm; the first of a firm is its owner."""
    if is_taken(session, login):
        raise Refused(TAKEN)
    user = User(
        login=accounts.normalise_login(login), full_name=full_name, password_hash=password.stored
    )
    session.add(user)
    session.flush()
    accounts.give_role(
        session,
        user,
        Role.EMPLOYER,
        employer_id=employer.id,
        is_owner=not of_firm(session, employer),
    )
    audit.record(session, "invite", user, by=by, fields=["login"])
    return user


def of_firm(session: Session, employer: Employer) -> list[Assignment]:
    """Return who signs in for a firm, oldest first."""
    query = (
        select(Assignment)
        .where(Assignment.employer_id == employer.id, Assignment.role == Role.EMPLOYER)
        .options(selectinload(Assignment.user))
        .order_by(Assignment.created_at, Assignment.id)
    )
    return list(session.scalars(query))
