"""What every page carries: no inline script or style, no outside address, few bytes."""

import gzip
import re
from pathlib import Path

import html5lib
import pytest

from benchmarks.gallery import PAGES

STATIC = Path(__file__).resolve().parents[2] / "static"
FIRST_LOAD = 200 * 1024
ADDRESS = re.compile(r'url\((?!"data:|"\.\./vendor/)|@import|https?://')


def parse(gallery, name):
    text = gallery.get(f"/{name}").get_data(as_text=True)
    return html5lib.parse(text, namespaceHTMLElements=False)


def assets(page):
    links = [e.get("href") for e in page.iter("link")]
    return {p for p in links + [e.get("src") for e in page.iter("script")] if p}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_outside(gallery, name):
    page = parse(gallery, name)
    attributes = {key for element in page.iter() for key in element.attrib}
    assert not {a for a in attributes if a == "style" or a.startswith("on")}
    assert not list(page.iter("style"))
    assert all(script.get("src") for script in page.iter("script"))
    assert all(path.startswith("/static/") for path in assets(page))


@pytest.mark.parametrize("name", PAGES)
def test_every_file_a_page_asks_for_is_there(gallery, name):
    for path in assets(parse(gallery, name)):
        with gallery.get(path) as response:
            assert response.status_code == 200, path


@pytest.mark.parametrize("name", PAGES)
def test_the_first_load_is_at_most_200_kb(gallery, name):
    html = gallery.get(f"/{name}").get_data()
    paths = [path.split("?")[0] for path in assets(parse(gallery, name))]
    files = [STATIC / path.removeprefix("/static/") for path in paths]
    files += STATIC.glob("vendor/*.woff2")
    sizes = {f: len(gzip.compress(f.read_bytes())) for f in files}
    assert sum(sizes.values()) + len(gzip.compress(html)) <= FIRST_LOAD, sizes


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda p: p.name)
def test_our_styles_ask_no_outside_address_and_nothing_newer_than_chrome_109(path):
    text = path.read_text(encoding="utf-8")
    assert not ADDRESS.search(text)
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert not re.search(r"oklch|color-mix|@container style|@scope|\n\s*&|light-dark\(", code)


def test_phone_cards_are_for_screens_only():
    text = (STATIC / "css" / "parts.css").read_text(encoding="utf-8")
    assert not re.search(r"@media\s*\(", text)


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda p: p.name)
def test_our_scripts_need_no_eval_and_write_no_html(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|toReversed", text)


def test_the_sheet_is_printed_by_hand_where_no_script_runs(gallery):
    page = parse(gallery, "sheet")
    assert page.find(".//button[@data-print]").get("hidden") is not None
    assert "Ctrl + P" in "".join(page.itertext())
