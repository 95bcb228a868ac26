"""Which records something else holds on to by now, over every table of the database."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from models import Base


def held(session: Session, table: str, ids: Collection[UUID]) -> set[UUID]:
    """Return those of `ids` that a row of another table points to and would not go with."""
    found: set[UUID] = set()
    for column in _pointing(table):
        found |= set(session.scalars(select(column).where(column.in_(ids)).distinct()))
    return found


def _pointing(table: str) -> list[Column[UUID]]:
    """Return the foreign keys to a table that keep its rows from being deleted."""
    return [
        column
        for other in Base.metadata.sorted_tables
        for column in other.columns
        for key in column.foreign_keys
        if key.column.table.name == table and key.ondelete != "CASCADE"
    ]
