"""Looking at a file without keeping anything of it."""

from functools import partial

from sqlalchemy.orm import Session

from models import Actor, ImportKind
from services import addresses
from services.importing.kinds import RULES, sheets_of
from services.importing.looking import Seen
from services.workbooks import Options


def examine(
    session: Session,
    kind: ImportKind,
    data: bytes,
    filename: str,
    *,
    default_province: str,
    by: Actor,
) -> list[Seen]:
    """Say what bringing a file in would do, row by row; nothing is written.

    Raises
    ------
    WorkbookRefused
        With a sentence for the officer.
    """
    options = Options(resolve=partial(addresses.resolve, default_province=default_province))
    drafts = RULES[kind].read(sheets_of(kind, data, filename), options).rows
    ledger = RULES[kind].ledger(session, drafts, by)
    verdicts = [ledger.judge(draft) for draft in drafts]
    return [
        Seen(draft, verdict.status, verdict.changes)
        for draft, verdict in zip(drafts, verdicts, strict=True)
    ]
