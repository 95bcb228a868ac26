"""Writing the chosen rows of a workbook, all in the caller's one transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import Actor, Import, ImportAction, ImportRow, RowStatus, utcnow
from services.importing import rows as stored
from services.importing.conflicts import ask_for_files
from services.importing.kinds import RULES, Ledger
from services.importing.verdicts import Written
from services.workbooks import DraftRow

Done = tuple[ImportRow, Written]
WRITES = frozenset({RowStatus.NEW, RowStatus.UPDATE})


@dataclass(frozen=True, slots=True)
class Applied:
    """How many rows were written, and how many could not be any more."""

    created: int
    updated: int
    refused: int


def apply(session: Session, batch: Import, *, by: Actor) -> Applied:
    """Write every ticked row that is new or says more, judged anew against what is on file now.

    Consent is never taken from a list: people come in "Chưa có đồng ý".

    Raises
    ------
    MoveNotAllowed
        When the import was applied already, or was taken back.
    """
    batch.apply(ImportAction.APPLY, by=by)
    chosen = stored.ordered(batch).where(ImportRow.ticked, ImportRow.status.in_(WRITES))
    rows = session.scalars(chosen).all()
    drafts = [stored.load(row) for row in rows]
    ledger = RULES[batch.kind].ledger(session, drafts, by)
    statuses, done = _write(zip(rows, drafts, strict=True), ledger)
    ledger.finish()
    _remember(done)
    ask_for_files(session, batch, by=by)
    batch.applied_at = utcnow()
    session.flush()
    return Applied(statuses[RowStatus.NEW], statuses[RowStatus.UPDATE], statuses[RowStatus.ERROR])


def _write(
    pairs: Iterable[tuple[ImportRow, DraftRow]], ledger: Ledger
) -> tuple[Counter[RowStatus], list[Done]]:
    """Write what the ledger lets through, and keep a verdict that is not the preview's."""
    statuses: Counter[RowStatus] = Counter()
    done: list[Done] = []
    for row, draft in pairs:
        verdict = ledger.judge(draft)
        statuses[verdict.status] += 1
        if verdict.status in WRITES:
            done.append((row, ledger.write(draft, verdict)))
        if verdict.status != row.status:
            stored.save(row, draft, verdict)
    return statuses, done


def _remember(done: Iterable[Done]) -> None:
    """Keep for undoing which record a row made or changed, and as of which version."""
    for row, written in done:
        row.record_id = written.record_id
        row.record_version = written.record.version
        row.before = written.before
