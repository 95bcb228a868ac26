"""Provinces and communes of 2025. Former units need no table: addresses resolve on the way in."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Province(Base):
    """One of the 34 provinces, by its official two-digit code."""

    __tablename__ = "provinces"

    code: Mapped[str] = mapped_column(String(2), unique=True)
    name: Mapped[str] = mapped_column(String(64))


class Commune(Base):
    """One of the 3,321 communes, by its official five-digit code."""

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(String(5), unique=True)
    full_name: Mapped[str] = mapped_column(String(80))
    province_code: Mapped[str] = mapped_column(ForeignKey("provinces.code"), index=True)
    lat: Mapped[float]
    lon: Mapped[float]
    wage_region: Mapped[str | None] = mapped_column(String(3))
