"""How long staged rows stay: until an import is given up, or nobody may undo it any more."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models import Actor, Import, ImportAction, ImportRow

KEPT = timedelta(days=30)
"""An import may be undone this long."""


def discard(session: Session, batch: Import, *, by: Actor) -> None:
    """Give an import up before anything was written; its rows go at once."""
    batch.apply(ImportAction.DISCARD, by=by)
    session.execute(delete(ImportRow).where(ImportRow.import_id == batch.id))
    session.flush()


def may_undo(session: Session, batch: Import) -> bool:
    """Tell whether an applied import can still be taken back."""
    has_rows = session.scalar(select(exists().where(ImportRow.import_id == batch.id)))
    return batch.can(ImportAction.UNDO) and bool(has_rows)


def purge_old(session: Session, *, older_than: datetime) -> int:
    """Delete the staged rows of imports made before a moment; return how many rows went.

    What they wrote stays; what was never applied can no longer be.
    """
    old = select(Import.id).where(Import.created_at < older_than)
    result = session.execute(delete(ImportRow).where(ImportRow.import_id.in_(old)))
    session.flush()
    return int(result.rowcount)  # type: ignore[attr-defined]
