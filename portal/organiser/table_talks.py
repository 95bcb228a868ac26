"""Talks at the hiring tables: plan, call, held or missed, the next step in one tap."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from models import (
    Approval,
    Event,
    NextStep,
    RefusalReason,
    TableKind,
    Talk,
    TalkAction,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.labels import choices
from portal.once import finish
from portal.organiser import talk_deeds
from portal.organiser.views import bp
from portal.pages import personal_page
from services import checkin, events, firm_consents, hall_actions, table_hours, talks
from services.hall_actions import Verb
from services.returnees import name_sort_key

MOVES: Mapping[StrEnum, tuple[str, Verb]] = {
    TalkAction.CALL: ("Gọi", Verb.CALL),
    TalkAction.HOLD: ("Đã trao đổi", Verb.HOLD),
    TalkAction.MISS: ("Vắng", Verb.MISS),
}
MOVED: Mapping[StrEnum, str] = {
    TalkAction.CALL: "Đã gọi. Trao đổi xong thì bấm Đã trao đổi.",
    TalkAction.HOLD: "Đã ghi trao đổi. Hãy chọn bước tiếp theo.",
    TalkAction.MISS: "Đã ghi vắng. Họ đến sau thì bấm Gọi.",
}


@bp.get("/<uuid:event_id>/talks")
@requires(Permission.EVENT_MANAGE)
def talk_list(event_id: UUID) -> ResponseReturnValue:
    """Show each hiring table's talks, and who may still be planned."""
    event = get_or_404(Event, event_id)
    rows = talks.talks_at(session, event)
    waiting = talks.plannable(session, event, rows)
    people = [row.attendance.returnee for row in rows]
    people += [approval.suggestion.returnee for approval in waiting]
    tables = events.tables_of(session, event)
    hiring = [table for table in tables if table.kind == TableKind.HIRING]
    here = checkin.who_is_here(session, event)
    return personal_page(
        "organiser/talk_list.html",
        subjects=list({person.id: person for person in people}.values()),
        fields=["full_name", "suggestion"],
        action="list",
        event=event,
        tables=hiring,
        slots=events.capacity(event, tables).slots,
        by_table=_by_table(rows),
        waiting=_by_firm(waiting, here),
        here=here,
        first_tables={table.id for table in {t.employer_id: t for t in reversed(hiring)}.values()},
        agreed=firm_consents.standing(session, [row.attendance.returnee_id for row in rows]),
        introduced=talks.introduced(session, rows),
        moves={row.id: [(a, MOVES[a][0]) for a in row.actions() if a in MOVES] for row in rows},
        may_step={row.id: TalkAction.HOLD in row.actions() or _is_held(row) for row in rows},
        leads_on=talks.LEADS_ON,
        steps=[step for step in NextStep if step != NextStep.NOT_SUITABLE],
        not_suitable=NextStep.NOT_SUITABLE,
        reasons=choices(RefusalReason),
        slot_start=table_hours.slot_start,
    )


def _is_held(talk: Talk) -> bool:
    return not talk.actions()


def _by_table(rows: list[Talk]) -> dict[UUID, list[Talk]]:
    found: dict[UUID, list[Talk]] = defaultdict(list)
    for row in rows:
        found[row.table_id].append(row)
    return found


def _by_firm(waiting: list[Approval], here: set[UUID]) -> dict[UUID, list[Approval]]:
    """Group who waits by firm: people in the hall first, then by given name."""
    found: dict[UUID, list[Approval]] = defaultdict(list)
    for approval in sorted(waiting, key=lambda one: _turn(one, here)):
        found[approval.suggestion.position.employer_id].append(approval)
    return found


def _turn(approval: Approval, here: set[UUID]) -> tuple[bool, object]:
    person = approval.suggestion.returnee
    return person.id not in here, name_sort_key(person.full_name)


@bp.post("/<uuid:event_id>/talks/plan")
@requires(Permission.EVENT_MANAGE)
def plan_talk(event_id: UUID) -> ResponseReturnValue:
    """Give one approved person the next free slot at the firm's table."""
    event = get_or_404(Event, event_id)
    waiting = talks.plannable(session, event, talks.talks_at(session, event))
    wanted = request.form.get("approval_id", "")
    approval = next((one for one in waiting if str(one.id) == wanted), None)
    chosen = approval or abort(404)
    talk = _plan(event, chosen)
    return _back(talk, "Đã xếp lượt.")


def _plan(event: Event, approval: Approval) -> Talk:
    card = approval.suggestion
    attendance = talks.attendance_for(session, event, card)
    says = {"attendance": str(attendance.id), "position": str(card.position_id)}
    talk: Talk = hall_actions.do(session, event, Verb.PLAN, says, by=actor())
    return talk


@bp.post("/<uuid:event_id>/talks/<uuid:talk_id>/move")
@requires(Permission.EVENT_MANAGE)
def move_talk(event_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Call a person to the table, or record held or missed."""
    talk = _talk(event_id, talk_id)
    action = request.form.get("action", "")
    if action not in set(TalkAction):
        abort(400)
    talk_deeds.do(talk, MOVES[TalkAction(action)][1])
    return _back(talk, MOVED[TalkAction(action)])


@bp.post("/<uuid:event_id>/talks/<uuid:talk_id>/next-step")
@requires(Permission.EVENT_MANAGE)
def next_step(event_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Record what a talk led to; with the person's yes it becomes an introduction."""
    talk = _talk(event_id, talk_id)
    step, reason = request.form.get("step", ""), request.form.get("reason", "")
    if step not in set(NextStep) or (reason and reason not in set(RefusalReason)):
        abort(400)
    made = talk_deeds.do(talk, Verb.NEXT_STEP, step=step, reason=reason)
    if made is not None:
        return _back(talk, "Đã lưu và giới thiệu sang doanh nghiệp.")
    return _back(talk, f"Đã lưu. {talks.obstacle(session, talk)}".strip())


@bp.post("/<uuid:event_id>/talks/<uuid:talk_id>/consent")
@requires(Permission.EVENT_MANAGE)
def talk_consent(event_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Record the person's spoken yes for the firm of this table, heard by a witness."""
    talk = _talk(event_id, talk_id)
    return _back(talk, *talk_deeds.ask(talk))


def _talk(event_id: UUID, talk_id: UUID) -> Talk:
    talk = get_or_404(Talk, talk_id)
    return talk if talk.table.event_id == event_id else abort(404)


def _back(talk: Talk, message: str, tone: str = "success") -> ResponseReturnValue:
    page = url_for(".talk_list", event_id=talk.table.event_id, _anchor=f"table-{talk.table_id}")
    return finish(page, message, tone)
