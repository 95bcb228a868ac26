"""The Vietnamese catalogue of WTForms' messages is whole and its blanks fit."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import flask_wtf
import pytest
import wtforms

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = json.loads((ROOT / "translations" / "wtforms_vi.json").read_text(encoding="utf-8"))
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
PACKAGES = (Path(wtforms.__file__).parent, Path(flask_wtf.__file__).parent)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _messages_of(call: ast.Call) -> Iterator[str]:
    """The constant messages a call looks up; CSRF's own errors skip gettext."""
    wanted = {"gettext": 1, "ngettext": 2, "ValidationError": 1}.get(_name(call), 0)
    for argument in call.args[:wanted]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _messages() -> set[str]:
    files = [path for package in PACKAGES for path in package.rglob("*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    return {text for tree in trees for call in _calls(tree) for text in _messages_of(call)}


def test_the_sources_are_read_at_all():
    assert {"This field is required.", "The CSRF token is missing."} <= _messages()


def test_every_message_of_the_installed_wtforms_has_a_vietnamese_sentence():
    assert _messages() - set(CATALOGUE) == set()


def test_no_sentence_is_left_over_from_an_older_version():
    assert set(CATALOGUE) - _messages() == set()


@pytest.mark.parametrize(("english", "vietnamese"), CATALOGUE.items())
def test_a_sentence_keeps_the_blanks_of_its_message(english, vietnamese):
    assert sorted(BLANK.findall(vietnamese)) == sorted(BLANK.findall(english))
    assert vietnamese.endswith(".")
