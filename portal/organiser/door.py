"""The reception table: one box, Enter, present. A volunteer's desk reads given names only."""

from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Attendance, AttendanceAction, Event
from portal.access import Permission, actor, get_or_404, may, requires
from portal.database import session
from portal.formats import format_time
from portal.once import finish
from portal.organiser.forms import CheckInForm, WalkInForm
from portal.organiser.people import attendance_of
from portal.organiser.views import bp
from portal.pages import personal_page
from portal.review.forms import read_ticks
from services import (
    attendances,
    checkin,
    events,
    hall_actions,
    reviewing,
    walk_ins,
)
from services.errors import Refused
from services.hall_actions import Verb
from services.scope import visible_attendances

NOBODY = "Không tìm thấy ai. Hãy gõ lại mã hoặc tên, hay ghi người đến không hẹn."


@dataclass(frozen=True, slots=True)
class Row:
    """What the desk reads of one person."""

    id: UUID
    name: str
    code: str
    here_since: str
    can_undo: bool


@bp.route("/<uuid:event_id>/check-in", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CHECK_IN)
def check_in(event_id: UUID) -> ResponseReturnValue:
    """Find who stands at the table; one hit is ticked at once."""
    event = get_or_404(Event, event_id)
    form = CheckInForm()
    hits: list[Attendance] = []
    if form.validate_on_submit():
        hits = checkin.search(session, event, form.who.data, visible_attendances(actor()))
        if len(hits) == 1:
            return _tick(event, hits[0])
        if not hits:
            form.who.errors = [NOBODY]
    return _page(event, form, hits)


def _page(event: Event, form: CheckInForm, hits: list[Attendance]) -> ResponseReturnValue:
    latest = checkin.arrivals(session, event, visible_attendances(actor()))
    here, expected = checkin.count(session, event)
    return personal_page(
        "organiser/check_in.html",
        subjects=[row.returnee for row in {row.id: row for row in [*hits, *latest]}.values()],
        fields=["given_name", "code"],
        status=422 if form.errors else 200,
        event=event,
        form=form,
        hits=[_row(row) for row in hits],
        latest=[_row(row) for row in latest],
        here=here,
        expected=expected,
        is_under_way=events.is_under_way(event),
    )


@bp.post("/<uuid:event_id>/people/<uuid:attendance_id>/present")
@requires(Permission.ATTENDANCE_CHECK_IN)
def present(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Tick one of several people found."""
    attendance = attendance_of(event_id, attendance_id)
    return _tick(attendance.event, attendance)


@bp.post("/<uuid:event_id>/people/<uuid:attendance_id>/undo")
@requires(Permission.ATTENDANCE_CHECK_IN)
def undo_present(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Take a tick back."""
    attendance = attendance_of(event_id, attendance_id)
    _do(attendance, Verb.UNDO)
    return finish(url_for(".check_in", event_id=event_id), f"Đã bỏ dấu của {_name(attendance)}.")


@bp.route("/<uuid:event_id>/walk-in", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CHECK_IN)
def walk_in(event_id: UUID) -> ResponseReturnValue:
    """Take in who came without an invitation."""
    event = get_or_404(Event, event_id)
    form = WalkInForm()
    if form.validate_on_submit():
        said = {
            "full_name": form.full_name.data,
            "birth_year": form.birth_year.data,
            "commune": form.commune_code.data,
            "phone": form.phone.data or "",
            "witness": form.witness.data if form.agrees.data else "",
        }
        attendance = hall_actions.do(session, event, Verb.WALK_IN, said, by=actor())
        return _after_walk_in(attendance, len(walk_ins.waiting(session, attendance)))
    page = render_template(
        "organiser/walk_in.html",
        form=form,
        event=event,
        is_under_way=events.is_under_way(event),
        back=request.path,
    )
    return page, 422 if form.errors else 200


def _after_walk_in(attendance: Attendance, cards: int) -> ResponseReturnValue:
    """Lead on: an officer to the cards, a volunteer back to the queue."""
    code = attendances.spaced(attendance.code)
    message = f"Đã ghi tên {_name(attendance)}, số {attendance.number}. Mã: {code}."
    if cards and may(Permission.WALK_IN_APPROVE) and actor().covers(_home(attendance)):
        page = url_for(".walk_in_cards", event_id=attendance.event_id, attendance_id=attendance.id)
        return finish(page, message)
    if cards:
        message = f"{message} Có {cards} việc chờ cán bộ tư vấn duyệt."
    return finish(url_for(".check_in", event_id=attendance.event_id), message)


def _home(attendance: Attendance) -> str:
    return attendance.returnee.commune_code


@bp.route("/<uuid:event_id>/people/<uuid:attendance_id>/cards", methods=["GET", "POST"])
@requires(Permission.WALK_IN_APPROVE)
def walk_in_cards(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Approve with one key what stands on the screen, and go on to the sheet."""
    attendance = attendance_of(event_id, attendance_id)
    cards = walk_ins.waiting(session, attendance)
    if request.method == "POST":
        seen = dict(read_ticks(request.form.getlist("suggestion")))
        chosen = [card for card in cards if seen.get(card.id) == card.version]
        if not chosen or len(chosen) != len(seen):
            raise Refused(reviewing.CHANGED)
        _do(attendance, Verb.APPROVE, positions=[str(card.position_id) for card in chosen])
        return finish(url_for(".sheet", event_id=event_id, attendance_id=attendance_id))
    return personal_page(
        "organiser/walk_in_cards.html",
        subjects=[attendance.returnee],
        fields=["full_name", "suggestion"],
        attendance=attendance,
        cards=cards,
    )


def _tick(event: Event, attendance: Attendance) -> ResponseReturnValue:
    back = url_for(".check_in", event_id=event.id)
    if checkin.is_here(attendance):
        since = format_time(attendance.arrived_at)
        return finish(back, f"{_name(attendance)} đã có mặt từ {since}.", "info")
    _do(attendance, Verb.CHECK_IN)
    return finish(back, f"{_name(attendance)} đã có mặt.")


def _do(attendance: Attendance, verb: Verb, **says: object) -> None:
    said = {"attendance": str(attendance.id), **says}
    hall_actions.do(session, attendance.event, verb, said, by=actor())


def _name(attendance: Attendance) -> str:
    return checkin.name_for(attendance, actor())


def _row(attendance: Attendance) -> Row:
    return Row(
        id=attendance.id,
        name=_name(attendance),
        code=attendances.spaced(attendance.code),
        here_since=format_time(attendance.arrived_at),
        can_undo=attendance.can(AttendanceAction.UNDO_CHECK_IN),
    )
