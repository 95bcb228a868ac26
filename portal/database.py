"""One session and one transaction a request, with the SQLite recipe of docs/decisions.md.

Under WAL a deferred BEGIN that later writes fails for most writers (its snapshot is stale), so a
transaction that will write begins IMMEDIATE: unsafe methods, and the short one of an access row.
"""

import threading
from collections.abc import Mapping

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from werkzeug.local import LocalProxy

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
WRITING: Mapping[str, str] = {"sqlite_begin": "IMMEDIATE"}
BUSY_SECONDS, HELD = 10, "holds the writers' turn"
REOPENED_AFTER = 3600
"""Seconds: a connection to SQLite keeps the figures of `services.upkeep` that it opened with."""


def make_engine(url: str) -> Engine:
    """Return an engine on `url`; parameters stay out of messages, for they are people's data."""
    engine = create_engine(
        url,
        pool_pre_ping=url.startswith("postgresql"),
        pool_recycle=REOPENED_AFTER,
        hide_parameters=True,
    )
    if engine.dialect.name == "sqlite":
        turn = WritersTurn()
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", turn.begin)
        event.listen(engine, "commit", turn.end)
        event.listen(engine, "rollback", turn.end)
    return engine


def prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Take transactions into our own hands, keep acknowledged rows, hold foreign keys."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class WritersTurn:
    """Begins transactions as their owner asked; one thread of this process writes at a time.

    SQLite keeps no queue of writers: each sleeps up to 100 ms between two tries, while the file may
    lie idle and a late comer goes first. Other processes are left to SQLite.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def begin(self, connection: Connection) -> None:
        """Begin; a writer waits for its turn first."""
        kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        if kind == WRITING["sqlite_begin"]:
            connection.info[HELD] = self._lock.acquire(timeout=BUSY_SECONDS)
        try:
            connection.exec_driver_sql(f"BEGIN {kind}")
        except BaseException:
            self.end(connection)
            raise

    def end(self, connection: Connection) -> None:
        """Let the next writer go, if this was one."""
        if connection.info.pop(HELD, False):
            self._lock.release()


def init_app(app: Flask, engine: Engine) -> None:
    """Open a session on first use and close it with the context."""
    app.extensions["sessionmaker"] = sessionmaker(engine, expire_on_commit=False)
    app.teardown_appcontext(_close)


def new_session() -> Session:
    """Return a session apart from the request's, such as a browser session's own."""
    made: Session = current_app.extensions["sessionmaker"]()
    return made


def begin_writing(session: Session) -> None:
    """Begin a transaction that will write."""
    session.connection(execution_options=WRITING)


def _get_session() -> Session:
    if "db" not in g:
        g.db = new_session()
        if has_request_context() and request.method not in SAFE_METHODS:
            begin_writing(g.db)
    db: Session = g.db
    return db


session: Session = LocalProxy(_get_session)  # type: ignore[assignment]


def end_transaction() -> None:
    """Give up the request's transaction, if it holds one: what is not committed is dropped."""
    if "db" in g:
        g.db.rollback()


def _close(_error: BaseException | None) -> None:
    if "db" in g:
        g.pop("db").close()
