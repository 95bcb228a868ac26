"""A form sent twice is done once: its `once` key is stored with the answer's address."""

from uuid import UUID, uuid4

from flask import Flask, flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import Once
from portal.database import SAFE_METHODS, end_transaction, session


def init_app(app: Flask) -> None:
    """Answer a repeated form before its view runs."""
    app.before_request(_answer_repeat)
    app.register_error_handler(IntegrityError, _answer_race)


def finish(location: str, message: str | None = None, tone: str = "success") -> ResponseReturnValue:
    """Commit the request's work together with its `once` key, then redirect (303)."""
    if (key := _key()) is not None:
        session.add(Once(key=key, location=location))
    session.commit()
    if message:
        flash(message, tone)
    return redirect(location, 303)


def new_key() -> str:
    """Return a fresh key for a form drawn by a template."""
    return str(uuid4())


def _answer_repeat() -> ResponseReturnValue | None:
    if request.method in SAFE_METHODS or (key := _key()) is None:
        return None
    location = session.scalar(select(Once.location).where(Once.key == key))
    return redirect(location, 303) if location else None


def _answer_race(error: IntegrityError) -> ResponseReturnValue:
    """Two copies ran side by side and the database let one through: show its answer."""
    end_transaction()
    answer = _answer_repeat()
    if answer is None:
        raise error
    return answer


def _key() -> UUID | None:
    try:
        return UUID(request.form.get("once", ""))
    except ValueError:
        return None
