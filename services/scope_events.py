"""Which rows of an event someone may know exist: of who is erased none."""

from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true

from models import Actor, Attendance, Device, Event, EventTable, Returnee, Role, Talk
from services.scope_firms import OWN_SCREENS, STAFF
from services.scope_people import CASE_ROLES, in_my_communes, same


def visible_events(actor: Actor) -> Select[Event]:
    """Return events: staff all, a desk, kiosk or person the one they are at."""
    if actor.role in STAFF | {Role.COMMITTEE, Role.POLICE}:
        return select(Event)
    return select(Event).where(same(Event.id, actor.event_id))


def visible_event_tables(actor: Actor) -> Select[EventTable]:
    """Return the tables of the events `actor` may open; a table's own machine opens that one."""
    if actor.role == Role.TABLE:
        return select(EventTable).where(same(EventTable.id, actor.table_id))
    return select(EventTable).where(_in_my_events(EventTable.event_id, actor))


def visible_attendances(actor: Actor) -> Select[Attendance]:
    """Return who is invited: an event's people, a counselor's people, or the person alone."""
    return _attendances().where(_is_mine(actor))


def _attendances() -> Select[Attendance]:
    return select(Attendance).join(Attendance.returnee).where(Returnee.erased_at.is_(None))


def _is_mine(actor: Actor) -> ColumnElement[bool]:
    if actor.role in OWN_SCREENS:
        return same(Attendance.id, actor.attendance_id)
    if actor.role in CASE_ROLES:
        return in_my_communes(actor)
    if actor.role in {Role.ORGANISER, Role.DESK}:
        return _in_my_events(Attendance.event_id, actor)
    return false()


def visible_talks(actor: Actor) -> Select[Talk]:
    """Return the talks of the attendances `actor` may open, or of the machine's own table."""
    at_table = actor.role == Role.TABLE
    people = _attendances() if at_table else visible_attendances(actor)
    mine = Talk.attendance_id.in_(people.with_only_columns(Attendance.id))
    return select(Talk).where(mine, same(Talk.table_id, actor.table_id) if at_table else true())


def visible_devices(actor: Actor) -> Select[Device]:
    """Return the devices of the actor's events; only organisers pair them."""
    if actor.role != Role.ORGANISER:
        return select(Device).where(false())
    return select(Device)


def _in_my_events(column: Any, actor: Actor) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = column.in_(visible_events(actor).with_only_columns(Event.id))
    return mine
