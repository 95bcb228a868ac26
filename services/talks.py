"""Talks at the firms' tables: planned from an approval, held or missed, and what came of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import (
    Actor,
    Approval,
    Attendance,
    Event,
    EventTable,
    Introduction,
    NextStep,
    Position,
    RefusalReason,
    Suggestion,
    SuggestionState,
    TableKind,
    Talk,
    TalkAction,
    utcnow,
)
from services import audit, events, firm_consents, introductions, matching, talk_times
from services.errors import Refused

# What makes an introduction, once the person's yes for the firm is recorded.
LEADS_ON = frozenset({NextStep.INTERVIEW, NextStep.TRIAL, NextStep.OFFER})


def talks_at(session: Session, event: Event) -> list[Talk]:
    """Return the event's talks by table and slot, with the people and positions."""
    return list(
        session.scalars(
            select(Talk)
            .join(Talk.table)
            .where(EventTable.event_id == event.id)
            .options(
                joinedload(Talk.table).joinedload(EventTable.employer),
                joinedload(Talk.attendance).joinedload(Attendance.returnee),
                joinedload(Talk.approval)
                .joinedload(Approval.suggestion)
                .joinedload(Suggestion.position),
            )
            .order_by(EventTable.number, Talk.slot, Talk.created_at)
        )
    )


def of_attendance(session: Session, attendance: Attendance) -> list[Talk]:
    """Return one person's talks by time."""
    return list(
        session.scalars(
            select(Talk)
            .where(Talk.attendance_id == attendance.id)
            .options(
                joinedload(Talk.table).joinedload(EventTable.employer),
                joinedload(Talk.approval)
                .joinedload(Approval.suggestion)
                .joinedload(Suggestion.position),
            )
            .order_by(Talk.slot)
        )
    )


def plannable(session: Session, event: Event, talks: Sequence[Talk]) -> list[Approval]:
    """Return the approvals of the event's people for its firms that have no talk yet."""
    tables = events.tables_of(session, event)
    firms = {table.employer_id for table in tables if table.kind == TableKind.HIRING}
    planned = {talk.approval_id for talk in talks}
    rows = session.scalars(
        select(Approval)
        .join(Approval.suggestion)
        .join(Suggestion.position)
        .join(Attendance, Attendance.returnee_id == Suggestion.returnee_id)
        .where(
            Attendance.event_id == event.id,
            Approval.withdrawn_at.is_(None),
            Suggestion.state == SuggestionState.APPROVED,
            Position.employer_id.in_(firms),
        )
        .options(
            joinedload(Approval.suggestion).joinedload(Suggestion.returnee),
            joinedload(Approval.suggestion)
            .joinedload(Suggestion.position)
            .joinedload(Position.employer),
        )
        .order_by(Suggestion.rank, Approval.at)
    )
    return [approval for approval in rows if approval.id not in planned]


def plan(
    session: Session,
    event: Event,
    approval: Approval,
    *,
    by: Actor,
    table: EventTable | None = None,
) -> Talk:
    """Give an approved person a slot at the firm's table; gates are checked at this moment.

    Raises
    ------
    Refused
        When the suggestion may not be shown now, the firm has no table, or no slot is free.
    """
    suggestion = approval.suggestion
    if not _is_allowed(session, approval):
        raise Refused("Gợi ý này không còn dùng được. Hãy mời người này đến bàn tư vấn.")
    attendance = attendance_for(session, event, suggestion)
    for chosen in [table] if table else _tables_for(session, event, suggestion):
        slot = _free_slot(session, event, chosen, attendance)
        if slot is not None:
            return _make(session, chosen, attendance, approval, slot, by)
    raise Refused("Bàn của doanh nghiệp này đã kín lượt.")


def _is_allowed(session: Session, approval: Approval) -> bool:
    suggestion = approval.suggestion
    if approval.withdrawn_at or suggestion.state != SuggestionState.APPROVED:
        return False
    return not matching.why_not(session, suggestion.returnee, suggestion.position)


def _make(
    session: Session,
    table: EventTable,
    attendance: Attendance,
    approval: Approval,
    slot: int,
    by: Actor,
) -> Talk:
    talk = Talk(table=table, attendance=attendance, approval=approval, slot=slot)
    session.add(talk)
    audit.record(session, "change", attendance.returnee, by=by, fields=["talk"])
    session.flush()
    return talk


def attendance_for(session: Session, event: Event, suggestion: Suggestion) -> Attendance:
    """Return the person's invitation, or refuse when there is none."""
    found = session.scalar(
        select(Attendance).where(
            Attendance.event_id == event.id, Attendance.returnee_id == suggestion.returnee_id
        )
    )
    if found is None:
        raise Refused("Người này chưa được mời đến hội nghị. Hãy mời trước khi xếp lượt.")
    return found


def _tables_for(session: Session, event: Event, suggestion: Suggestion) -> list[EventTable]:
    mine = [
        table
        for table in events.tables_of(session, event)
        if table.kind == TableKind.HIRING and table.employer_id == suggestion.position.employer_id
    ]
    if not mine:
        raise Refused("Doanh nghiệp này chưa có bàn ở hội nghị.")
    return mine


def _free_slot(
    session: Session, event: Event, table: EventTable, attendance: Attendance
) -> int | None:
    free = talk_times.free_slots(session, event, table, attendance)
    return free[0] if free else None


def call(session: Session, talk: Talk, *, by: Actor) -> None:
    """Call the person to the table."""
    talk.apply(TalkAction.CALL, by=by)
    talk.called_at = utcnow()
    session.flush()


def miss(session: Session, talk: Talk, *, by: Actor) -> None:
    """Record that the person did not come to the table."""
    talk.apply(TalkAction.MISS, by=by)
    session.flush()


def hold(session: Session, talk: Talk, *, by: Actor) -> None:
    """Record that the talk took place."""
    talk.apply(TalkAction.HOLD, by=by)
    session.flush()


def set_next_step(
    session: Session, talk: Talk, step: NextStep, *, by: Actor, reason: RefusalReason | None = None
) -> Introduction | None:
    """Record what a talk led to, in one tap; the talk is held by that.

    An interview, trial or offer makes the introduction when the person's yes for the firm is
    recorded; without it None is returned and the person must be asked first.
    """
    if step == NextStep.NOT_SUITABLE and reason is None:
        raise Refused("Hãy chọn lý do chưa phù hợp.")
    if talk.can(TalkAction.HOLD):
        talk.apply(TalkAction.HOLD, by=by)
    talk.next_step = step
    talk.reason = reason.value if reason and step == NextStep.NOT_SUITABLE else None
    session.flush()
    return introduce(session, talk, by=by)


def introduce(session: Session, talk: Talk, *, by: Actor) -> Introduction | None:
    """Make the introduction a held talk leads to, if the person said yes to this firm."""
    if talk.next_step not in LEADS_ON:
        return None
    known = session.scalar(select(Introduction).where(Introduction.approval_id == talk.approval_id))
    if known is not None:
        return known
    suggestion = talk.approval.suggestion
    firm = suggestion.position.employer_id
    consent = firm_consents.consent_for(session, suggestion.returnee, firm)
    if consent is None or introductions.why_not(session, suggestion):
        return None
    return introductions.introduce(session, suggestion, consent, by=by)


def obstacle(session: Session, talk: Talk) -> str:
    """Return what still stands between a talk and its introduction; empty when nothing does."""
    suggestion = talk.approval.suggestion
    firm = suggestion.position.employer_id
    if talk.next_step not in LEADS_ON or introduced(session, [talk]):
        return ""
    if firm_consents.consent_for(session, suggestion.returnee, firm) is None:
        return "Hãy hỏi ý người lao động để giới thiệu sang doanh nghiệp."
    return introductions.why_not(session, suggestion) or ""


def introduced(session: Session, talks: Sequence[Talk]) -> set[object]:
    """Return the ids of the approvals among some talks that became introductions."""
    ids = [talk.approval_id for talk in talks]
    return set(
        session.scalars(select(Introduction.approval_id).where(Introduction.approval_id.in_(ids)))
    )
