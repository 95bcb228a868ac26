"""Firms that sign themselves up, and people who say that a firm on file is theirs."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import (
    Actor,
    Employer,
    EmployerAction,
    EmployerClaim,
    EmployerState,
    Role,
    User,
    local_today,
)
from services import accounts, audit, employers, firm_calls, members
from services.employers import EmployerFacts
from services.errors import Refused

HAS_OWNER = (
    "Doanh nghiệp này đã có người phụ trách trên cổng. Hãy xin người đó mời anh/chị, "
    "hoặc gọi cán bộ."
)
SHUT = "Doanh nghiệp này đang bị khóa. Hãy gọi cán bộ."
CALL_FIRST = "Hãy gọi số của doanh nghiệp ở nguồn khác, rồi ghi cuộc gọi trước khi giao quyền."
SHUT_STATES = frozenset({EmployerState.REFUSED, EmployerState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Account:
    """Who signs up: the password is hashed before any transaction."""

    login: str
    full_name: str
    password_hash: str


def problem(session: Session, tax_code: str | None) -> str | None:
    """Return why nobody can sign up for the firm of a tax code, or None."""
    known = employers.with_tax_code(session, tax_code)
    if known is None:
        return None
    if known.state in SHUT_STATES:
        return SHUT
    return HAS_OWNER if members.now_of_firm(session, known) else None


def join(session: Session, facts: EmployerFacts, account: Account) -> EmployerClaim | Employer:
    """Make a firm with its owner, or a claim where staff or an import made the firm before.

    A new firm waits for verification; its owner may write drafts at once and sees no person.
    """
    if sentence := problem(session, facts.tax_code):
        raise Refused(sentence)
    user = _user(session, account)
    known = employers.with_tax_code(session, facts.tax_code)
    if known is not None:
        return _claim(session, known, user, facts.contact_phone)
    by = Actor(role=Role.EMPLOYER, user_id=user.id, communes=frozenset())
    employer = employers.add(session, facts, by=by)
    employer.apply(EmployerAction.CLAIM, by=by)
    accounts.give_role(session, user, Role.EMPLOYER, employer_id=employer.id, is_owner=True)
    return employer


def _user(session: Session, account: Account) -> User:
    if members.is_taken(session, account.login):
        raise Refused(members.TAKEN)
    user = User(
        login=accounts.normalise_login(account.login),
        full_name=account.full_name,
        password_hash=account.password_hash,
    )
    session.add(user)
    session.flush()
    return user


def _claim(session: Session, employer: Employer, user: User, phone: str) -> EmployerClaim:
    claim = EmployerClaim(employer_id=employer.id, user_id=user.id, made_on=local_today())
    claim.phone = phone
    session.add(claim)
    session.flush()
    return claim


def waiting(session: Session, employer: Employer) -> list[tuple[EmployerClaim, User]]:
    """Return who says a firm is theirs and waits for the answer."""
    query = (
        select(EmployerClaim, User)
        .join(User, User.id == EmployerClaim.user_id)
        .where(EmployerClaim.employer_id == employer.id, EmployerClaim.answered_on.is_(None))
        .order_by(EmployerClaim.made_on, EmployerClaim.id)
        .options(joinedload(EmployerClaim.employer))
    )
    return [(claim, user) for claim, user in session.execute(query)]


def answer(session: Session, claim: EmployerClaim, *, is_accepted: bool, by: Actor) -> None:
    """Answer a claim after the call: yes makes its person the owner, no leaves them no hat.

    Raises
    ------
    Refused
        When it was answered, or a yes has no call since the claim to a number of the firm's own.
    """
    if claim.answered_on is not None:
        raise Refused("Lời nhận này đã được trả lời.")
    if is_accepted and not is_called(session, claim):
        raise Refused(CALL_FIRST)
    claim.answered_on, claim.is_accepted = local_today(), is_accepted
    audit.record(session, "claim", claim.employer, by=by, fields=["is_accepted"])
    if is_accepted:
        _give(session, claim, by)
    session.flush()


def is_called(session: Session, claim: EmployerClaim) -> bool:
    """Tell whether the firm was called since somebody said it is theirs."""
    return firm_calls.called_since(session, claim.employer, claim.created_at)


def _give(session: Session, claim: EmployerClaim, by: Actor) -> None:
    employer = claim.employer
    if members.now_of_firm(session, employer):
        raise Refused(HAS_OWNER)
    user = session.get_one(User, claim.user_id)
    accounts.give_role(session, user, Role.EMPLOYER, employer_id=employer.id, is_owner=True)
    if employer.can(EmployerAction.CLAIM):
        employer.apply(EmployerAction.CLAIM, by=by)
