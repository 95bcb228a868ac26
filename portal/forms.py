"""The form every page builds on: Vietnamese messages, a `once` key, whitespace folded."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

CATALOGUE = Path(__file__).parent.parent / "translations" / "wtforms_vi.json"
# Direction overrides and zero-width letters: two names that look alike must be alike.
FORBIDDEN = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200e\u200f\ufeff\0"
)


class Vietnamese:
    """WTForms has no Vietnamese catalogue: ours, sentence for sentence."""

    def __init__(self) -> None:
        self.messages: dict[str, str] = json.loads(CATALOGUE.read_text(encoding="utf-8"))

    def gettext(self, message: str) -> str:
        """Return the Vietnamese sentence for an English one."""
        return self.messages.get(message, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Vietnamese has one form for every number."""
        return self.messages.get(plural if n != 1 else singular, plural)


_VIETNAMESE = Vietnamese()


class Form(FlaskForm):  # type: ignore[misc]
    """Base of every form."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Use our own catalogue."""

        def get_translations(self, form: FlaskForm) -> Vietnamese:
            """Return the catalogue, whatever the browser's language."""
            return _VIETNAMESE

    once = HiddenField(default=lambda: str(uuid4()))


class ActionForm(Form):
    """A form that is only a button: its CSRF token and `once` are all it carries."""


def clean_text(value: Any) -> Any:
    """Compose to NFC, drop invisible direction and zero-width marks, fold outer white space."""
    if not isinstance(value, str):
        return value
    kept = "".join(c for c in normalize("NFC", value) if c not in FORBIDDEN)
    return kept.strip()


class TextField(StringField):  # type: ignore[misc]
    """One line of text, cleaned on the way in."""

    def __init__(self, label: str = "", validators: Iterable[Any] = (), **options: Any) -> None:
        options.setdefault("filters", [clean_text])
        super().__init__(label, validators, **options)


def one_of(codes: Iterable[str], message: str) -> Any:
    """Return a validator that a typed value is among `codes`."""
    known = frozenset(codes)

    def check(_form: FlaskForm, field: Any) -> None:
        if field.data and field.data not in known:
            raise ValidationError(message)

    return check
