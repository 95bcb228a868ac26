"""House rules no linter can express."""

import ast
import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

from wtforms import Form, StringField, TextAreaField

import portal
from portal.free_text import FreeLine, FreeText

ROOT = Path(__file__).parent.parent
PAGES = [p for p in (ROOT / "templates").rglob("*.html") if not p.name.startswith("_")]
SHARED = {"layouts", "macros", "errors", "mail", "parts"}
AUDIENCES = {"staff", "firm", "person", "public", "committee", "legal"}
# House style is 60-130 lines and rarely 250; a file past this reads better as two.
LONG_FILE = 300

# Boxes named so hold somebody's own words, on however many lines.
OWN_WORDS = {"about", "conditions", "detail", "note", "reason", "text", "why", "words"}
NOT_GUARDED = {
    "BreakForm.reason": "about a laptop",
    "ComplaintForm.detail": "who complains is refused no word",
    "ComplaintForm.text": "who complains is refused no word",
    "ContactForm.about": "what a firm says of itself",
    "EmployerForm.about": "what a firm says of itself",
    "LimitsForm.residence_places": "names of communes, read one by one",
    "CaseForm.residence_places": "names of communes, read one by one",
    "PasteForm.text": "read into a posting, not kept",
    "PermissionForm.places": "names of communes, read one by one",
    "PositionForm.description": "a posting: services/posting_rules.py reads it",
    "ReasonForm.reason": "about a firm, which may well have cheated",
    "RollBackForm.reason": "about a version of the ranking",
    "SendBackForm.note": "names the words a posting must lose",
    "StaffPositionForm.description": "a posting: services/posting_rules.py reads it",
}


def python_files(*packages):
    return [path for package in packages for path in (ROOT / package).rglob("*.py")]


def test_every_package_is_under_contract():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"migrations", "benchmarks"}
    assert packages == set(declared["root_packages"])


def test_every_view_declares_access(shared_app):
    undeclared = [n for n, v in shared_app.view_functions.items() if not hasattr(v, "access")]
    assert undeclared == [], "mark each with @requires(Permission…) or @public"


def test_every_page_is_named_after_its_view(shared_app):
    strays = [
        str(page.relative_to(ROOT))
        for page in PAGES
        if (folder := page.relative_to(ROOT / "templates").parts[0]) not in SHARED
        and f"{folder}.{page.stem}" not in shared_app.view_functions
    ]
    assert strays == [], "a template is <blueprint>/<view>.html, a part starts with _"


def test_every_page_declares_its_audience():
    undeclared = []
    for page in PAGES:
        folder = page.relative_to(ROOT / "templates").parts[0]
        found = re.search(r'{% set audience = "(\w+)" %}', page.read_text(encoding="utf-8"))
        if folder not in {"layouts", "macros"} and (not found or found[1] not in AUDIENCES):
            undeclared.append(str(page))
    assert undeclared == []


def test_only_the_portal_commits():
    writers = [
        str(path.relative_to(ROOT))
        for path in python_files("models", "services", "matching")
        if re.search(r"\.(commit|rollback)\(", path.read_text(encoding="utf-8"))
    ]
    assert writers == []


def test_only_config_reads_the_environment():
    readers = [
        str(path.relative_to(ROOT))
        for path in python_files("portal", "models", "services", "matching")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    ]
    assert readers == []


def test_nobody_writes_a_state_but_apply():
    writers = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in python_files("portal", "services")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\.state = ", line)
    ]
    assert writers == [], "call thing.apply(action, by=…)"


def test_no_module_hides_an_import_in_a_function():
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in python_files("portal", "services", "models", "matching")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_templates_hold_no_state_literal_query_or_style():
    forbidden = {
        r"\.state\s*==": "ask thing.can(action) or a flag of the view",
        r"session\.|\.query|\.scalars": "a view loads the rows",
        r"\sstyle=": "the content security policy drops it",
        # Data for search engines is no script: browsers never run it.
        r"<script(?![^>]*(?:src=|ld\+json))": "the content security policy drops it",
        r"\son\w+=": "the content security policy drops it",
        r"https?://(?!www\.w3\.org|schema\.org)": "no page reaches for an outside address",
        r"\|\s*safe\b": "typed text is shown literally",
    }
    found = [
        f"{page.relative_to(ROOT)}: {pattern} ({why})"
        for page in (ROOT / "templates").rglob("*.html")
        for pattern, why in forbidden.items()
        if page.name != "icons.html"  # drawn by us, holds no typed text
        and re.search(pattern, page.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_files_stay_short():
    """An __init__ is a list of names, not a text to read."""
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in python_files("portal", "services", "models", "matching")
        if path.name != "__init__.py"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONG_FILE
    ]
    assert long == []


def _forms(kind=Form):
    for each in kind.__subclasses__():
        yield each
        yield from _forms(each)


def test_free_text_is_declared_with_the_guard_against_words_of_an_offence():
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        importlib.import_module(module.name)
    boxes = {
        f"{form.__name__}.{name}": box.field_class
        for form in _forms()
        if form.__module__.startswith("portal.")
        for name in dir(form)
        if hasattr(box := getattr(form, name, None), "field_class")
    }
    bare = {
        name
        for name, kind in boxes.items()
        if issubclass(kind, TextAreaField)
        or (issubclass(kind, StringField) and name.partition(".")[2] in OWN_WORDS)
        if not issubclass(kind, FreeText | FreeLine)
    }
    assert bare == set(NOT_GUARDED), "use portal/free_text.py, or say here why not"


def test_no_view_reads_free_text_past_its_form():
    readers = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files("portal")
        for name in re.findall(r'request\.form\.get\("(\w+)"', path.read_text(encoding="utf-8"))
        if name in OWN_WORDS - {"reason"}  # a code, read as one
    ]
    assert readers == []
