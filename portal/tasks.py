"""What each kind of job does. A new kind is a row of `tasks`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services import nightly

Payload = Mapping[str, Any]


def _nothing(*_given: Any) -> None:
    """Stand for a part that a kind of job does not need."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job in three parts: what to read, what to do with it outside, what to write.

    `read` runs in a transaction of its own, `outside` in none (a mail server may take its time),
    `land` in the write transaction that also notes the job as done.
    """

    land: Callable[[Session, Payload, datetime], None] = _nothing
    read: Callable[[Session, Payload], Any] = _nothing
    outside: Callable[[Any], None] = _nothing


TASKS: Mapping[str, Task] = {
    nightly.KIND: Task(land=nightly.run),
}
