"""Workbooks on their way in: rows wait here, sealed, until an officer applies them."""

import enum
import json
import uuid
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.crypto import SealedRow, encrypted
from models.workflow import Stateful, Workflow, step


class ImportKind(enum.StrEnum):
    """What a workbook lists."""

    RETURNEES = "returnees"
    POSITIONS = "positions"
    OWN_POSITIONS = "own_positions"
    COMMUNITY_MODELS = "community_models"
    OUTREACH = "outreach"


class ImportState(enum.StrEnum):
    """Where an import stands."""

    READING = "reading"
    READY = "ready"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class ImportAction(enum.StrEnum):
    """What happens to an import."""

    FINISH_READING = "finish_reading"
    REMAP = "remap"
    APPLY = "apply"
    UNDO = "undo"
    DISCARD = "discard"


_A, _S = ImportAction, ImportState

IMPORT_WORKFLOW = Workflow(
    {
        _A.FINISH_READING: step("reading", "ready", _S),
        _A.REMAP: step("ready", "reading", _S),
        _A.APPLY: step("ready", "applied", _S),
        _A.UNDO: step("applied", "undone", _S),
        _A.DISCARD: step(("reading", "ready"), "discarded", _S),
    }
)


class RowStatus(enum.StrEnum):
    """What applying a row would do."""

    WAITING = "waiting"
    NEW = "new"
    UPDATE = "update"
    DUPLICATE = "duplicate"
    ERROR = "error"


class Import(Stateful, Base):
    """One uploaded workbook: the file itself is not kept, only its hash."""

    __tablename__ = "imports"
    __table_args__ = (state_check(ImportState), Index("ix_imports_sha256", "sha256"))
    WORKFLOW = IMPORT_WORKFLOW

    kind: Mapped[ImportKind]
    filename: Mapped[str] = mapped_column(String(160))
    sha256: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(80), default="")
    header_row: Mapped[int] = mapped_column(default=0)
    headings: Mapped[list[str]] = mapped_column(default=list)
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dropped_columns: Mapped[list[str]] = mapped_column(default=list)
    trust_sections: Mapped[bool] = mapped_column(default=True)
    default_province: Mapped[str] = mapped_column(String(2))
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    applied_at: Mapped[datetime | None]
    state: Mapped[ImportState] = mapped_column(default=ImportState.READING)
    version: Mapped[int] = mapped_column()

    rows: Mapped[list["ImportRow"]] = relationship(
        back_populates="batch", order_by="ImportRow.row", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class ImportRow(SealedRow, Base):
    """One row of the sheet, all it says sealed: cells, values as read, what is wrong with it."""

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "row"),
        Index("ix_import_rows_import_id_status", "import_id", "status"),
    )

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    row: Mapped[int]
    draft_json_ct: Mapped[bytes | None]
    before_json_ct: Mapped[bytes | None]
    status: Mapped[RowStatus] = mapped_column(default=RowStatus.WAITING)
    ticked: Mapped[bool] = mapped_column(default=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    record_version: Mapped[int | None]

    draft_json = encrypted()
    before_json = encrypted()
    batch: Mapped[Import] = relationship(back_populates="rows")

    @property
    def draft(self) -> dict[str, Any]:
        """Return the row's cells, the values read from them and what is wrong, as stored."""
        return cast("dict[str, Any]", json.loads(self.draft_json or "{}"))

    @draft.setter
    def draft(self, stored: dict[str, Any]) -> None:
        self.draft_json = json.dumps(stored, ensure_ascii=False)

    @property
    def before(self) -> dict[str, Any]:
        """Return what applying the row replaced or made, for putting it back."""
        return cast("dict[str, Any]", json.loads(self.before_json or "{}"))

    @before.setter
    def before(self, stored: dict[str, Any]) -> None:
        self.before_json = json.dumps(stored, ensure_ascii=False)
