"""A visit to a person's home, typed back from the paper in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models import Actor, Note, Returnee, TodoKind
from services import case_files, notes, todos
from services.case_files import CaseFile
from services.todos import Readiness

FIELDS = (
    *("phone", "contact_whose", "contact_may_say", "contact_when", "path", "desired_work"),
    *("has_vehicle", "needs_housing", "needs", "barriers"),
)
"""What of a case file is asked at the door."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the talk, what of the file is new, and which papers are there."""

    said: notes.Said
    values: Mapping[str, Any] = field(default_factory=dict)
    papers: Mapping[TodoKind, Readiness] = field(default_factory=dict)


def record(session: Session, returnee: Returnee, visit: Visit, *, by: Actor) -> Note:
    """Write a visit down: the note, the changed fields and the papers in one transaction."""
    values = {name: visit.values[name] for name in FIELDS if name in visit.values}
    case_files.save(session, returnee, CaseFile(values), by=by)
    todos.write(session, returnee, visit.papers, by=by, on=visit.said.on)
    return notes.write(session, returnee, visit.said, by=by)
