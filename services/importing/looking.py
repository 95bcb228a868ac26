"""Looking an import over before it is applied: counts, pages of rows, ticks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from models import Actor, Import, ImportRow, RowStatus
from services import audit
from services.importing import rows as stored
from services.importing.applying import WRITES
from services.workbooks import DraftRow


@dataclass(frozen=True, slots=True)
class Seen:
    """One row as an officer looks at it; `changes` are the fields an update would write."""

    draft: DraftRow
    status: RowStatus
    changes: tuple[str, ...] = ()
    is_ticked: bool = True
    record_id: UUID | None = None

    @property
    def can_be_ticked(self) -> bool:
        """Tell whether applying the row would write anything."""
        return self.status in WRITES


def counts(session: Session, batch: Import) -> Mapping[RowStatus, int]:
    """Return how many rows have each status."""
    query = select(ImportRow.status, func.count().label("number")).where(
        ImportRow.import_id == batch.id
    )
    found = {row.status: row.number for row in session.execute(query.group_by(ImportRow.status))}
    return dict.fromkeys(RowStatus, 0) | found


def ticked(session: Session, batch: Import) -> int:
    """Return how many rows applying would write."""
    query = select(func.count()).select_from(ImportRow)
    return session.scalar(query.where(*_to_write(batch))) or 0


def listed(batch: Import, status: RowStatus | None = None) -> Select[ImportRow]:
    """Return the rows of a tab in the order of the sheet."""
    query = stored.ordered(batch)
    return query if status is None else query.where(ImportRow.status == status)


def seen(row: ImportRow) -> Seen:
    """Open a row for an officer's eyes."""
    changes = tuple(row.draft.get("changes", ()))
    return Seen(stored.load(row), row.status, changes, row.ticked, row.record_id)


def tick(
    session: Session, batch: Import, *, shown: Collection[int], chosen: Collection[int], by: Actor
) -> None:
    """Choose among the rows that were shown: those of `chosen` will be written, the others not."""
    batch_rows = update(ImportRow).where(ImportRow.import_id == batch.id)
    left_out = set(shown) - set(chosen)
    session.execute(batch_rows.where(ImportRow.row.in_(chosen)).values(ticked=True))
    session.execute(batch_rows.where(ImportRow.row.in_(left_out)).values(ticked=False))
    audit.record(session, "change", batch, by=by, fields=["ticked"])
    session.flush()


def _to_write(batch: Import) -> tuple[Any, ...]:
    return ImportRow.import_id == batch.id, ImportRow.ticked, ImportRow.status.in_(WRITES)
