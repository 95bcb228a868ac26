"""What templates say to whom."""

import re
from pathlib import Path

import pytest
from words import LIST_A, LIST_B, found

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SEEN_OUTSIDE = {"person", "firm", "public", "mail"}
SHARED = {"layouts", "macros", "errors"}


def said(path):
    """Return a template's own words: without comments, tags and expressions other than strings."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{#.*?#}", " ", text, flags=re.DOTALL)
    strings = " ".join(re.findall(r'"([^"]*)"', " ".join(re.findall(r"{[{%].*?[%}]}", text))))
    return re.sub(r"{[{%].*?[%}]}", " ", text, flags=re.DOTALL) + " " + strings


def audience(path):
    declared = re.search(r'{% set audience = "(\w+)" %}', path.read_text(encoding="utf-8"))
    return declared[1] if declared else ""


def is_seen_outside(path):
    folder = path.relative_to(ROOT / "templates").parts[0]
    mine = {audience(page) for page in path.parent.glob("*.html")}
    shared_part = path.name.startswith("_") and mine & SEEN_OUTSIDE
    return folder in SHARED or audience(path) in SEEN_OUTSIDE or bool(shared_part)


def test_the_lists_work_on_whole_syllables():
    assert found("Nộp án phí", LIST_A) == ["án"]
    assert found("Bán hàng, dự án, tủ bếp, khám phá", LIST_A) == []
    assert found("Người được ĐẶC  XÁ", LIST_A) == ["đặc xá"]
    assert found("Xoá án tích", LIST_A) == ["án", "xóa án tích"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_says_what_its_audience_must_not_read(path):
    words = LIST_A + LIST_B if is_seen_outside(path) else LIST_B
    assert found(said(path), words) == []


def test_no_file_name_says_it():
    names = " ".join(p.stem.replace("_", " ") for p in (ROOT / "static").rglob("*"))
    assert found(names, LIST_A + LIST_B) == []


def test_no_person_is_called_user_or_candidate():
    wrong = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if re.search(r"\b(ứng viên|người dùng|huyện)\b", said(path).lower())
    ]
    assert wrong == [], "say người lao động, anh/chị; there is no district since July 2025"
