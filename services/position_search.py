"""Open postings found by words of their title or firm."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from matching.text import canonical, strip_marks
from models import Actor, Employer, Position, PositionState
from services import scope

MOST = 30
# No title is longer; a query of thousands of conditions would be refused by the database.
MOST_SYLLABLES, MOST_LETTERS = 20, 40


def search(session: Session, typed: str, *, by: Actor) -> list[Position]:
    """Return up to 30 open postings whose title or firm has every typed syllable."""
    query = scope.visible_positions(by).where(Position.state == PositionState.OPEN)
    for typed_syllable in strip_marks(canonical(typed)).split()[:MOST_SYLLABLES]:
        syllable = typed_syllable[:MOST_LETTERS]
        firms = select(Employer.id).where(Employer.name_key.contains(syllable, autoescape=True))
        query = query.where(
            or_(
                Position.title_key.contains(syllable, autoescape=True),
                Position.employer_id.in_(firms),
            )
        )
    query = query.options(joinedload(Position.employer))
    return list(session.scalars(query.order_by(Position.title_key, Position.id).limit(MOST)))
