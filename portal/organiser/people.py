"""Who is invited: counts by commune, invitations handed out, links."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Attendance, Event, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.once import finish
from portal.organiser.forms import InviteForm, PresenceForm
from portal.organiser.qr import qr_of
from portal.organiser.views import bp
from portal.pages import personal_page
from services import attendances, links, places, table_hours, talks
from services.returnees import name_sort_key
from services.scope import visible_attendances

SHOWN = ["full_name", "code", "commune_code"]


def attendance_of(event_id: UUID, attendance_id: UUID) -> Attendance:
    """Return one person's attendance of this very event, or 404."""
    found = get_or_404(Attendance, attendance_id)
    return found if found.event_id == event_id else abort(404)


def people_of(event: Event) -> list[Attendance]:
    """Return the event's people the actor may see, by given name."""
    return attendances.invited(session, event, visible_attendances(actor()))


@bp.route("/<uuid:event_id>/invite", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_INVITE)
def invite(event_id: UUID) -> ResponseReturnValue:
    """Choose communes; everyone there who said yes and is not invited yet gets a code."""
    event = get_or_404(Event, event_id)
    form = InviteForm()
    if form.validate_on_submit():
        made = attendances.invite_communes(session, event, form.communes.data, by=actor())
        return finish(url_for(".people", event_id=event.id), f"Đã mời thêm {len(made)} người.")
    counts = sorted(attendances.count_by_commune(session, event, by=actor()), key=_order)
    page = render_template(
        "organiser/invite.html",
        event=event,
        form=form,
        counts=counts,
        waiting=sum(count.waiting for count in counts),
        most=attendances.MAX_INVITED,
    )
    return page, 422 if form.errors else 200


def _order(count: attendances.CommuneCount) -> tuple[Any, ...]:
    """Put communes with people still to invite first; a place is sorted by its whole name."""
    return count.waiting == 0, name_sort_key(count.name)[::-1]


@bp.get("/<uuid:event_id>/people")
@requires(Permission.SHEET_PRINT)
def people(event_id: UUID) -> ResponseReturnValue:
    """List the invited by given name, with the hand-out of their invitations."""
    event = get_or_404(Event, event_id)
    rows = people_of(event)
    return personal_page(
        "organiser/people.html",
        subjects=[row.returnee for row in rows],
        fields=SHOWN,
        action="list",
        event=event,
        rows=[(row, places.commune_name(row.returnee.commune_code)) for row in rows],
        handed_out=sum(row.handed_out_on is not None for row in rows),
        spaced=attendances.spaced,
    )


@bp.get("/<uuid:event_id>/people/<uuid:attendance_id>")
@requires(Permission.SHEET_PRINT)
def person(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Show one person's code, link and papers."""
    return _person_page(attendance_of(event_id, attendance_id), PresenceForm())


@bp.post("/<uuid:event_id>/people/<uuid:attendance_id>/presence")
@requires(Permission.SHEET_PRINT)
def set_presence(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Record when a person can be there, and that nobody takes their picture."""
    attendance = attendance_of(event_id, attendance_id)
    form = PresenceForm()
    if not form.validate_on_submit():
        return _person_page(attendance, form)
    attendances.set_presence(session, attendance, form.details(), by=actor())
    back = url_for(".person", event_id=event_id, attendance_id=attendance_id)
    return finish(back, "Đã lưu. Lịch trao đổi theo giờ này khi xếp lại.")


def _person_page(attendance: Attendance, form: PresenceForm) -> ResponseReturnValue:
    if not form.is_submitted():
        form.process(obj=attendance)
    return personal_page(
        "organiser/person.html",
        subjects=[attendance.returnee],
        fields=SHOWN,
        status=422 if form.errors else 200,
        form=form,
        talks=talks.of_attendance(session, attendance),
        slot_start=table_hours.slot_start,
        attendance=attendance,
        code=attendances.spaced(attendance.code),
        qr=qr_of(attendance),
        commune=places.commune_name(attendance.returnee.commune_code),
    )


@bp.post("/<uuid:event_id>/people/<uuid:attendance_id>/hand-out")
@requires(Permission.SHEET_PRINT)
def hand_out(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Tick one invitation as handed over, or take the tick back."""
    attendance = attendance_of(event_id, attendance_id)
    is_undo = request.form.get("undo") == "1"
    on = None if is_undo else local_today()
    attendances.set_handed_out(session, attendance, on, by=actor())
    message = "Đã bỏ đánh dấu." if is_undo else "Đã ghi là đã phát giấy mời."
    return finish(url_for(".people", event_id=event_id, _anchor=f"p-{attendance_id}"), message)


@bp.post("/<uuid:event_id>/people/hand-out")
@requires(Permission.SHEET_PRINT)
def hand_out_all(event_id: UUID) -> ResponseReturnValue:
    """Tick every invitation as handed over."""
    event = get_or_404(Event, event_id)
    done = attendances.hand_out_all(session, people_of(event), by=actor())
    return finish(url_for(".people", event_id=event_id), f"Đã ghi phát {done} giấy mời.")


@bp.post("/<uuid:event_id>/people/<uuid:attendance_id>/link")
@requires(Permission.SHEET_PRINT)
def change_link(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """End a person's link at once, or give a new one."""
    attendance = attendance_of(event_id, attendance_id)
    back = url_for(".person", event_id=event_id, attendance_id=attendance_id)
    if request.form.get("end") == "1":
        links.end_link(session, attendance, by=actor())
        return finish(back, "Đã ngừng đường dẫn. Không ai mở được nữa.")
    links.renew_link(session, attendance, by=actor())
    return finish(back, "Đã cấp đường dẫn mới. Hãy in lại phiếu.")
