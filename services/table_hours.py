"""When a table of an event has seats, and when a person is there: slot by slot, from 0."""

from datetime import datetime, time

from models import LOCAL_ZONE, Attendance, Event, EventTable, utcnow


def minutes(at: time) -> int:
    """Return the minutes since midnight."""
    return at.hour * 60 + at.minute


def slot_count(event: Event) -> int:
    """Return how many whole slots the afternoon has."""
    return (minutes(event.ends_at) - minutes(event.starts_at)) // event.slot_minutes


def slot_start(event: Event, slot: int) -> time:
    """Return when a slot begins."""
    at = minutes(event.starts_at) + slot * event.slot_minutes
    return time(at // 60, at % 60)


def current_slot(event: Event, now: datetime | None = None) -> int:
    """Return the first slot that has not begun: 0 before the day, all of them after it."""
    here = (now or utcnow()).astimezone(LOCAL_ZONE)
    if here.date() != event.on:
        return 0 if here.date() < event.on else slot_count(event)
    past = minutes(here.time()) - minutes(event.starts_at)
    begun = past // event.slot_minutes + 1 if past >= 0 else 0
    return min(begun, slot_count(event))


def seats(event: Event, table: EventTable) -> list[int]:
    """Return the seats of each slot: none before it opens, after it closes or in its break."""
    return [table.group_size if _is_open(event, table, s) else 0 for s in range(slot_count(event))]


def presence(event: Event, attendance: Attendance) -> list[bool]:
    """Return for each slot whether the person can be there."""
    return [
        _within(event, slot, attendance.comes_at, attendance.leaves_at)
        for slot in range(slot_count(event))
    ]


def _is_open(event: Event, table: EventTable, slot: int) -> bool:
    if not _within(event, slot, table.opens_at, table.closes_at):
        return False
    if table.break_from is None or table.break_to is None:
        return True
    begins, ends = _span(event, slot)
    return ends <= minutes(table.break_from) or begins >= minutes(table.break_to)


def _within(event: Event, slot: int, opens: time | None, closes: time | None) -> bool:
    begins, ends = _span(event, slot)
    is_late = opens is not None and begins < minutes(opens)
    return not is_late and (closes is None or ends <= minutes(closes))


def _span(event: Event, slot: int) -> tuple[int, int]:
    begins = minutes(event.starts_at) + slot * event.slot_minutes
    return begins, begins + event.slot_minutes
