"""Rows of which there may be one: two transactions may write the same at the same moment."""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Base


def add(session: Session, row: Base, *, known: Select[Any]) -> bool:
    """Write a row down unless `known` finds it; False where it stands, whoever wrote it.

    The database decides between two at the same moment, behind a savepoint: the rest of the
    caller's transaction stands.
    """
    if session.scalar(known) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if session.scalar(known) is None:
            raise
        return False
    return True
