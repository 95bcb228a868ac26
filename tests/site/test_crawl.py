"""Every page of every role in Chromium, on a desk and on a phone: sound, accessible, fit words."""

import json
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from access_matrix import MATRIX
from words import LIST_A, LIST_B, found

from portal.labels import ROLE_LABELS
from tests.site.crawling import Crawl
from tests.site.visitors import EVERYONE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
ROOT = Path(__file__).parent.parent.parent
OUTSIDE = {"employer", "kiosk", "person", "desk", "desk device", "stranger", "table phone", "wall"}
HATS = {role.value: label for role, label in ROLE_LABELS.items()}
EXCUSES = {
    "employer.saved_position": "data for the page's own script",
    "employer.join_waiting": "the answer to claiming a firm on file",
}


@pytest.fixture(scope="session")
def crawl(site, visitors, shared_app):
    """Return the walk of one visitor, made when first asked for."""
    host = urlsplit(site.url).netloc
    routes = shared_app.url_map.bind(host)
    known, shown_to_axe = {}, defaultdict(set)

    def walk(name):
        if name not in known:
            known[name] = Crawl(visitors[name], routes, host, shown_to_axe)
        return known[name]

    return walk


@pytest.mark.parametrize("name", EVERYONE)
def test_every_page_is_sound(crawl, name):
    assert crawl(name).faults == []


@pytest.mark.parametrize("name", EVERYONE)
def test_every_page_keeps_the_words_that_hurt_away(crawl, name):
    hurting = {
        page.path: words
        for page in crawl(name).pages
        if (words := found(without_names(said(page, name)), lists_for(page.endpoint, name)))
    }
    assert hurting == {}


def test_every_page_was_visited(crawl, shared_app):
    opened = {page.endpoint for name in EVERYONE for page in crawl(name).pages}
    readable = {
        rule.endpoint for rule in shared_app.url_map.iter_rules() if "GET" in rule.methods
    } - {"static"}
    assert readable & set(MATRIX) - opened == set(EXCUSES), "link to it, or say why not"


def lists_for(endpoint, name):
    # What is public too was read by the stranger.
    outside = name in OUTSIDE or audience(endpoint) in {"person", "firm"}
    return LIST_A + LIST_B if outside else LIST_B


def said(page, name):
    """Return a page's words; the hat before an officer's own name speaks to nobody else."""
    return page.words if name in OUTSIDE else page.words.replace(f"{HATS.get(name)} · ", " ")


def audience(endpoint):
    """Return whom a page's template says it speaks to."""
    template = ROOT / "templates" / f"{endpoint.replace('.', '/')}.html"
    if not template.exists():
        return ""
    declared = re.search(r'set audience = "(\w+)"', template.read_text(encoding="utf-8"))
    return declared[1] if declared else ""


def without_names(text):
    """Take out the demo's own names: Phạm is a surname too."""
    for name in NAMES:
        text = text.replace(name, " ")
    return text


def _names():
    for file, keys in (
        ("returnees", ("name",)),
        ("users", ("full_name",)),
        ("employers", ("name", "contact_name")),
    ):
        for row in json.loads((ROOT / f"data/demo/{file}.json").read_text(encoding="utf-8")):
            yield from (row[key] for key in keys if row.get(key))


NAMES = sorted(set(_names()), key=len, reverse=True)
