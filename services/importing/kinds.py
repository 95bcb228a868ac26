"""Each kind of workbook: who keeps its rows, judges and writes them, and puts them back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from models import Actor, ImportKind, Position, Returnee
from services import workbooks
from services.importing import people, positions
from services.importing.verdicts import Record, Verdict, Written
from services.workbooks import DraftRow, Kind, Options, Reading, Sheets


class Ledger(Protocol):
    """What is on file about some rows, and the way to write them there."""

    def judge(self, draft: DraftRow) -> Verdict:
        """Say what writing the row would do; a problem found here is added to the row."""

    def write(self, draft: DraftRow, verdict: Verdict) -> Written:
        """Make the record, or write into it what the row adds."""

    def finish(self) -> None:
        """Finish what was written since the last call."""


@dataclass(frozen=True, slots=True)
class KindRules:
    """How one kind of workbook is handled."""

    columns: Kind
    keep: Callable[[Sheets, Options | None], Reading]
    read: Callable[[Sheets, Options | None], Reading]
    ledger: Callable[[Session, Sequence[DraftRow], Actor], Ledger]
    model: type[Record]
    put_back: Callable[[Any, dict[str, Any]], None]


RULES: Mapping[ImportKind, KindRules] = {
    ImportKind.RETURNEES: KindRules(
        workbooks.PEOPLE,
        workbooks.keep_people,
        workbooks.read_people,
        people.People,
        Returnee,
        people.put_back,
    ),
    ImportKind.POSITIONS: KindRules(
        workbooks.POSITIONS,
        workbooks.keep_positions,
        workbooks.read_positions,
        positions.Positions,
        Position,
        positions.put_back,
    ),
}


def fields_of(kind: ImportKind) -> dict[str, str]:
    """Return the fields a column may mean, with their words."""
    return {column.field: column.label for column in RULES[kind].columns.columns}
