"""Taking an import back whole: what it made goes, what it changed is put back."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models import AccessLog, Actor, Employer, Import, ImportAction, ImportRow, Returnee
from services import audit, returnees
from services.errors import Refused
from services.importing import rows as stored
from services.importing.kinds import RULES, KindRules
from services.importing.references import held
from services.importing.retention import may_undo
from services.importing.verdicts import Record, parts
from services.workbooks import DraftRow

TOO_LATE = "Đã quá hạn hoàn tác lần nhập này. Hãy sửa từng hồ sơ."
CHANGES = ("change", "confirm", "introduce")
"""Actions of the access log after which a record is somebody's work."""
Pair = tuple[ImportRow, Record]


def undo(session: Session, batch: Import, *, by: Actor) -> int:
    """Take an import back and return how many rows stay, because somebody worked on them since.

    Raises
    ------
    Refused
        When the staged rows are gone and nothing can be put back.
    """
    if batch.can(ImportAction.UNDO) and not may_undo(session, batch):
        raise Refused(TOO_LATE)
    batch.apply(ImportAction.UNDO, by=by)
    rows = session.scalars(_written(batch)).all()
    for part in parts(rows):
        pairs = _untouched(session, batch, part)
        changed = [pair for pair in pairs if "fields" in pair[0].before]
        made = [pair for pair in pairs if "fields" not in pair[0].before]
        _put_back(session, RULES[batch.kind], changed, by)
        _take_away(session, RULES[batch.kind], made, by)
    return len(left_behind(session, batch))


def left_behind(session: Session, batch: Import) -> list[DraftRow]:
    """Return the rows an undone import left in place."""
    if batch.can(ImportAction.UNDO):
        return []
    return [stored.load(row) for row in session.scalars(_written(batch))]


def _written(batch: Import) -> Select[ImportRow]:
    return stored.ordered(batch).where(ImportRow.record_id.is_not(None))


def _untouched(session: Session, batch: Import, rows: Sequence[ImportRow]) -> list[Pair]:
    """Return the rows whose record stands as the import left it."""
    model = RULES[batch.kind].model
    kept = {row.record_id: row for row in rows if row.record_id}
    records: Iterable[Record] = session.scalars(select(model).where(model.id.in_(kept)))
    pairs = [(kept[record.id], record) for record in records]
    worked_on = _worked_on(session, batch, kept)
    return [
        (row, record)
        for row, record in pairs
        if record.id not in worked_on and record.version == row.record_version
    ]


def _worked_on(session: Session, batch: Import, ids: Collection[UUID]) -> set[UUID | None]:
    """Return the records that the access log says were changed since, their parts included."""
    query = select(AccessLog.subject_id).where(
        AccessLog.subject_id.in_(ids),
        AccessLog.action.in_(CHANGES),
        AccessLog.at > batch.applied_at,
    )
    return set(session.scalars(query))


def _put_back(session: Session, rules: KindRules, pairs: Iterable[Pair], by: Actor) -> None:
    for row, record in pairs:
        rules.put_back(record, row.before)
        audit.record(session, "change", record, by=by, fields=sorted(row.before["fields"]))
        if isinstance(record, Returnee):
            returnees.seal_identity(session, record)
        _forget(row)
    session.flush()


def _take_away(session: Session, rules: KindRules, pairs: Sequence[Pair], by: Actor) -> None:
    in_use = held(session, rules.model.__tablename__, [record.id for _, record in pairs])
    gone = [(row, record) for row, record in pairs if record.id not in in_use]
    audit.record_list(session, "delete", [record for _, record in gone], by=by)
    ids = [record.id for _, record in gone]
    session.execute(delete(rules.model).where(rules.model.id.in_(ids)))
    _take_firms(session, {UUID(key) for row, _ in gone if (key := row.before.get("employer"))})
    for row, _ in gone:
        _forget(row)
    session.flush()


def _take_firms(session: Session, ids: set[UUID]) -> None:
    """Delete the firms made for these rows that nobody has touched or uses."""
    unused = ids - held(session, Employer.__tablename__, ids)
    session.execute(delete(Employer).where(Employer.id.in_(unused), Employer.version == 1))


def _forget(row: ImportRow) -> None:
    row.record_id = row.record_version = None
    row.before = {}
