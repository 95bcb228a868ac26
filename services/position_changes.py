"""A number for every change of what is offered, in the transaction of the change itself.

`change_seq` of a posting is the number of its last change. The counter's row is held until the
commit, so numbers follow the order of commits: a process that has seen number n lacks exactly the
postings with a higher one, and no later commit brings a lower one.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models import Counter, Position
from services import once_only

NAME = "position_changes"


def record(session: Session, which: ColumnElement[bool]) -> None:
    """Give some postings the next number; call it where matching would read them otherwise.

    Their version stays as it is: nobody's open form is out of date for it.
    """
    session.execute(
        update(Position)
        .where(which)
        .values(change_seq=_next(session))
        .execution_options(synchronize_session=False)
    )


def of_position(session: Session, position: Position) -> None:
    """Record that one posting opened, ended or says something else."""
    session.flush()
    record(session, Position.id == position.id)


def of_firm(session: Session, employer_id: UUID) -> None:
    """Record that a firm's standing, or what it sponsors, changed: all its postings read anew."""
    session.flush()
    record(session, Position.employer_id == employer_id)


def last(session: Session) -> int:
    """Return the number of the last change; 0 before the first."""
    return session.scalar(select(Counter.value).where(Counter.name == NAME)) or 0


def _next(session: Session) -> int:
    raise_by_one = (
        update(Counter)
        .where(Counter.name == NAME)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
        .execution_options(synchronize_session=False)
    )
    number = session.scalar(raise_by_one)
    if number is None:
        _begin(session)
        number = session.scalar(raise_by_one)
    return int(number or 0)


def _begin(session: Session) -> None:
    """Make the counter's row; another process may be doing the same at this moment."""
    once_only.add(session, Counter(name=NAME), known=select(Counter).where(Counter.name == NAME))
