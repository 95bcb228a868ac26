"""A workbook on its way in: kept sealed, then read some rows at a time, then judged as a whole."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PureWindowsPath

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import (
    Actor,
    Import,
    ImportAction,
    ImportKind,
    ImportRow,
    ImportState,
    RowStatus,
)
from services import addresses, audit
from services.importing import rows as stored
from services.importing.kinds import RULES, sheets_of
from services.importing.verdicts import CHUNK, Verdict, parts
from services.scope import visible_imports
from services.workbooks import (
    DraftRow,
    Options,
    Reading,
    mark_twins,
    read_again,
    sections_trusted,
)

MAX_FILENAME = 160
STOPPED = frozenset({ImportState.UNDONE, ImportState.DISCARDED})


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows of an import were read, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked through: its rows, and of itself only the hash."""

    kind: ImportKind
    filename: str
    sha256: str
    reading: Reading


def prepare(kind: ImportKind, data: bytes, filename: str) -> Upload:
    """Look a file through, apart from any transaction.

    Raises
    ------
    WorkbookRefused
        With a sentence for the officer.
    """
    reading = RULES[kind].keep(sheets_of(kind, data, filename), None)
    name = PureWindowsPath(filename).name[-MAX_FILENAME:]
    return Upload(kind, name, hashlib.sha256(data).hexdigest(), reading)


def stage(session: Session, upload: Upload, *, default_province: str, by: Actor) -> Import:
    """Keep the rows of a file sealed, to be read some at a time."""
    batch = Import(
        kind=upload.kind,
        filename=upload.filename,
        sha256=upload.sha256,
        default_province=default_province,
        by_id=by.user_id,
        **_layout(upload.reading),
    )
    session.add(batch)
    session.flush()
    for part in parts(upload.reading.rows):
        _keep(session, batch, part)
    audit.record(session, "create", batch, by=by)
    session.flush()
    return batch


def _keep(session: Session, batch: Import, drafts: Sequence[DraftRow]) -> None:
    """Write some rows down and let them go: a sheet is long, and memory is everybody's."""
    for draft in drafts:
        row = ImportRow(import_id=batch.id, row=draft.row)
        stored.save(row, draft)
        session.add(row)
    session.flush()


def _layout(reading: Reading) -> dict[str, object]:
    return {
        "sheet": reading.sheet[:80],
        "header_row": reading.header_row,
        "headings": reading.headings,
        "mapping": {str(column): field for column, field in reading.mapping.items()},
        "dropped_columns": reading.dropped_columns,
        "trust_sections": sections_trusted(reading),
    }


def earlier(session: Session, batch: Import, *, by: Actor) -> Import | None:
    """Return the import of the very same file before this one, unless it was taken back."""
    return session.scalar(
        visible_imports(by)
        .where(Import.sha256 == batch.sha256, Import.kind == batch.kind)
        .where(Import.created_at < batch.created_at, Import.state.not_in(STOPPED))
        .order_by(Import.created_at.desc())
        .limit(1)
    )


def progress(session: Session, batch: Import) -> Progress:
    """Count the rows read so far."""
    of_batch = select(func.count()).select_from(ImportRow).where(ImportRow.import_id == batch.id)
    total = session.scalar(of_batch) or 0
    waiting = session.scalar(of_batch.where(ImportRow.status == RowStatus.WAITING)) or 0
    return Progress(total - waiting, total)


def read_some(session: Session, batch: Import, *, by: Actor) -> bool:
    """Read the next rows; after the last ones judge all, and return whether that was so."""
    waiting = stored.ordered(batch).where(ImportRow.status == RowStatus.WAITING)
    found = session.scalars(waiting.limit(CHUNK + 1)).all()
    _read(batch, found[:CHUNK])
    if len(found) <= CHUNK:
        _judge_all(session, batch, by)
        batch.apply(ImportAction.FINISH_READING, by=by)
    session.flush()
    return batch.state == ImportState.READY


def _read(batch: Import, rows: Sequence[ImportRow]) -> None:
    drafts = [stored.load(row) for row in rows]
    reading = read_again(stored.reading_of(batch, drafts), _options(batch))
    for row, draft in zip(rows, reading.rows, strict=True):
        stored.save(row, draft, Verdict(RowStatus.NEW))


def _options(batch: Import) -> Options:
    return Options(
        mapping={int(column): field for column, field in batch.mapping.items()},
        resolve=partial(addresses.resolve, default_province=batch.default_province),
        trust_sections=batch.trust_sections,
        whole=False,
    )


def _judge_all(session: Session, batch: Import, by: Actor) -> None:
    """Compare the rows with one another and with what is on file."""
    drafts = list(stored.drafts(session, batch))
    mark_twins(stored.reading_of(batch, drafts))
    ledger = RULES[batch.kind].ledger(session, drafts, by)
    judged = ((draft, ledger.judge(draft)) for draft in drafts)
    news = {
        draft.row: (draft, verdict) for draft, verdict in judged if verdict.status != RowStatus.NEW
    }
    for numbers in parts(list(news)):
        _save_news(session, batch, {number: news[number] for number in numbers})


def _save_news(
    session: Session, batch: Import, news: Mapping[int, tuple[DraftRow, Verdict]]
) -> None:
    """Seal rows anew where judging found something: most rows stand as they were read."""
    for row in session.scalars(stored.ordered(batch).where(ImportRow.row.in_(news))):
        stored.save(row, *news[row.row])
    session.flush()


def remap(session: Session, batch: Import, mapping: Mapping[int, str], *, by: Actor) -> None:
    """Give columns another meaning; all rows wait to be read again.

    Raises
    ------
    WorkbookRefused
        When two columns mean one field that takes only one.
    """
    read_again(stored.reading_of(batch, []), Options(mapping=mapping))
    batch.apply(ImportAction.REMAP, by=by)
    batch.mapping = {str(column): field for column, field in mapping.items()}
    drafts = list(stored.drafts(session, batch))
    batch.trust_sections = sections_trusted(stored.reading_of(batch, drafts))
    waiting = update(ImportRow).where(ImportRow.import_id == batch.id)
    session.execute(waiting.values(status=RowStatus.WAITING, ticked=True))
    session.flush()
