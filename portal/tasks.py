"""What each kind of job does. A new kind is a row of `tasks`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.mail import sending
from services import match_index, model_training, nightly, outbox

Payload = Mapping[str, Any]


def _nothing(*_given: Any) -> None:
    """Stand for a part that a kind of job does not need."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job in three parts: what to read, what to do with it outside, what to write.

    `read` runs in a transaction of its own, `outside` in none (a mail server may take its time),
    `land` gets what `outside` gave, in the write transaction that also notes the job as done.
    """

    land: Callable[[Session, Payload, Any, datetime], None] = _nothing
    read: Callable[[Session, Payload], Any] = _nothing
    outside: Callable[[Any], Any] = _nothing


def _night(session: Session, payload: Payload, _back: object, now: datetime) -> None:
    nightly.run(session, payload, now)


TASKS: Mapping[str, Task] = {
    match_index.JOB: Task(read=match_index.read, outside=match_index.build),
    model_training.JOB: Task(
        read=model_training.read, outside=model_training.learn, land=model_training.land
    ),
    nightly.KIND: Task(land=_night),
    outbox.JOB: Task(read=sending.read, outside=sending.send, land=sending.note),
}
