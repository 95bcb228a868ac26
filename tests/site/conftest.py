"""The whole site as one would find it: the demo behind a real server process.

`site` is one demo for the whole run, only looked at; `own_site` is a fresh copy of it with a server
of its own, for tests that change things.
"""

import shutil
from contextlib import contextmanager
from functools import partial

import pytest
from server import Server

from config import Settings
from portal import schema
from services import demo
from tests.conftest import Installation, free_port
from tests.site import scenery
from tests.site.visitors import Visitors


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory, key_file):
    """Return a database with the demo and a row of every kind its pages show; copied, never run."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    schema.upgrade(f"sqlite:///{path}")
    with _at(path, key_file).session() as session:
        demo.load(session)
        session.commit()
        scenery.add(session)
        session.commit()
        session.get_bind().dispose()
    return path


@pytest.fixture(scope="session")
def serve(demo_file, key_file):
    """Return what starts a server on a fresh copy of the demo: `with serve(folder) as server`."""
    return partial(_served, demo_file=demo_file, key_file=key_file)


@pytest.fixture(scope="session")
def site(tmp_path_factory, serve):
    with serve(tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture
def own_site(tmp_path, serve):
    with serve(tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def visitors(site, browser):
    """Return browsers of the site's roles, one each, signed in when first asked for."""
    with Visitors(browser, site) as found:
        yield found


@contextmanager
def _served(folder, demo_file, key_file):
    path = folder / "noiviec.db"
    shutil.copy(demo_file, path)
    installation = _at(path, key_file)
    with Server(installation) as server:
        yield server


def _at(path, key_file):
    settings = Settings(
        database_url=f"sqlite:///{path}", key_file=key_file, host="127.0.0.1", port=free_port()
    )
    return Installation(path.parent, settings)
