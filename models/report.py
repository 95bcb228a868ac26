"""Closed months: their figures are stored once and never written again."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.clock import utcnow


class ReportMonth(Base):
    """A month that was closed; `month` is its first day."""

    __tablename__ = "report_months"
    month: Mapped[date] = mapped_column(unique=True)
    closed_at: Mapped[datetime] = mapped_column(default=utcnow)
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    figures: Mapped[list["ReportFigure"]] = relationship(back_populates="closed")


class ReportFigure(Base):
    """One figure of a closed month, as counted then, of one commune, model and firm.

    Counts only, so it outlives the erasure of a person. Commune, model and firm are empty where
    the figure has none.
    """

    __tablename__ = "report_figures"

    month_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("report_months.id"), index=True)
    figure: Mapped[str] = mapped_column(String(32))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"))
    model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("community_models.id"))
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employers.id"))
    amount: Mapped[int]

    closed: Mapped[ReportMonth] = relationship(back_populates="figures")
