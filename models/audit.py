"""The access log (nhật ký truy cập): who saw or changed which case file, never the values."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.clock import utcnow


class AccessLog(Base):
    """One look at or change of a record: ids and field names only.

    Rows are written unchained; the sealer numbers and chains them afterwards, so that writers do
    not queue for one another.
    """

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_log_subject", "subject_kind", "subject_id", "at"),
        Index("ix_access_log_unsealed", "sealed_number", "at"),
    )

    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("devices.id"))
    role: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[uuid.UUID | None]
    fields: Mapped[list[str]]
    sealed_number: Mapped[int | None] = mapped_column(unique=True)
    chain_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
