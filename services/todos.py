"""What a person needs in hand before work: asked for, got, or nobody asked yet."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, Returnee, Todo, TodoKind, local_today
from services import audit


class Readiness(StrEnum):
    """How one thing stands."""

    UNKNOWN = "unknown"
    NEEDED = "needed"
    READY = "ready"


def of_person(session: Session, returnee: Returnee) -> Mapping[TodoKind, Todo]:
    """Return what was asked about, by kind."""
    rows = session.scalars(select(Todo).where(Todo.returnee_id == returnee.id))
    return {row.kind: row for row in rows}


def stands(todo: Todo | None) -> Readiness:
    """Tell how one thing stands."""
    if todo is None:
        return Readiness.UNKNOWN
    return Readiness.READY if todo.done_on else Readiness.NEEDED


def write(
    session: Session,
    returnee: Returnee,
    said: Mapping[TodoKind, Readiness],
    *,
    by: Actor,
    on: date | None = None,
) -> list[TodoKind]:
    """Write down how things stand; return those that changed. What is unknown stays as it was."""
    known = of_person(session, returnee)
    news = [
        kind
        for kind, now in said.items()
        if now != Readiness.UNKNOWN and now != stands(known.get(kind))
    ]
    for kind in news:
        todo = known.get(kind) or Todo(returnee_id=returnee.id, kind=kind)
        todo.done_on = (on or local_today()) if said[kind] == Readiness.READY else None
        todo.by_id = by.user_id
        session.add(todo)
    if news:
        audit.record(session, "change", returnee, by=by, fields=[f"todo.{kind}" for kind in news])
        session.flush()
    return news
