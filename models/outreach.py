"""What was done to tell people: broadcasts, articles, sessions, papers handed out; counts only."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class OutreachKind(enum.StrEnum):
    """What was done; a consultation is one outside the events of this product."""

    BROADCAST = "broadcast"
    ARTICLE = "article"
    MOBILE_SESSION = "mobile_session"
    BANNER = "banner"
    LEAFLET = "leaflet"
    BOOK = "book"
    CONFERENCE = "conference"
    CONSULTATION = "consultation"


class OutreachActivity(Base):
    """One line of the log: how many of what, where, on which day, before how many people."""

    __tablename__ = "outreach_activities"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("people IS NULL OR people >= 0", name="people_not_negative"),
        CheckConstraint(
            "kind <> 'consultation' OR people IS NOT NULL", name="consultation_counts_people"
        ),
        Index("ix_outreach_activities_on_kind", "on", "kind"),
    )

    kind: Mapped[OutreachKind]
    on: Mapped[date]
    # None: of the whole province.
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("community_models.id"))
    quantity: Mapped[int]
    people: Mapped[int | None]
    lead_body: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    # Of an imported line: what makes it this one, so that a second import adds nothing.
    import_key: Mapped[str | None] = mapped_column(String(64), index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
