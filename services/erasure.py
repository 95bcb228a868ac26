"""A person erased: their key is thrown away, so that no copy of what was sealed opens again."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Attendance,
    ImportRow,
    Note,
    OccupationBan,
    PersonToken,
    Returnee,
    ReturneeSkill,
    RightKind,
    RightsRequest,
    Sponsorship,
    Suggestion,
    Todo,
    WorkPermission,
    local_today,
    utcnow,
)
from models.crypto import Encrypted
from models.returnee import PersonRow
from services import audit, merging
from services.errors import Refused
from services.person_docs import NO_LIMIT

THROWN_AWAY = b"\0"
"""Stands where the data key was: neither a key nor empty, so that no new one is made."""
GONE: tuple[Any, ...] = (ReturneeSkill, OccupationBan, Note, Todo, WorkPermission, PersonToken)
"""Tables whose rows say nothing without the person; those of work done stay, for the counts."""
MUST_KEEP = (
    "Chưa xóa được: người này còn giới hạn phải theo đến {}. Luật cho giữ phần này (Luật"
    " 91/2025/QH15, Điều 14 và 19). Hãy trả lời người lao động như vậy."
)


def erase(session: Session, returnee: Returnee, *, by: Actor) -> None:
    """Erase a person; what others did with them stays as counts without a name.

    Raises
    ------
    Refused
        While a limit is in force that an office has to watch over.
    """
    _refuse_watched(returnee)
    for file in (returnee, *_merged_into(session, returnee)):
        _erase_file(session, file)
    audit.record(session, "erase", returnee, by=by)
    session.flush()
    session.expire(returnee)


def _merged_into(session: Session, returnee: Returnee) -> list[Returnee]:
    """Return the files that were found to be the same person's: what clashed still lies there."""
    found = session.scalars(select(Returnee).where(Returnee.merged_into_id == returnee.id)).all()
    return [file for first in found for file in (first, *_merged_into(session, first))]


def _erase_file(session: Session, returnee: Returnee) -> None:
    """Erase one file and every row that hangs on it."""
    for table in GONE:
        session.execute(delete(table).where(table.returnee_id == returnee.id))
    for table in merging.tables():
        if issubclass(table, PersonRow):
            _empty_rows(session, table, returnee)
    _empty_elsewhere(session, returnee)
    _empty(returnee)


def must_keep(returnee: Returnee) -> str:
    """Return until when a limit is in force, as it is told; nothing where there is none."""
    today = local_today()
    ends = [ban.until for ban in returnee.bans]
    if returnee.residence_kind not in (None, NO_LIMIT):
        ends.append(returnee.residence_until)
    running = [end for end in ends if end is None or end >= today]
    if returnee.cleared_on is not None or not running:
        return ""
    known = [end for end in running if end]
    return f"ngày {max(known):%d/%m/%Y}" if len(known) == len(running) else "khi có quyết định"


def _refuse_watched(returnee: Returnee) -> None:
    if until := must_keep(returnee):
        raise Refused(MUST_KEEP.format(until))


def _empty_rows(session: Session, table: Any, returnee: Returnee) -> None:
    for row in session.scalars(select(table).where(table.returnee_id == returnee.id)):
        _unseal(row)


def _empty_elsewhere(session: Session, returnee: Returnee) -> None:
    """Empty what is not sealed with the person's own key and speaks of them; end their links."""
    for request in session.scalars(
        select(RightsRequest).where(RightsRequest.returnee_id == returnee.id)
    ):
        request.detail = request.extension_reason = ""
        if request.kind != RightKind.DELETE:
            request.outcome = ""
    for card in session.scalars(select(Suggestion).where(Suggestion.returnee_id == returnee.id)):
        card.reasons, card.missing, card.warnings, card.closing = [], [], [], ""
    for help_ in session.scalars(select(Sponsorship).where(Sponsorship.returnee_id == returnee.id)):
        help_.agreed_witness = ""
    session.execute(delete(ImportRow).where(ImportRow.record_id == returnee.id))
    mine = select(Attendance).where(
        Attendance.returnee_id == returnee.id, Attendance.link_ended_at.is_(None)
    )
    for attendance in session.scalars(mine):
        attendance.link_ended_at = utcnow()


def _empty(returnee: Returnee) -> None:
    """Blank the file itself and throw its key away."""
    _unseal(returnee)
    returnee.data_key_ct = THROWN_AWAY
    vars(returnee).pop("data_cipher", None)
    returnee.national_id_hmac = returnee.name_birth_hmac = returnee.name_year_hmac = None
    returnee.birth_year, returnee.counselor_id = 0, None
    returnee.return_basis = returnee.education = returnee.wage_expected = None
    returnee.residence_kind = returnee.residence_until = None
    returnee.needs, returnee.barriers, returnee.licences = [], [], []
    returnee.residence_communes, returnee.shifts_ok = [], []
    returnee.erased_at = utcnow()


def _unseal(row: Any) -> None:
    for owner in type(row).__mro__:
        for value in vars(owner).values():
            if isinstance(value, Encrypted):
                setattr(row, value.column, None)
