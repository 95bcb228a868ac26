"""A firm's table on its phone, by number only, and the wall screen."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Event, EventTable, NextStep, RefusalReason, Talk, TalkAction
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.labels import choices
from portal.once import finish
from portal.organiser import talk_deeds
from services import firm_consents, hall_queue, talks
from services.hall_actions import Verb

bp = Blueprint("hall", __name__, url_prefix="/hall")
SAID: Mapping[StrEnum, str] = {
    TalkAction.MISS: "Đã ghi vắng. Họ đến sau thì bấm Gọi lại.",
    TalkAction.CALL: "Đã gọi lại.",
}


@bp.get("/table")
@requires(Permission.TALK_RUN)
def my_table() -> ResponseReturnValue:
    """Open the table this machine was paired for; staff choose one on the event's page."""
    if actor().table_id is None:
        return redirect(url_for("organiser.event_list"), 303)
    return redirect(url_for(".table", table_id=actor().table_id), 303)


@bp.get("/table/<uuid:table_id>")
@requires(Permission.TALK_RUN)
def table(table_id: UUID) -> ResponseReturnValue:
    """Show who sits here and who is next: numbers and positions."""
    found = get_or_404(EventTable, table_id)
    return _page(found, hall_queue.version(session, found.event_id, found.id))


@bp.get("/table/<uuid:table_id>/live")
@requires(Permission.TALK_RUN)
def table_live(table_id: UUID) -> ResponseReturnValue:
    """Answer a poll: nothing when nothing moved, else the page."""
    found = get_or_404(EventTable, table_id)
    version = hall_queue.version(session, found.event_id, found.id)
    if request.args.get("version") == str(version):
        return "", 204
    return _page(found, version)


def _page(found: EventTable, version: int) -> ResponseReturnValue:
    rows = hall_queue.queue_of(session, found)
    people = [row.attendance.returnee_id for row in rows.held]
    return render_template(
        "hall/table.html",
        table=found,
        queue=rows,
        version=version,
        steps=[step for step in NextStep if step != NextStep.NOT_SUITABLE],
        not_suitable=NextStep.NOT_SUITABLE,
        reasons=choices(RefusalReason),
        leads_on=talks.LEADS_ON,
        asks_code=talk_deeds.asks_code(),
        agreed={
            pair[0]
            for pair in firm_consents.standing(session, people)
            if pair[1] == found.employer_id
        },
    )


@bp.post("/table/<uuid:table_id>/call")
@requires(Permission.TALK_RUN)
def call_next(table_id: UUID) -> ResponseReturnValue:
    """Call the next number."""
    found = get_or_404(EventTable, table_id)
    chosen = hall_queue.next_up(session, found)
    for talk in chosen:
        talk_deeds.do(talk, Verb.CALL)
    numbers = ", ".join(str(row.attendance.number) for row in chosen)
    return finish(url_for(".table", table_id=table_id), f"Đang gọi số {numbers}.")


@bp.post("/talk/<uuid:talk_id>/move")
@requires(Permission.TALK_RUN)
def move(talk_id: UUID) -> ResponseReturnValue:
    """Mark someone as away, or call who came late."""
    talk = get_or_404(Talk, talk_id)
    action = request.form.get("action", "")
    if action not in {TalkAction.MISS, TalkAction.CALL}:
        abort(400)
    if action == TalkAction.CALL:
        hall_queue.refuse_elsewhere(session, talk)
    talk_deeds.do(talk, Verb.MISS if action == TalkAction.MISS else Verb.CALL)
    return _back(talk, SAID[TalkAction(action)])


@bp.post("/talk/<uuid:talk_id>/next-step")
@requires(Permission.TALK_RUN)
def next_step(talk_id: UUID) -> ResponseReturnValue:
    """Record in one tap what the talk led to."""
    talk = get_or_404(Talk, talk_id)
    step, reason = request.form.get("step", ""), request.form.get("reason", "")
    if step not in set(NextStep) or (reason and reason not in set(RefusalReason)):
        abort(400)
    made = talk_deeds.do(talk, Verb.NEXT_STEP, step=step, reason=reason)
    number = talk.attendance.number
    if made is not None:
        return _back(talk, f"Đã lưu. Số {number} đã được giới thiệu sang doanh nghiệp.")
    return _back(talk, f"Đã lưu cho số {number}. {talks.obstacle(session, talk)}".strip())


@bp.post("/talk/<uuid:talk_id>/consent")
@requires(Permission.TALK_RUN)
def consent(talk_id: UUID) -> ResponseReturnValue:
    """Record the person's own answer to whether this firm may read name and phone."""
    talk = get_or_404(Talk, talk_id)
    return _back(talk, *talk_deeds.ask(talk))


def _back(talk: Talk, message: str, tone: str = "success") -> ResponseReturnValue:
    return finish(url_for(".table", table_id=talk.table_id), message, tone)


@bp.get("/wall")
@requires(Permission.WALL_SHOW)
def my_wall() -> ResponseReturnValue:
    """Open the wall of the event this machine was paired for."""
    event_id = actor().event_id
    if event_id is None:
        return redirect(url_for("organiser.event_list"), 303)
    return redirect(url_for(".wall", event_id=event_id), 303)


@bp.get("/wall/<uuid:event_id>")
@requires(Permission.WALL_SHOW)
def wall(event_id: UUID) -> ResponseReturnValue:
    """Show numbers and tables, large enough for the last row."""
    event = get_or_404(Event, event_id)
    return _wall(event, hall_queue.version(session, event.id))


@bp.get("/wall/<uuid:event_id>/live")
@requires(Permission.WALL_SHOW)
def wall_live(event_id: UUID) -> ResponseReturnValue:
    """Answer a poll of the wall."""
    event = get_or_404(Event, event_id)
    version = hall_queue.version(session, event.id)
    if request.args.get("version") == str(version):
        return "", 204
    return _wall(event, version)


def _wall(event: Event, version: int) -> ResponseReturnValue:
    return render_template(
        "hall/wall.html",
        event=event,
        shown=hall_queue.wall(session, event),
        version=version,
    )
