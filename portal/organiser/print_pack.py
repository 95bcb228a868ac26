"""Paper for the hall itself: table cards, each table's plan, sign-in sheets, wall posters."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from models import Event, EventTable, TableKind, Talk
from portal.access import Permission, get_or_404, requires
from portal.database import session
from portal.organiser.people import people_of
from portal.organiser.views import bp
from portal.pages import personal_page
from services import events, places, table_hours, talks

# Lines on one A4 page.
SIGN_IN_LINES = 22


@bp.get("/<uuid:event_id>/table-cards")
@requires(Permission.EVENT_MANAGE)
def table_cards(event_id: UUID) -> ResponseReturnValue:
    """Print one large card a table."""
    event = get_or_404(Event, event_id)
    tables = events.tables_of(session, event)
    return render_template("organiser/table_cards.html", event=event, tables=tables)


@bp.get("/<uuid:event_id>/posters")
@requires(Permission.EVENT_MANAGE)
def posters(event_id: UUID) -> ResponseReturnValue:
    """Print what hangs on the wall: what happens in which order, and where which table is."""
    event = get_or_404(Event, event_id)
    tables = events.tables_of(session, event)
    return render_template("organiser/posters.html", tables=tables, **_context(event))


@bp.get("/<uuid:event_id>/table-plans")
@requires(Permission.EVENT_MANAGE)
def table_plans(event_id: UUID) -> ResponseReturnValue:
    """Print each hiring table's afternoon: a number stands for a person, so the look is logged."""
    event = get_or_404(Event, event_id)
    rows = talks.talks_at(session, event)
    at: dict[UUID, list[Talk]] = defaultdict(list)
    for row in rows:
        at[row.table_id].append(row)
    people = {row.attendance.returnee_id: row.attendance.returnee for row in rows}
    return personal_page(
        "organiser/table_plans.html",
        subjects=people.values(),
        fields=["number", "talks"],
        action="print",
        pages=[(table, at[table.id]) for table in _hiring(event)],
        slot_start=table_hours.slot_start,
        **_context(event),
    )


@bp.get("/<uuid:event_id>/sign-in")
@requires(Permission.SHEET_PRINT)
def sign_in_sheets(event_id: UUID) -> ResponseReturnValue:
    """Print the sheets to sign at the door, by given name, numbered page by page."""
    event = get_or_404(Event, event_id)
    rows = people_of(event)
    return personal_page(
        "organiser/sign_in_sheets.html",
        subjects=[row.returnee for row in rows],
        fields=["full_name", "commune_code"],
        action="print",
        pages=_pages(rows, SIGN_IN_LINES),
        lines=SIGN_IN_LINES,
        commune_name=places.commune_name,
        **_context(event),
    )


def _hiring(event: Event) -> list[EventTable]:
    return [t for t in events.tables_of(session, event) if t.kind == TableKind.HIRING]


def _pages(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """Cut rows into pages; one empty page when there are none, for walk-ins."""
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]


def _context(event: Event) -> dict[str, Any]:
    return {"event": event, "event_commune": places.commune_name(event.commune_code)}
