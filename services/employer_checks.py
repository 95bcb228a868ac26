"""Verifying a firm: what staff look at, and what the firm itself still has to do."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Actor,
    CallSource,
    CheckKind,
    Employer,
    EmployerCheck,
    EmployerKind,
    EmployerState,
    local_today,
)
from services import audit

# A household business may have no code to look up; then its paper is seen.
NEEDED: Mapping[bool, tuple[CheckKind, ...]] = {
    True: (CheckKind.TAX_CODE, CheckKind.CALLED),
    False: (CheckKind.PAPERS, CheckKind.CALLED),
}

# What the refusal of a verification asks to do first.
WHAT: Mapping[CheckKind, str] = {
    CheckKind.TAX_CODE: "tra mã số thuế",
    CheckKind.CALLED: "gọi số lấy ở đăng ký kinh doanh hoặc nguồn khác",
    CheckKind.WORKPLACE: "biết nơi làm việc",
    CheckKind.PAPERS: "xem giấy đăng ký kinh doanh",
}


def of_firm(session: Session, employer: Employer) -> dict[CheckKind, EmployerCheck]:
    """Return what was checked of a firm."""
    query = select(EmployerCheck).where(EmployerCheck.employer_id == employer.id)
    return {check.kind: check for check in session.scalars(query)}


def record(session: Session, employer: Employer, kind: CheckKind, *, by: Actor) -> None:
    """Note that something was checked; a second time changes nothing. Calls: renew_call."""
    if kind not in of_firm(session, employer):
        _add(session, employer, kind, by)


def renew_call(
    session: Session, employer: Employer, source: CallSource, number: str, *, by: Actor
) -> EmployerCheck:
    """Note a call with its number and where that came from; an earlier one makes room."""
    if before := of_firm(session, employer).get(CheckKind.CALLED):
        session.delete(before)
        session.flush()
    made = _add(session, employer, CheckKind.CALLED, by)
    made.source, made.number = source, number
    session.flush()
    return made


def _add(session: Session, employer: Employer, kind: CheckKind, by: Actor) -> EmployerCheck:
    made = EmployerCheck(
        employer_id=employer.id, kind=kind, done_on=local_today(), done_by_id=by.user_id
    )
    session.add(made)
    audit.record(session, "check", employer, by=by, fields=[kind.value])
    session.flush()
    return made


def missing(session: Session, employer: Employer) -> list[CheckKind]:
    """Return what must be checked before a firm that signed itself up is verified."""
    if employer.state != EmployerState.PENDING:
        return []
    found = of_firm(session, employer)
    # A call that says not where its number came from may have gone to the claimant.
    done = {kind for kind, check in found.items() if kind != CheckKind.CALLED or check.source}
    return [kind for kind in NEEDED[bool(employer.tax_code)] if kind not in done]


def first_do(kinds: Sequence[CheckKind]) -> str:
    """Return the sentence that names what is missing."""
    return f"Trước khi xác minh, hãy {', '.join(WHAT[kind] for kind in kinds)} rồi ghi lại."


def has_facts(employer: Employer) -> bool:
    """Tell whether the firm said what staff need to call it and find it."""
    code = bool(employer.tax_code) or employer.kind == EmployerKind.HOUSEHOLD
    return code and bool(employer.commune_code and employer.contact_phone)
