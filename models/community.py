"""Mô hình tái hòa nhập cộng đồng: the province's register, its firms and members."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.employer import Employer
from models.returnee import Returnee


class ModelLevel(enum.StrEnum):
    """At which level a model was set up; the district level ended in July 2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class ModelKind(enum.StrEnum):
    """What a model mainly is."""

    WORK = "work"
    TRAINING = "training"
    FUND = "fund"
    CARE = "care"
    CLUB = "club"
    LEGAL = "legal"
    OTHER = "other"


class ModelOffer(enum.StrEnum):
    """What a model offers to its members."""

    JOB = "job"
    TRAINING = "training"
    LOAN = "loan"
    TOOLS = "tools"
    MENTOR = "mentor"
    LEGAL = "legal"
    PAPERS = "papers"
    CARE = "care"


class CommunityModel(Base):
    """One model; it stands from `started_on` to `ended_on` (both days included)."""

    __tablename__ = "community_models"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ends_after_start"),
        UniqueConstraint("name_key", "commune_code"),
    )

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    level: Mapped[ModelLevel]
    kind: Mapped[ModelKind]
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), index=True)
    started_on: Mapped[date] = mapped_column(index=True)
    ended_on: Mapped[date | None]
    lead_body: Mapped[str] = mapped_column(String(200), default="")
    offers: Mapped[list[str]] = mapped_column(default=list)
    about: Mapped[str] = mapped_column(String(500), default="")
    capacity: Mapped[int | None]
    version: Mapped[int] = mapped_column()

    firms: Mapped[list["ModelFirm"]] = relationship(
        back_populates="model", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class ModelFirm(Base):
    """A firm that works with a model."""

    __tablename__ = "model_firms"
    __table_args__ = (UniqueConstraint("model_id", "employer_id"),)

    model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community_models.id"))
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"), index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]

    model: Mapped[CommunityModel] = relationship(back_populates="firms")
    employer: Mapped[Employer] = relationship()


class ModelMember(Base):
    """A person in a model, from a day to a day; in one model at a time."""

    __tablename__ = "model_members"
    __table_args__ = (
        Index("ix_model_members_returnee_id_left_on", "returnee_id", "left_on"),
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="leaves_after_joining"),
    )

    model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community_models.id"), index=True)
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    model: Mapped[CommunityModel] = relationship()
    returnee: Mapped[Returnee] = relationship()
