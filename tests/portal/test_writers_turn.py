"""Writers of one process take turns, and a busy database is said to be busy."""

import time
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.database import HELD, REOPENED_AFTER, begin_writing, make_engine
from portal.sessions import DatabaseSessions

WRITERS, ROUNDS = 6, 15


@pytest.fixture
def own_engine(tmp_path):
    made = make_engine(f"sqlite:///{tmp_path / 'turns.db'}")
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE counted (number INTEGER)"))
        connection.execute(text("INSERT INTO counted VALUES (0)"))
    yield made
    made.dispose()


def count_up(engine):
    for _ in range(ROUNDS):
        with Session(engine) as session:
            begin_writing(session)
            now = session.scalar(text("SELECT number FROM counted"))
            session.execute(text("UPDATE counted SET number = :next"), {"next": now + 1})
            session.commit()


def test_no_write_of_many_threads_is_lost(own_engine):
    threads = [Thread(target=count_up, args=(own_engine,)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(own_engine) as session:
        assert session.scalar(text("SELECT number FROM counted")) == WRITERS * ROUNDS


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_writer_gives_its_turn_back_however_it_ends(own_engine, end):
    with Session(own_engine) as session:
        begin_writing(session)
        connection = session.connection()
        assert connection.info[HELD]
        info = connection.info
        getattr(session, end)()
    assert HELD not in info


def test_a_session_that_cannot_be_stored_is_busy_and_not_broken(client, monkeypatch):
    def locked(*_):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", value=False)
    monkeypatch.setattr(DatabaseSessions, "_store", locked)
    assert client.get("/sign-in").status_code == 503


def test_a_connection_that_is_an_hour_old_is_opened_anew(own_engine, monkeypatch):
    def temporary():
        with own_engine.connect() as connection:
            return connection.scalar(text("SELECT count(*) FROM sqlite_temp_schema"))

    with own_engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE seen (number INTEGER)"))
        connection.commit()
    assert temporary() == 1
    later = time.time() + REOPENED_AFTER + 1
    monkeypatch.setattr("sqlalchemy.pool.base.time.time", lambda: later)
    assert temporary() == 0
