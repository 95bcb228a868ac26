"""The gallery's pages, as a client sees them and as Chromium shows them."""

import threading

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from benchmarks.gallery import create_gallery


class QuietHandler(WSGIRequestHandler):
    def log(self, *_):
        """Say nothing: pytest's output is for the tests."""


@pytest.fixture
def gallery():
    return create_gallery().test_client()


@pytest.fixture(scope="session")
def gallery_address():
    server = make_server(
        "127.0.0.1", 0, create_gallery(), threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def base_url(gallery_address):
    """Stand in for pytest-base-url's own fixture, which pytest 9.2 warns about."""
    return gallery_address
