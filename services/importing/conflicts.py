"""People of a workbook whose file another commune holds: each is asked for, once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, Handover, Import, ImportKind, ImportRow, Returnee, RowStatus
from services import handover
from services.importing import rows as stored
from services.importing.known_people import number_key
from services.importing.people import ELSEWHERE
from services.workbooks import DraftRow


def ask_for_files(session: Session, batch: Import, *, by: Actor) -> list[Handover]:
    """Put every person listed here and held elsewhere into the queue of hand-overs."""
    if batch.kind != ImportKind.RETURNEES:
        return []
    wrong = stored.ordered(batch).where(ImportRow.status == RowStatus.ERROR)
    drafts = [stored.load(row) for row in session.scalars(wrong)]
    listed = [draft for draft in drafts if any(p.message == ELSEWHERE for p in draft.problems)]
    return handover.ask_for_many(session, _held(session, listed), by=by)


def _held(session: Session, drafts: Sequence[DraftRow]) -> list[tuple[Returnee, str]]:
    """Return the files of some rows, each with the commune that lists the person too."""
    wanted = {number_key(draft.values): draft.values["commune_code"] for draft in drafts}
    query = select(Returnee).where(
        Returnee.national_id_hmac.in_([key for key in wanted if key]),
        Returnee.erased_at.is_(None),
    )
    return [(person, wanted[person.national_id_hmac]) for person in session.scalars(query)]
