"""What the clients sent, what was acknowledged, and how long each answer took."""

import random
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from portal.simulation.browser import Answer, Person

DOUBLE_SHARE = 0.3
"""Share of forms sent a second time with the same key, as an impatient finger does."""
PAUSE = 0.1
FAULT, REFUSED, BUSY = 500, 400, 503
"""Statuses; "busy" says that nothing was saved and asks to try again."""


@dataclass
class Journal:
    """Shared by all clients of an afternoon; seconds in `waits` are of answered requests only."""

    seed: int
    done: list[tuple[str, str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    doubles: int = 0
    lost_calls: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - a rehearsal, not a secret

    def note(self, what: str, key: str) -> None:
        """Remember that the server said `what` was done for `key`."""
        with self._lock:
            self.done.append((what, key))

    def send(self, person: Person, path: str, fields: Mapping[str, Any]) -> Answer:
        """Send a form until it is answered, always with the same key; some are sent twice."""
        form = {"once": str(uuid.uuid4()), **fields}
        answer = self._until_answered(person, path, form)
        with self._lock:
            again = self._chance.random() < DOUBLE_SHARE
            self.doubles += again
        return self._until_answered(person, path, form) if again else answer

    def once(self, person: Person, path: str, fields: Mapping[str, Any]) -> Answer:
        """Send a form a single time, however long it takes."""
        return self._until_answered(person, path, {"once": str(uuid.uuid4()), **fields})

    def open(self, person: Person, path: str) -> str:
        """Open a page until it comes."""
        return self._until_answered(person, path, None).text

    def _until_answered(self, person: Person, path: str, form: Mapping[str, Any] | None) -> Answer:
        while True:
            begin = time.perf_counter()
            try:
                sent = None if form is None else {"csrf_token": person.token, **form}
                answer = person.send(path, sent)
            except (OSError, HTTPException):
                answer = None
            if answer is None or answer.status == BUSY:
                with self._lock:
                    self.lost_calls += 1
                time.sleep(PAUSE)
                continue
            with self._lock:
                self.waits.append(time.perf_counter() - begin)
                if answer.status >= FAULT:
                    self.faults.append(f"{answer.status} {path}")
                self.refused += REFUSED <= answer.status < FAULT
            person.keep_token(answer.text)
            return answer
