"""A person's number goes nowhere without whose it is, what may be said and when."""

import re
from pathlib import Path

import pytest
from factories import make_returnee

from services import safe_contact

ROOT = Path(__file__).parent.parent.parent
# Where a number is written, looked at by its owner's rules, or put into a case file.
READERS = {
    "safe_contact.py": "the rule itself",
    "firm_sight.py": "gives a firm the person's own number only",
}
FIRM_OR_EVENT = re.compile(r"(?:employer|firm|event|contact|form|said|values|position)\w*\.")


@pytest.mark.parametrize(
    ("whose", "is_own"),
    [("", True), ("Chính chủ", True), ("của anh trai", False), ("Trưởng thôn", False)],
)
def test_whose_phone_it_is_is_read_from_the_officers_words(session, whose, is_own):
    contact = safe_contact.of(make_returnee(session, contact_whose=whose))
    assert contact.is_own is is_own


@pytest.mark.parametrize(
    ("values", "may_write"),
    [
        ({}, True),
        ({"phone": ""}, False),
        ({"contact_whose": "của mẹ"}, False),
        ({"contact_may_say": "chỉ xưng tên"}, False),
    ],
)
def test_a_message_goes_only_to_an_own_phone_without_restraint(session, values, may_write):
    assert safe_contact.of(make_returnee(session, **values)).may_write is may_write


def test_every_page_shows_a_persons_number_with_its_rules():
    bare = [
        f"{page.relative_to(ROOT)}: {line.strip()[:80]}"
        for page in (ROOT / "templates").rglob("*.html")
        if page.name != "contact.html"
        for line in page.read_text(encoding="utf-8").splitlines()
        if re.search(r"\b(?:returnee|person|line\.returnee|attendance\.returnee)\.phone\b", line)
    ]
    assert bare == [], "call safe_phone(person) of macros/contact.html"


def test_no_service_reads_a_persons_number_but_through_the_rule():
    readers = {
        path.name
        for package in ("services", "portal")
        for path in (ROOT / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\b(?:returnee|person)\.phone\b", line)
    }
    assert readers <= set(READERS)
