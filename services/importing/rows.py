"""Drafts in and out of their sealed rows."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Import, ImportRow
from services.importing.verdicts import CHUNK, Verdict
from services.workbooks import DraftRow, Reading


def load(row: ImportRow) -> DraftRow:
    """Return a row's draft."""
    stored = row.draft
    stored.pop("changes", None)
    return DraftRow.from_json(stored)


def save(row: ImportRow, draft: DraftRow, verdict: Verdict | None = None) -> None:
    """Seal a draft into its row, with the verdict on it."""
    row.draft = draft.as_json() | {"changes": list(verdict.changes) if verdict else []}
    if verdict is not None:
        row.status = verdict.status


def drafts(session: Session, batch: Import) -> Iterator[DraftRow]:
    """Open all rows of an import in the order of the sheet; a few rows at a time are in memory."""
    some_at_a_time = ordered(batch).execution_options(yield_per=CHUNK)
    return map(load, session.scalars(some_at_a_time))


def ordered(batch: Import) -> Select[ImportRow]:
    """Return the query of an import's rows in the order of the sheet."""
    return select(ImportRow).where(ImportRow.import_id == batch.id).order_by(ImportRow.row)


def reading_of(batch: Import, drafts: list[DraftRow]) -> Reading:
    """Return rows as the reading they are part of."""
    return Reading(
        kind=batch.kind.value,
        sheet=batch.sheet,
        header_row=batch.header_row,
        headings=batch.headings,
        mapping={int(column): field for column, field in batch.mapping.items()},
        unmapped={},
        dropped_columns=batch.dropped_columns,
        rows=drafts,
        skipped=[],
        other_sheets=[],
    )
