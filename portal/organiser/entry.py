"""Nhập phiếu: a code, the digits of the ticked cards, Enter; then the next sheet."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from models import Attendance, Event
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.formats import format_time
from portal.once import finish
from portal.organiser.forms import SheetEntryForm
from portal.organiser.views import bp
from portal.pages import personal_page
from services import attendances, hall_actions, sheets
from services.hall_actions import Verb
from services.scope import visible_attendances

NO_SHEET = "Không có phiếu nào mang mã này. Hãy xem lại 8 chữ số."
LATEST = 8


@bp.route("/<uuid:event_id>/sheet-entry", methods=["GET", "POST"])
@requires(Permission.SHEET_ENTER)
def sheet_entry(event_id: UUID) -> ResponseReturnValue:
    """Type a sheet back."""
    event = get_or_404(Event, event_id)
    form = SheetEntryForm()
    if form.validate_on_submit():
        attendance = _attendance(event, form.code.data)
        if _fits(form, attendance) and attendance is not None:
            return finish(url_for(".sheet_entry", event_id=event.id), _enter(form, attendance))
    rows = _latest(event)
    return personal_page(
        "organiser/sheet_entry.html",
        subjects=[row.returnee for row in rows],
        fields=["code"],
        status=422 if form.errors else 200,
        event=event,
        form=form,
        rows=rows,
        spaced=attendances.spaced,
    )


def _attendance(event: Event, code: str) -> Attendance | None:
    found = attendances.find_by_code(session, event.id, code)
    mine = visible_attendances(actor()).with_only_columns(Attendance.id)
    if found is None or session.scalar(mine.where(Attendance.id == found.id)) is None:
        return None
    return found


def _fits(form: SheetEntryForm, attendance: Attendance | None) -> bool:
    """Put every fault beside its box; tell whether there is none."""
    if attendance is None:
        form.code.errors = [NO_SHEET]
        return False
    for field in (form.likes, form.call_backs):
        wrong = sheets.unknown_numbers(attendance, sheets.read_numbers(field.data or ""))
        if wrong:
            field.errors = [f"Phiếu này không có việc số {wrong[0]}. Hãy xem lại phiếu."]
    entered = attendance.sheet_entered_at
    if entered is not None and not form.replace.data:
        form.replace.errors = [
            f"Phiếu này đã nhập lúc {format_time(entered)}. Đánh dấu ô này nếu cần nhập lại."
        ]
    return not form.errors


def _enter(form: SheetEntryForm, attendance: Attendance) -> str:
    typed = {
        "attendance": str(attendance.id),
        "likes": sheets.read_numbers(form.likes.data or ""),
        "call_backs": sheets.read_numbers(form.call_backs.data or ""),
        "is_signed": form.is_signed.data,
    }
    said = hall_actions.do(session, attendance.event, Verb.SHEET, typed, by=actor())
    return (
        f"Đã nhập phiếu {attendances.spaced(attendance.code)}: thích {said.likes}, "
        f"gọi lại {said.call_backs}, đồng ý cho {said.firms} doanh nghiệp."
    )


def _latest(event: Event) -> list[Attendance]:
    return list(
        session.scalars(
            visible_attendances(actor())
            .where(Attendance.event_id == event.id, Attendance.sheet_entered_at.is_not(None))
            .options(joinedload(Attendance.returnee))
            .order_by(Attendance.sheet_entered_at.desc())
            .limit(LATEST)
        )
    )
