"""A real database file behind a real server in a thread, for tests that drive a browser."""

import shutil
import threading
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from config import Settings
from portal import create_app
from portal.database import make_engine


class QuietHandler(WSGIRequestHandler):
    def log(self, *_):
        """Say nothing: pytest's output is for the tests."""


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
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield LiveApp(f"http://127.0.0.1:{server.server_port}", settings)
    server.shutdown()
    thread.join()
    server.server_close()
