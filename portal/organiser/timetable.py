"""The timetable: tables x times and people x times, planned anew or changed by hand."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import time
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Event, EventTable, TableKind, Talk
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.formats import format_time
from portal.once import finish
from portal.organiser.forms import TalkTimeForm
from portal.organiser.views import bp
from portal.pages import personal_page
from services import events, match_spread, matching, table_hours, talk_times, talks, timetable
from services.returnees import name_sort_key

VIEWS = ("tables", "people")


@bp.route("/<uuid:event_id>/spread", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def spread(event_id: UUID) -> ResponseReturnValue:
    """Match the invited people, and show how the cards fall on the firms, before and after."""
    event = get_or_404(Event, event_id)
    if request.method == "POST":
        run = matching.run(session, by=actor(), event=event)
        done = f"Đã tìm việc cho {run.people} người, {run.suggestions} gợi ý chờ duyệt."
        return finish(url_for(".spread", event_id=event.id), done)
    return render_template(
        "organiser/spread.html", event=event, rows=match_spread.by_firm(session, event)
    )


@bp.get("/<uuid:event_id>/timetable")
@requires(Permission.EVENT_MANAGE)
def show_timetable(event_id: UUID) -> ResponseReturnValue:
    """Show the afternoon by table or by person."""
    event = get_or_404(Event, event_id)
    rows = talks.talks_at(session, event)
    view = request.args.get("view", VIEWS[0])
    if view not in VIEWS:
        abort(404)
    return personal_page(
        "organiser/show_timetable.html",
        subjects=list(
            {row.attendance.returnee_id: row.attendance.returnee for row in rows}.values()
        ),
        fields=["full_name", "talk"],
        action="list",
        event=event,
        view=view,
        slots=[
            table_hours.slot_start(event, slot) for slot in range(table_hours.slot_count(event))
        ],
        lines=_by_table(event, rows) if view == VIEWS[0] else _by_person(rows),
        rows=rows,
        told=sum(row.confirmed_at is not None for row in rows),
        people=len({row.attendance_id for row in rows}),
    )


def _by_table(
    event: Event, rows: Sequence[Talk]
) -> list[tuple[EventTable, list[int], dict[int, list[Talk]]]]:
    """Return each hiring table with its seats and talks by slot."""
    at: dict[UUID, dict[int, list[Talk]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.slot is not None:
            at[row.table_id][row.slot].append(row)
    tables = [t for t in events.tables_of(session, event) if t.kind == TableKind.HIRING]
    return [(table, table_hours.seats(event, table), at[table.id]) for table in tables]


def _by_person(rows: Sequence[Talk]) -> list[tuple[Talk, dict[int, Talk]]]:
    """Return each person, by given name, with their talks by slot."""
    at: dict[UUID, dict[int, Talk]] = defaultdict(dict)
    for row in rows:
        if row.slot is not None:
            at[row.attendance_id][row.slot] = row
    lines = [(next(iter(mine.values())), mine) for mine in at.values()]
    return sorted(lines, key=lambda line: name_sort_key(line[0].attendance.returnee.full_name))


@bp.post("/<uuid:event_id>/timetable")
@requires(Permission.EVENT_MANAGE)
def plan_timetable(event_id: UUID) -> ResponseReturnValue:
    """Plan the afternoon, or what is left of it; told talks stay."""
    event = get_or_404(Event, event_id)
    done = timetable.plan(session, event, by=actor())
    page = url_for(".show_timetable", event_id=event.id)
    if done.moved:
        return finish(page, f"{_said(done)} {_moved(done)}", "warning")
    return finish(page, _said(done))


def _said(done: timetable.Planned) -> str:
    several = done.served[1] if len(done.served) > 1 else 0
    found = f"Đã xếp {done.with_talks}/{done.people} người có lượt, {several} người có từ hai lượt."
    changed = (
        (done.made, f"Thêm {done.made} lượt."),
        (done.shifted, f"Đổi giờ {done.shifted} lượt."),
        (done.dropped, f"Bỏ {done.dropped} lượt."),
    )
    return " ".join([found, *(text for number, text in changed if number)])


def _moved(done: timetable.Planned) -> str:
    who = ", ".join(
        f"số {row.attendance.number} sang {format_time(_start(row))}" for row in done.moved
    )
    return f"Cần báo lại: {who}."


def _start(row: Talk) -> time:
    return table_hours.slot_start(row.table.event, row.slot or 0)


@bp.route("/<uuid:event_id>/talks/<uuid:talk_id>/time", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def change_time(event_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Move one talk by hand; clashes are refused with their reason."""
    talk = talk_of(event_id, talk_id)
    event = talk.table.event
    firms_tables = [
        t for t in events.tables_of(session, event) if t.employer_id == talk.table.employer_id
    ]
    form = TalkTimeForm(obj=talk)
    form.table_id.choices = [(str(t.id), f"Bàn số {t.number}") for t in firms_tables]
    form.slot.choices = [
        (slot, format_time(table_hours.slot_start(event, slot)))
        for slot in range(table_hours.slot_count(event))
    ]
    if form.validate_on_submit():
        chosen = next(t for t in firms_tables if str(t.id) == form.table_id.data)
        talk_times.reschedule(session, talk, chosen, form.slot.data, by=actor())
        return finish(url_for(".show_timetable", event_id=event_id), "Đã đổi lượt. Hãy báo lại.")
    return personal_page(
        "organiser/change_time.html",
        subjects=[talk.attendance.returnee],
        fields=["full_name", "talk"],
        status=422 if form.errors else 200,
        form=form,
        talk=talk,
        event=event,
    )


@bp.post("/<uuid:event_id>/talks/<uuid:talk_id>/cancel")
@requires(Permission.EVENT_MANAGE)
def cancel_talk(event_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """Take one planned talk out."""
    talk = talk_of(event_id, talk_id)
    talk_times.cancel(session, talk, by=actor())
    return finish(url_for(".show_timetable", event_id=event_id), "Đã bỏ lượt.")


def talk_of(event_id: UUID, talk_id: UUID) -> Talk:
    """Return a talk of this very event, or 404."""
    talk = get_or_404(Talk, talk_id)
    return talk if talk.table.event_id == event_id else abort(404)
