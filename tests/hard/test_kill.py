"""Twenty kills in the middle of work; `make prove` does three hundred."""

import os
from collections import Counter

import kills
import pytest
from factories import make_user
from server import Server
from sqlalchemy import select, text

from models import Event, Once, Role
from services import accounts

pytestmark = pytest.mark.sqlite
KILLS = int(os.environ.get("NOIVIEC_TEST_KILLS", "20"))


@pytest.fixture
def server(installation):
    with installation.session() as session:
        user = make_user(session, Role.ORGANISER)
        user.login = kills.LOGIN
        user.password_hash = accounts.hash_password(kills.PASSWORD)
        session.commit()
    with Server(installation) as server:
        yield server


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(server, installation):
    sent = kills.run(server, KILLS)
    with installation.session() as session:
        stored = Counter(session.scalars(select(Event.name)))
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        keys = len(session.scalars(select(Once)).all())
    assert len(sent.acknowledged) > KILLS, "the clients hardly worked: the test shows nothing"
    assert [name for name in sent.acknowledged if name not in stored] == []
    assert [name for name, times in stored.items() if times > 1] == []
    assert keys == sum(stored.values()), "a form's key and its work are one transaction"


def test_the_harness_would_see_a_loss(server, installation):
    sent = kills.run(server, 1)
    with installation.session() as session:
        lost = session.scalar(select(Event).where(Event.name == sent.acknowledged[0]))
        session.execute(text("PRAGMA foreign_keys=OFF"))
        session.delete(lost)
        session.commit()
        stored = set(session.scalars(select(Event.name)))
    assert [name for name in sent.acknowledged if name not in stored] == [lost.name]
