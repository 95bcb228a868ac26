"""Plan an event: its list, its page, its tables."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from models import (
    Attendance,
    AttendanceState,
    Employer,
    Event,
    EventAction,
    EventTable,
)
from portal.access import Permission, actor, get_or_404, may, requires
from portal.database import session
from portal.once import finish
from portal.organiser.forms import EventForm, TableForm
from services import closeout, closeout_cells, event_tasks, events
from services.closeout import CloseOut, FirmLine
from services.closeout_cells import ShownCloseOut, ShownLine
from services.scope import visible_employers, visible_events

bp = Blueprint("organiser", __name__, url_prefix="/events")
ACTION_LABELS: Mapping[StrEnum, str] = {
    EventAction.OPEN: "Mở hội nghị",
    EventAction.CLOSE: "Kết thúc hội nghị",
    EventAction.REOPEN: "Mở lại hội nghị",
}
MOVED: Mapping[StrEnum, str] = {
    EventAction.OPEN: "Hội nghị đã mở. Ghép nối máy và đón người được rồi.",
    EventAction.CLOSE: "Hội nghị đã kết thúc. Máy tra cứu thôi nhận mã.",
    EventAction.REOPEN: "Hội nghị đã mở lại. Máy tra cứu nhận mã như trước.",
}


@bp.get("/")
@requires(Permission.EVENT_READ)
def event_list() -> ResponseReturnValue:
    rows = session.scalars(visible_events(actor()).order_by(Event.on.desc())).all()
    return render_template("organiser/event_list.html", rows=rows, counts=_counts())


def _counts() -> dict[UUID, tuple[int, int]]:
    """Return how many are invited to, and came to, each event."""
    here = Attendance.state != AttendanceState.INVITED
    rows = session.execute(
        select(
            Attendance.event_id,
            func.count(),
            func.count(Attendance.id).filter(here),
        ).group_by(Attendance.event_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def new_event() -> ResponseReturnValue:
    form = EventForm(is_new=True)
    if form.validate_on_submit():
        event = events.create(session, by=actor(), **form.details())
        return finish(url_for(".event", event_id=event.id), "Đã lưu hội nghị. Hãy thêm các bàn.")
    return render_template("organiser/new_event.html", form=form), 422 if form.errors else 200


@bp.get("/<uuid:event_id>")
@requires(Permission.EVENT_READ)
def event(event_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Event, event_id)
    tables = events.tables_of(session, found)
    return render_template(
        "organiser/event.html",
        event=found,
        tables=tables,
        capacity=events.capacity(found, tables),
        figures=figures_of(found)[0],
        progress=event_tasks.progress(session, found),
        Task=event_tasks.Task,
        promise=events.promise(session, found, tables),
        out=events.taken_out(found) if EventAction.BRING_BACK in found.actions() else "",
        actions=[(a, ACTION_LABELS[a]) for a in found.actions() if a in ACTION_LABELS],
        is_under_way=events.is_under_way(found),
        is_over=EventAction.REOPEN in found.actions(),
    )


@bp.route("/<uuid:event_id>/edit", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def edit_event(event_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Event, event_id)
    form = EventForm(obj=found)
    if form.validate_on_submit():
        events.change(session, found, by=actor(), **form.details())
        return finish(url_for(".event", event_id=found.id), "Đã lưu hội nghị.")
    page = render_template("organiser/edit_event.html", form=form, event=found)
    return page, 422 if form.errors else 200


@bp.post("/<uuid:event_id>/move")
@requires(Permission.EVENT_MANAGE)
def move_event(event_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Event, event_id)
    action = request.form.get("action", "")
    if action not in set(ACTION_LABELS):
        abort(400)
    events.move(session, found, EventAction(action), by=actor())
    return finish(url_for(".event", event_id=found.id), MOVED[EventAction(action)])


@bp.route("/<uuid:event_id>/tables/new", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def new_table(event_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Event, event_id)
    tables = events.tables_of(session, found)
    form = TableForm(employers=_employers())
    form.taken = {table.number for table in tables}
    if form.validate_on_submit():
        events.add_table(session, found, by=actor(), **_table_values(form))
        return finish(url_for(".event", event_id=found.id), f"Đã thêm bàn số {form.number.data}.")
    if not form.is_submitted():
        form.number.data = events.next_number(tables)
    page = render_template("organiser/new_table.html", form=form, event=found)
    return page, 422 if form.errors else 200


@bp.route("/<uuid:event_id>/tables/<uuid:table_id>", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def edit_table(event_id: UUID, table_id: UUID) -> ResponseReturnValue:
    table = _table(event_id, table_id)
    form = TableForm(obj=table, employers=_employers())
    others = events.tables_of(session, table.event)
    form.taken = {other.number for other in others if other.id != table.id}
    if form.validate_on_submit():
        events.change_table(session, table, by=actor(), **_table_values(form))
        return finish(url_for(".event", event_id=event_id), "Đã lưu bàn.")
    page = render_template("organiser/edit_table.html", form=form, table=table)
    return page, 422 if form.errors else 200


@bp.post("/<uuid:event_id>/tables/<uuid:table_id>/remove")
@requires(Permission.EVENT_MANAGE)
def remove_table(event_id: UUID, table_id: UUID) -> ResponseReturnValue:
    events.remove_table(session, _table(event_id, table_id), by=actor())
    return finish(url_for(".event", event_id=event_id), "Đã bỏ bàn.")


def figures_of(
    event: Event,
) -> tuple[CloseOut, list[FirmLine]] | tuple[ShownCloseOut, list[ShownLine]]:
    """Count an event, with few people hidden from those whose hat is figures alone."""
    found, lines = closeout.figures(session, event), closeout.firm_lines(session, event)
    return closeout_cells.shielded(found, lines) if may(Permission.FIGURES_READ) else (found, lines)


@bp.get("/desk")
@requires(Permission.ATTENDANCE_CHECK_IN)
def desk() -> ResponseReturnValue:
    event_id = actor().event_id
    if event_id is None:
        return redirect(url_for(".event_list"), 303)
    return redirect(url_for(".check_in", event_id=event_id), 303)


def _table(event_id: UUID, table_id: UUID) -> EventTable:
    table = get_or_404(EventTable, table_id)
    return table if table.event_id == event_id else abort(404)


def _employers() -> list[Employer]:
    return list(session.scalars(visible_employers(actor()).order_by(Employer.name_key)))


def _table_values(form: TableForm) -> dict[str, object]:
    return {
        "number": form.number.data,
        "kind": form.kind.data,
        "employer_id": UUID(form.employer_id.data) if form.employer_id.data else None,
        "label": form.label.data or "",
        "group_size": form.group_size.data,
        "least": form.least.data,
        "opens_at": form.opens_at.data,
        "closes_at": form.closes_at.data,
        "break_from": form.break_from.data,
        "break_to": form.break_to.data,
    }
