"""What is printed: sheets, invitations, the door list. Making a sheet numbers its cards (POST)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from models import Attendance, Event
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.once import finish
from portal.organiser.people import attendance_of, people_of
from portal.organiser.qr import qr_of
from portal.organiser.type_size import most_reasons, size_of
from portal.organiser.views import bp
from portal.pages import personal_page
from services import attendances, places, sheets

PRINTED = ["full_name", "code", "cards"]


@bp.route("/<uuid:event_id>/sheets", methods=["GET", "POST"])
@requires(Permission.SHEET_PRINT)
def all_sheets(event_id: UUID) -> ResponseReturnValue:
    """Make and print the sheets of everyone invited."""
    event = get_or_404(Event, event_id)
    rows = people_of(event)
    if request.method == "POST":
        sheets.prepare(session, event, rows, by=actor())
        return finish(url_for(".all_sheets", event_id=event_id))
    return _print_sheets("organiser/all_sheets.html", event, rows)


@bp.route("/<uuid:event_id>/people/<uuid:attendance_id>/sheet", methods=["GET", "POST"])
@requires(Permission.SHEET_PRINT)
def sheet(event_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Make and print one person's sheet."""
    attendance = attendance_of(event_id, attendance_id)
    if request.method == "POST":
        sheets.prepare(session, attendance.event, [attendance], by=actor())
        return finish(url_for(".sheet", event_id=event_id, attendance_id=attendance_id))
    return _print_sheets("organiser/sheet.html", attendance.event, [attendance])


def _print_sheets(template: str, event: Event, rows: Sequence[Attendance]) -> ResponseReturnValue:
    made = [row for row in rows if row.sheet_made_at is not None]
    return personal_page(
        template,
        subjects=[row.returnee for row in made],
        fields=PRINTED,
        action="print",
        pages=[
            (page, qr_of(page.attendance), size_of(page.cards))
            for page in sheets.sheets_of(session, event, made)
        ],
        most_reasons=most_reasons,
        **_context(event),
    )


@bp.get("/<uuid:event_id>/invitations")
@requires(Permission.SHEET_PRINT)
def invitations(event_id: UUID) -> ResponseReturnValue:
    """Print the invitations."""
    event = get_or_404(Event, event_id)
    rows = people_of(event)
    return personal_page(
        "organiser/invitations.html",
        subjects=[row.returnee for row in rows],
        fields=["full_name", "code"],
        action="print",
        rows=[(row, qr_of(row)) for row in rows],
        **_context(event),
    )


@bp.get("/<uuid:event_id>/door-list")
@requires(Permission.SHEET_PRINT)
def door_list(event_id: UUID) -> ResponseReturnValue:
    """Print the list of the door, by given name."""
    event = get_or_404(Event, event_id)
    rows = people_of(event)
    return personal_page(
        "organiser/door_list.html",
        subjects=[row.returnee for row in rows],
        fields=["full_name", "code", "commune_code"],
        action="print",
        rows=rows,
        **_context(event),
    )


def _context(event: Event) -> dict[str, Any]:
    return {
        "event": event,
        "event_commune": places.commune_name(event.commune_code),
        "spaced": attendances.spaced,
        "commune_name": places.commune_name,
    }
