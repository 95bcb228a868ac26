"""The bar of a hat's pages: a few stand there, the rest below one word, which says where one is."""

import re

from factories import make_user

from models import Role
from portal.nav import MENUS, MOST_SHOWN


def bar(page):
    return re.search(r'<nav aria-label="Chính">(.*?)</nav>', page.text, re.DOTALL)[1]


def test_what_does_not_fit_the_bar_stands_below_khac(client, session):
    shown = bar(client.sign_in(make_user(session)).get("/counselor/people"))
    first, rest = shown.split("topnav-more")
    for label, _ in MENUS[Role.COUNSELOR][:MOST_SHOWN]:
        assert f">{label}</a>" in first
    for label, _ in MENUS[Role.COUNSELOR][MOST_SHOWN:]:
        assert f">{label}</a>" in rest
    assert "<summary>Khác</summary>" in shown


def test_khac_says_which_of_its_pages_one_is_on(client, session):
    shown = bar(client.sign_in(make_user(session)).get("/community/models"))
    assert ">Khác: Mô hình</summary>" in shown


def test_a_hat_with_few_pages_has_no_khac(client, session):
    client.sign_in(make_user(session, role=Role.POLICE))
    assert "topnav-more" not in bar(client.get("/counselor/people"))
