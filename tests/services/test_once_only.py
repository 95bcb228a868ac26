"""One row of a key, whoever writes it; the rest of the transaction stands."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from models import Job, utcnow
from services import once_only


def job(key):
    return Job(kind="try", payload={}, due_at=utcnow(), key=key)


def with_key(key):
    return select(Job.id).where(Job.key == key)


def test_the_second_of_one_key_is_not_written(session):
    assert once_only.add(session, job("a"), known=with_key("a"))
    assert not once_only.add(session, job("a"), known=with_key("a"))
    assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_what_the_database_refuses_for_another_reason_is_an_error_and_the_rest_stands(session):
    once_only.add(session, job("a"), known=with_key("a"))
    with pytest.raises(IntegrityError):
        once_only.add(session, job("a"), known=with_key("b"))
    assert once_only.add(session, job("b"), known=with_key("b"))
    assert session.scalars(select(Job.key).order_by(Job.key)).all() == ["a", "b"]
