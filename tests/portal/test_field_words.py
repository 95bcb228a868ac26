"""Every field a service writes into a person's history has words of its own."""

import ast
from pathlib import Path

import pytest

import services
from portal.counselor.field_words import field_words
from services import case_files

ABOUT_A_PERSON = ("returnee", "person")


def written():
    """Give the field names of each `audit.record` about a person, as the code spells them."""
    for path in Path(services.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                about = ast.unparse(node.args[2])
                if about.split(".")[-1] in ABOUT_A_PERSON:
                    yield from _spelled(node)


def _spelled(call):
    for given in call.keywords:
        if given.arg == "fields" and isinstance(given.value, ast.List):
            yield from (e.value for e in given.value.elts if isinstance(e, ast.Constant))


@pytest.mark.parametrize("name", sorted({*written(), *case_files.FIELDS, "skills", "bans"}))
def test_no_change_is_told_as_something_else(name):
    assert field_words(name) != "Mục khác"
