"""Each kind of workbook: who keeps its rows, judges and writes them, and puts them back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from models import Actor, CommunityModel, ImportKind, OutreachActivity, Position, Returnee
from services import workbooks
from services.importing import community, outreach, own_positions, people, positions
from services.importing.verdicts import Record, Verdict, Written
from services.workbooks import (
    DraftRow,
    Kind,
    Options,
    Reading,
    Sheets,
    WorkbookRefused,
    open_workbook,
)
from services.workbooks.headers import find_header


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
    ImportKind.OWN_POSITIONS: KindRules(
        workbooks.OWN_POSITIONS,
        workbooks.keep_own_positions,
        workbooks.read_own_positions,
        own_positions.OwnPositions,
        Position,
        positions.put_back,
    ),
    ImportKind.COMMUNITY_MODELS: KindRules(
        workbooks.MODELS,
        workbooks.keep_models,
        workbooks.read_models,
        community.Models,
        CommunityModel,
        community.put_back,
    ),
    ImportKind.OUTREACH: KindRules(
        workbooks.OUTREACH,
        workbooks.keep_outreach,
        workbooks.read_outreach,
        outreach.Log,
        OutreachActivity,
        outreach.put_back,
    ),
}


_OTHER_LIST = {
    ImportKind.POSITIONS: "Tệp này là danh sách vị trí tuyển dụng. Hãy tải lên ở mục Vị trí "
    "tuyển dụng.",
    ImportKind.OWN_POSITIONS: "Tệp này là danh sách tin của một doanh nghiệp.",
    ImportKind.RETURNEES: "Tệp này là danh sách người lao động. Hãy tải lên ở mục Người lao động.",
    ImportKind.COMMUNITY_MODELS: "Tệp này là danh sách mô hình. Hãy tải lên ở mục Mô hình.",
    ImportKind.OUTREACH: "Tệp này là nhật ký tuyên truyền. Hãy tải lên ở mục Tuyên truyền.",
}


# Both list positions; a firm's own list may name the firm, and staff's may lack the column.
POSITION_LISTS = {ImportKind.POSITIONS, ImportKind.OWN_POSITIONS}


def sheets_of(kind: ImportKind, data: bytes, filename: str) -> Sheets:
    """Open a file that lists what is wanted.

    Raises
    ------
    WorkbookRefused
        Also for a list of another kind: people's cells are kept under other rules than firms'.
    """
    sheets = open_workbook(data, filename)
    best = max(ImportKind, key=lambda one: (_likeness(sheets, one), one == kind))
    if best != kind and {best, kind} != POSITION_LISTS:
        raise WorkbookRefused(_OTHER_LIST[best])
    return sheets


def _likeness(sheets: Sheets, kind: ImportKind) -> float:
    """Return how well the best headings of a file fit a kind."""
    found = [find_header(sheet, RULES[kind].columns) for sheet in sheets]
    return max((header.score for header in found if header), default=0.0)


def fields_of(kind: ImportKind) -> dict[str, str]:
    """Return the fields a column may mean, with their words."""
    return {column.field: column.label for column in RULES[kind].columns.columns}
