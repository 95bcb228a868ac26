"""Rows of an outreach log: each is written once, whatever list brings it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import Actor, OutreachActivity, OutreachKind, RowStatus
from services import audit
from services.employers import search_key
from services.importing.verdicts import Verdict, Written, parts, refused
from services.outreach import Line, known_keys
from services.workbooks import DraftRow

MAX_TEXT = 200
COLUMN_OF = {"commune": "address"}
"""Where a sheet says what the log's own field holds."""


class Log:
    """Judges rows against the log, and writes those that were chosen."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow], by: Actor) -> None:
        self._session = session
        self._by = by
        self._earlier: dict[str, int] = {}
        keys = sorted({_key(draft.values) for draft in drafts if not draft.problems})
        self._known: set[str | None] = set()
        for part in parts(keys):
            self._known |= known_keys(session, part)

    def judge(self, draft: DraftRow) -> Verdict:
        """Say what writing the row would do; a problem found here is added to the row."""
        if draft.problems:
            return Verdict(RowStatus.ERROR)
        for field, message in _line(draft.values).problems(self._by).items():
            return refused(draft, COLUMN_OF.get(field, field), message)
        key = _key(draft.values)
        first = self._earlier.setdefault(key, draft.row)
        if first != draft.row:
            draft.duplicate_of = first
        is_known = draft.duplicate_of is not None or key in self._known
        return Verdict(RowStatus.DUPLICATE if is_known else RowStatus.NEW)

    def write(self, draft: DraftRow, _verdict: Verdict) -> Written:
        """Write the line."""
        line = _line(draft.values)
        row = OutreachActivity(
            recorded_by_id=self._by.user_id,
            import_key=_key(draft.values),
            **{name: getattr(line, name) for name in Line.__dataclass_fields__},
        )
        self._session.add(row)
        audit.record(self._session, "create", row, by=self._by)
        return Written(row)

    def finish(self) -> None:
        """Write everything made since the last call."""
        self._session.flush()


def put_back(_row: OutreachActivity, _before: dict[str, Any]) -> None:
    """Do nothing: a list never changes a line, it only adds."""


def _line(values: Mapping[str, Any]) -> Line:
    return Line(
        kind=OutreachKind(values["kind"]),
        on=date.fromisoformat(values["on"]),
        quantity=values["quantity"],
        people=values.get("people"),
        commune_code=values.get("commune_code"),
        lead_body=(values.get("lead_body") or "")[:MAX_TEXT],
        note=(values.get("note") or "")[:MAX_TEXT],
    )


def _key(values: Mapping[str, Any]) -> str:
    """Return what makes a line this one: all that it says."""
    names = ("kind", "on", "quantity", "people", "commune_code", "lead_body", "note")
    parts = (search_key(str(values.get(name) or "")) for name in names)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
