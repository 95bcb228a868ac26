"""Whose sign-in goes to a hall: its organisers, its desks, the counselors of who is invited."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select

from models import Assignment, Attendance, Event, Returnee, Role, User


def hats(event: Event) -> sa.ColumnElement[bool]:
    """Return the condition on Assignment for the hats worn in this hall on its day.

    A hat that names another event, a commune nobody is invited from, or an end before the day
    stays at home, and so does who may not sign in any more.
    """
    invited = (
        select(Returnee.commune_code)
        .join(Attendance, Attendance.returnee_id == Returnee.id)
        .where(Attendance.event_id == event.id)
    )
    event_id, commune = Assignment.event_id, Assignment.commune_code
    return sa.and_(
        sa.or_(
            (Assignment.role == Role.DESK) & (event_id == event.id),
            (Assignment.role == Role.ORGANISER) & sa.or_(event_id.is_(None), event_id == event.id),
            (Assignment.role == Role.COUNSELOR) & sa.or_(commune.is_(None), commune.in_(invited)),
        ),
        Assignment.holds_on(event.on),
        Assignment.user_id.in_(select(User.id).where(User.is_enabled)),
    )


def without_sign_in(users: Iterable[dict[str, Any]], staff: set[UUID]) -> list[dict[str, Any]]:
    """Return users' rows; who only approved a card is a name on it and can sign in nowhere."""
    return [row if row["id"] in staff else _name_only(row) for row in users]


def _name_only(row: dict[str, Any]) -> dict[str, Any]:
    shut = {"login": str(row["id"]), "password_hash": "", "is_enabled": False}
    return row | shut | {"last_sign_in_at": None}
