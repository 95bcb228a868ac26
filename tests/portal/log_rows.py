"""The access log's rows of one action."""

from sqlalchemy import select

from models import (
    AccessLog,
)


def logged(session, action):
    return session.scalars(select(AccessLog).where(AccessLog.action == action)).all()
