"""Two harnesses.

`session`, `app`, `client`: one migrated database a run, one connection a test, rolled back at its
end; the app gets its own session on that connection, so a forgotten commit fails.
`installation`: a real database file of its own for tests with real processes.

NOIVIEC_TEST_DATABASE=postgresql runs the same tests on a real PostgreSQL started from a wheel.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import clock
import pytest
from argon2 import PasswordHasher
from browser import PortalClient
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from config import Settings
from models import Keyring, crypto
from portal import create_app, schema
from portal.database import make_engine
from services import accounts, reference

clock.start_at_noon()
ON_POSTGRESQL = os.environ.get("NOIVIEC_TEST_DATABASE") == "postgresql"


def pytest_collection_modifyitems(items):
    """Begin with the dear folders, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.path.parent.name not in {"hard", "site"})


@pytest.fixture(scope="session", autouse=True)
def products_hasher():
    """Hash passwords at no cost; return what the product hashes with."""
    costly, accounts.HASHER = accounts.HASHER, PasswordHasher(1, 8, 1)
    return costly


@pytest.fixture(scope="session")
def key_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "key.json"
    Keyring.create().save(path)
    crypto.use(Keyring.load(path))
    return path


@pytest.fixture(scope="session")
def template_database(tmp_path_factory, key_file):
    """A migrated SQLite file with the reference rows; copied, never written."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def database_url(tmp_path_factory, key_file):
    if not ON_POSTGRESQL:
        template = tmp_path_factory.getbasetemp() / "suite.db"
        _prepare(f"sqlite:///{template}")
        yield f"sqlite:///{template}"
        return
    import pgserver  # noqa: PLC0415 - only where the run asks for it

    # Run by root, the server becomes another user, who cannot enter pytest's own folder.
    with tempfile.TemporaryDirectory(prefix="noiviec-pg-") as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(Path(folder) / "data")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        _prepare(url)
        yield url
        server.cleanup()


def _prepare(url):
    schema.upgrade(url)
    engine = make_engine(url)
    with Session(engine) as session:
        reference.load(session)
        session.commit()
    engine.dispose()


@pytest.fixture(scope="session")
def engine(database_url):
    if ON_POSTGRESQL:
        engine = create_engine(database_url)
        yield engine
        engine.dispose()
        return
    engine = create_engine(
        database_url, poolclass=StaticPool, connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _manual(connection, _record):
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN")

    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine):
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection):
    with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as session:
        yield session


@pytest.fixture(scope="session")
def settings(key_file, database_url):
    return Settings(
        database_url=database_url,
        key_file=key_file,
        public_url="http://localhost",
        log_level="CRITICAL",
        testing=True,
    )


@pytest.fixture(scope="session")
def shared_app(settings, engine):
    """Built once a run: building it is slow, and it keeps nothing between requests."""
    app = create_app(settings, engine)
    app.test_client_class = PortalClient
    return app


@pytest.fixture
def app(shared_app, connection):
    shared_app.extensions["sessionmaker"] = sessionmaker(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    )
    return shared_app


@pytest.fixture
def client(app):
    return app.test_client()


@dataclass(frozen=True)
class Installation:
    """A database file and key file of its own, for tests with real processes."""

    folder: Path
    settings: Settings

    def environment(self):
        return os.environ | {
            "NOIVIEC_DATABASE_URL": self.settings.database_url,
            "NOIVIEC_KEY_FILE": str(self.settings.key_file),
            "NOIVIEC_HOST": "127.0.0.1",
            "NOIVIEC_PORT": str(self.settings.port),
            "NOIVIEC_PUBLIC_URL": f"http://127.0.0.1:{self.settings.port}",
            # What a night does would come between a test's own reads and writes.
            "NOIVIEC_WORKER": "off",
        }

    def session(self):
        return Session(make_engine(self.settings.database_url), expire_on_commit=False)


@pytest.fixture
def installation(tmp_path, template_database, key_file):
    path = tmp_path / "noiviec.db"
    shutil.copy(template_database, path)
    settings = Settings(
        database_url=f"sqlite:///{path}",
        key_file=key_file,
        host="127.0.0.1",
        port=free_port(),
        testing=True,
    )
    return Installation(tmp_path, settings)


@pytest.fixture(scope="session")
def base_url():
    """Stand in for pytest-base-url's own fixture, which pytest 9.2 warns about."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the machine's Chromium where there is one, else the one Playwright brought."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    return (
        browser_type_launch_args | {"args": quiet} | ({"executable_path": found} if found else {})
    )


def free_port():
    import socket  # noqa: PLC0415 - one use

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
