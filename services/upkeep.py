"""What a database needs so that it goes on answering fast: figures about its own tables."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from models import Actor

ROWS_LOOKED_AT = 100_000
"""Rows SQLite reads of each index; PostgreSQL draws by itself. Of few rows it takes a state that a
third of a table stands in for a rare one, and all of them keep a large file's writers waiting."""


def analyze(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Let the database count its tables anew: by these figures it chooses how to read them."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}"))
    session.execute(text("ANALYZE"))
