"""Totals of lists: counted as far as anybody reads them."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

MOST_COUNTED = 1000
"""Rows are counted up to here: of a whole province more is told as more."""


def count(session: Session, query: Select[Any]) -> int:
    """Count a query's rows by their key alone; MOST_COUNTED + 1 stands for any larger number."""
    key = query.column_descriptions[0]["entity"].id
    rows = query.with_only_columns(key).order_by(None).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def said(total: int, most: int | None = None) -> str:
    """Return a total as it is shown, when rows were counted up to `most`."""
    most = MOST_COUNTED if most is None else most
    return f"hơn {most:,}".replace(",", ".") if total > most else str(total)
