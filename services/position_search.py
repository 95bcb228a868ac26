"""Open postings found by words of their title or firm."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from matching.text import canonical, strip_marks
from models import Actor, Employer, Position, PositionState
from services import scope

MOST = 30


def search(session: Session, typed: str, *, by: Actor) -> list[Position]:
    """Return up to 30 open postings whose title or firm has every typed syllable."""
    query = scope.visible_positions(by).where(Position.state == PositionState.OPEN)
    for syllable in strip_marks(canonical(typed)).split():
        firms = select(Employer.id).where(Employer.name_key.contains(syllable, autoescape=True))
        query = query.where(
            or_(
                Position.title_key.contains(syllable, autoescape=True),
                Position.employer_id.in_(firms),
            )
        )
    query = query.options(joinedload(Position.employer))
    return list(session.scalars(query.order_by(Position.title_key, Position.id).limit(MOST)))
