"""What a firm's pages hold."""

import re

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
