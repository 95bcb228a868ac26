"""Parts of others are the ones their list names, and the font writes Vietnamese."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
ROW = re.compile(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", re.MULTILINE)
LISTED = dict(ROW.findall((VENDOR / "README.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_listed_file_has_the_listed_hash(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == LISTED[name]


def test_every_file_but_texts_is_listed():
    files = {p.name for p in VENDOR.iterdir() if p.suffix not in {".md", ".txt"}}
    assert files == set(LISTED)


@pytest.mark.browser
@pytest.mark.parametrize("weight", ["400", "600"])
def test_the_font_draws_every_vietnamese_letter(page, gallery_address, weight):
    page.goto(f"{gallery_address}/start")
    letters = "ắệỗỹ₫Đđ–“”ẰẶỄỰỴơưƠƯĩũ"
    page.evaluate("document.fonts.ready")
    # A letter the font lacks is as wide as in the fallback it comes from, whichever that is.
    script = """([letters, weight]) => {
      const pen = document.createElement('canvas').getContext('2d');
      const width = (letter, rest) => {
        pen.font = `${weight} 100px "Be Vietnam Pro", ${rest}`;
        return pen.measureText(letter).width;
      };
      return [...letters].filter(c => width(c, 'monospace') !== width(c, 'serif'));
    }"""
    assert page.evaluate(script, [letters, weight]) == []
