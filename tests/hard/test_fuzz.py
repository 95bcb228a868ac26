"""Random requests by every hat: no 500, no foreign row changed, every page parses.

NOIVIEC_TEST_FUZZ says how many requests (1,000 unless told). They come in blocks under one hat,
each from its own seed on a world put back to its beginning: a failure names its block.
"""

import os
import shutil
import sqlite3
import traceback
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import html5lib
import pytest
from browser import PortalClient
from fuzz_world import build, checksums
from fuzzer import Fuzzer
from sqlalchemy.orm import Session

from config import Settings
from models import Role
from portal import create_app
from portal.database import make_engine

REQUESTS = int(os.environ.get("NOIVIEC_TEST_FUZZ") or 1000)
SEED = 20261124
# Requests under one hat before what it must not touch is compared.
BLOCK = 50
# The hats with the most pages come more often.
TURNS = (Role.COUNSELOR, Role.ORGANISER, Role.EMPLOYER, *Role, Role.COUNSELOR, Role.ORGANISER)


@pytest.fixture(scope="module")
def place(tmp_path_factory, template_database, key_file):
    """A database file of its own, so that every request is a transaction of its own."""
    path = tmp_path_factory.mktemp("fuzz") / "noiviec.db"
    shutil.copy(template_database, path)
    settings = Settings(
        database_url=f"sqlite:///{path}",
        key_file=key_file,
        public_url="http://localhost",
        log_level="CRITICAL",
        testing=True,
    )
    engine = make_engine(settings.database_url)
    app = create_app(settings, engine)
    app.test_client_class = PortalClient
    with Session(engine, expire_on_commit=False) as session:
        world = build(session)
    begun = path.with_name("begun.db")
    with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(begun)) as copy:
        now.backup(copy)
    yield Place(app, engine, world, path, begun)
    engine.dispose()


@dataclass(frozen=True)
class Place:
    """The application on its file, and a copy of the file as it began."""

    app: Any
    engine: Any
    world: Any
    path: Any
    begun: Any

    def begin_again(self):
        """Put the world back, so that no block of requests depends on the one before."""
        self.engine.dispose()
        with (
            closing(sqlite3.connect(self.begun)) as begun,
            closing(sqlite3.connect(self.path)) as now,
        ):
            begun.backup(now)

    def checksums(self, role):
        with Session(self.engine) as session:
            return checksums(session, self.world, role)


@pytest.mark.sqlite
def test_random_requests_break_nothing(place):
    wrong = []
    for block in range(max(1, REQUESTS // BLOCK)):
        wrong += _block(place, TURNS[block % len(TURNS)], block)
    assert not wrong, "\n".join(wrong)


def _block(place, role, block):
    """Send some requests under one hat, then compare what that hat must not touch."""
    place.begin_again()
    fuzzer = Fuzzer(place.app, place.world, SEED + block)
    before = place.checksums(role)
    wrong = [said for _ in range(BLOCK) for said in _trouble(fuzzer, role, block)]
    after = place.checksums(role)
    changed = [name for name in after if after[name] != before[name]]
    return wrong + [f"{block}: {role.value} changed foreign rows of {changed}"] * bool(changed)


def _trouble(fuzzer, role, block):
    try:
        said, response = fuzzer.send(role)
    except Exception as error:  # noqa: BLE001 - every exception is what this looks for
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f for f in frames if "/portal/" in f.filename or "/services/" in f.filename]
        at = " < ".join(f"{f.filename[-30:]}:{f.lineno}" for f in [frames[-1], *ours[::-1][:4]])
        return [f"{block}: {role.value} raised {error!r:.300} at {at}"]
    if response.status_code >= 500:
        return [f"{block}: {response.status_code} for {said}"]
    if response.headers.get("Location", "").startswith(("//", "http")):
        return [f"{block}: redirected away by {said}"]
    if response.mimetype == "text/html" and response.get_data():
        html5lib.parse(response.get_data(), namespaceHTMLElements=False)
    return []
