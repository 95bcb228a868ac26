"""Counters that the database keeps: taking the next number holds the row until the commit."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Counter(Base):
    """The last number given out under a name; numbers follow the order of commits."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    value: Mapped[int] = mapped_column(default=0)
