"""Work to do after the page was answered: rows written in the same transaction as their cause."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.clock import utcnow


class Job(Base):
    """One piece of work; `payload` holds ids and codes, never anything about a person.

    It waits while `done_at` and `gave_up_at` are empty. A worker that takes it holds it until
    `leased_until`; one that dies leaves it in doubt, and after that moment it is taken again.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_done_at_gave_up_at_due_at", "done_at", "gave_up_at", "due_at"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    due_at: Mapped[datetime] = mapped_column(default=utcnow)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(200), default="")
    done_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
