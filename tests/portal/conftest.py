"""A real database file behind a real server in a thread, for tests that drive a browser."""

import shutil
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from config import Settings
from portal import create_app
from portal.database import make_engine
from tests.live import serving


@dataclass(frozen=True)
class LiveApp:
    """Where it answers, and its database for a look from outside."""

    url: str
    settings: Settings

    def session(self):
        return Session(make_engine(self.settings.database_url), expire_on_commit=False)


@pytest.fixture(scope="module")
def live_app(tmp_path_factory, template_database, key_file):
    path = tmp_path_factory.mktemp("live") / "noiviec.db"
    shutil.copy(template_database, path)
    settings = Settings(
        database_url=f"sqlite:///{path}",
        key_file=key_file,
        public_url="http://127.0.0.1",
        testing=True,
    )
    app = create_app(settings)
    with serving(app) as url:
        yield LiveApp(url, settings)
