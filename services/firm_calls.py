"""The call that shows whose a firm is: to a number its claimant did not bring along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, CallSource, CheckKind, Employer, EmployerCheck, EmployerClaim
from services import employer_checks
from services.errors import Refused
from services.workbooks.identity import parse_phone

SAY_NUMBER = "Hãy ghi đủ số đã gọi, kể cả mã vùng, bắt đầu bằng 0."
THEIR_OWN = "Số này do người nhận doanh nghiệp tự ghi. Hãy gọi số ở nguồn khác, hoặc đến tận nơi."
NOT_ON_FILE = "Hồ sơ không có số do cán bộ ghi. Hãy lấy số ở nguồn khác."


@dataclass(frozen=True, slots=True)
class Call:
    """Where a number was found and what it is; a visit needs none."""

    source: CallSource
    number: str = ""


def problems(session: Session, employer: Employer, call: Call) -> dict[str, str]:
    """Return what is wrong with a call, by field."""
    if call.source == CallSource.VISIT:
        return {}
    if call.source == CallSource.ON_FILE:
        return {} if _on_file(employer) else {"source": NOT_ON_FILE}
    number = parse_phone(call.number).value
    if not number:
        return {"number": SAY_NUMBER}
    return {"number": THEIR_OWN} if number in _typed(session, employer) else {}


def record(session: Session, employer: Employer, call: Call, *, by: Actor) -> EmployerCheck:
    """Note that the firm was called, or visited; a later call takes the place of an earlier one.

    Raises
    ------
    Refused
        When the number is missing, or the claimant's own.
    """
    if found := problems(session, employer, call):
        raise Refused(" ".join(found.values()))
    number = _on_file(employer) if call.source == CallSource.ON_FILE else call.number
    return employer_checks.renew_call(
        session, employer, call.source, str(parse_phone(number).value or ""), by=by
    )


def called_since(session: Session, employer: Employer, moment: datetime) -> bool:
    """Tell whether a call in order was recorded after a moment."""
    made = employer_checks.of_firm(session, employer).get(CheckKind.CALLED)
    return made is not None and made.source is not None and made.created_at > moment


def _on_file(employer: Employer) -> str:
    """Return the number that staff or an import recorded, if there is one."""
    return "" if employer.phone_from_firm else employer.contact_phone or ""


def _typed(session: Session, employer: Employer) -> set[object]:
    """Return the numbers that people who say the firm is theirs typed themselves."""
    claims = session.scalars(select(EmployerClaim).where(EmployerClaim.employer_id == employer.id))
    typed = _read(claim.phone for claim in claims)
    if employer.phone_from_firm:
        typed |= _read([employer.contact_phone])
    return typed - _read([_on_file(employer)])


def _read(numbers: Iterable[str | None]) -> set[object]:
    return {parse_phone(number).value for number in numbers if number}
