"""What a run proposed."""

from sqlalchemy import select

from models import (
    Suggestion,
)


def suggestions_of(session, returnee):
    return session.scalars(
        select(Suggestion).where(Suggestion.returnee_id == returnee.id).order_by(Suggestion.rank)
    ).all()
