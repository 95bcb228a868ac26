"""The gallery's pages, as a client sees them and as Chromium shows them."""

import pytest

from benchmarks.gallery import create_gallery
from tests.live import serving


@pytest.fixture
def gallery():
    return create_gallery().test_client()


@pytest.fixture(scope="session")
def gallery_address():
    with serving(create_gallery()) as url:
        yield url


@pytest.fixture(scope="session")
def base_url(gallery_address):
    """Stand in for pytest-base-url's own fixture, which pytest 9.2 warns about."""
    return gallery_address
