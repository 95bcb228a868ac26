"""What a firm's pages hold, and whom it was introduced to."""

import re

from factories import (
    make_approval,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
)
from sqlalchemy import func, select

from models import (
    Position,
)


def only(session, model=Position):
    return session.scalars(select(model).execution_options(populate_existing=True)).one()


def count(session, model=Position):
    return session.scalar(select(func.count()).select_from(model))


def heard(response):
    """Return the words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def introduced(session, firm, **person):
    returnee = make_returnee(session, **{"full_name": "Lò Thị Chim Yến"} | person)
    suggestion = make_suggestion(session, returnee, make_position(session, firm))
    return make_introduction(session, make_approval(session, suggestion))
