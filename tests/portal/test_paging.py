"""Lists by pages: a total is counted as far as anybody reads it, and the pages go on."""

import pytest
from factories import HAC_THANH, HAM_RONG, make_returnee, make_user

from models import Role
from portal import paging
from services import counting


@pytest.fixture
def long_list(session, client, monkeypatch):
    """Return a browser on a list of seven people, two a page, counted up to three."""
    monkeypatch.setattr(paging, "PER_PAGE", 2)
    monkeypatch.setattr(counting, "MOST_COUNTED", 3)
    for number in range(7):
        make_returnee(session, commune_code=(HAC_THANH, HAM_RONG)[number % 2])
    return client.sign_in(make_user(session, Role.COUNSELOR, communes=(HAC_THANH, HAM_RONG)))


def test_a_long_list_says_more_and_goes_on_to_its_end(long_list):
    first = long_list.get("/counselor/people").text
    assert "Trang 1, hơn 3 dòng" in first
    assert "hơn 3 người" in first
    assert (
        'rel="next" href="/counselor/people?page=4"'
        in long_list.get("/counselor/people?page=3").text
    )
    last = long_list.get("/counselor/people?page=4").text
    assert 'rel="next"' not in last
    assert first.count("/counselor/people/") - last.count("/counselor/people/") == 1


def test_a_page_far_behind_the_end_is_the_first(long_list):
    assert "Trang 1, hơn 3 dòng" in long_list.get("/counselor/people?page=90").text


def test_a_short_list_tells_its_pages(long_list, monkeypatch):
    monkeypatch.setattr(counting, "MOST_COUNTED", 1000)
    assert "Trang 4/4, 7 dòng" in long_list.get("/counselor/people?page=90").text
