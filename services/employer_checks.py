"""Verifying a firm: what staff look at, and what the firm itself still has to do."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Actor,
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
    CheckKind.CALLED: "gọi số điện thoại đã đăng ký",
    CheckKind.WORKPLACE: "biết nơi làm việc",
    CheckKind.PAPERS: "xem giấy đăng ký kinh doanh",
}


def of_firm(session: Session, employer: Employer) -> dict[CheckKind, EmployerCheck]:
    """Return what was checked of a firm."""
    query = select(EmployerCheck).where(EmployerCheck.employer_id == employer.id)
    return {check.kind: check for check in session.scalars(query)}


def record(session: Session, employer: Employer, kind: CheckKind, *, by: Actor) -> None:
    """Note that something was checked; a second time changes nothing."""
    if kind in of_firm(session, employer):
        return
    session.add(
        EmployerCheck(
            employer_id=employer.id, kind=kind, done_on=local_today(), done_by_id=by.user_id
        )
    )
    audit.record(session, "check", employer, by=by, fields=[kind.value])
    session.flush()


def missing(session: Session, employer: Employer) -> list[CheckKind]:
    """Return what must be checked before a firm that signed itself up is verified."""
    if employer.state != EmployerState.PENDING:
        return []
    done = of_firm(session, employer)
    return [kind for kind in NEEDED[bool(employer.tax_code)] if kind not in done]


def first_do(kinds: Sequence[CheckKind]) -> str:
    """Return the sentence that names what is missing."""
    return f"Trước khi xác minh, hãy {', '.join(WHAT[kind] for kind in kinds)} rồi ghi lại."


def has_facts(employer: Employer) -> bool:
    """Tell whether the firm said what staff need to call it and find it."""
    code = bool(employer.tax_code) or employer.kind == EmployerKind.HOUSEHOLD
    return code and bool(employer.commune_code and employer.contact_phone)
