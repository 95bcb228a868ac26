"""The form every page builds on: Vietnamese messages, a `once` key, whitespace folded."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, FieldList, HiddenField, StringField
from wtforms.validators import ValidationError

CATALOGUE = Path(__file__).parent.parent / "translations" / "wtforms_vi.json"
# Direction overrides and zero-width letters: two names that look alike must be alike.
FORBIDDEN = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200e\u200f\ufeff\0"
)

FIRST_YEAR, LAST_YEAR = 1900, 2199
ODD_DAY = "Năm chưa đúng. Hãy ghi lại ngày, tháng, năm."
ROW_DIGITS = 4


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

    def process(self, *args: Any, **options: Any) -> None:
        """Read what was posted; a day of no living person's time is a slip of the keyboard."""
        super().process(*args, **options)
        refuse_odd_days(self)


class ActionForm(Form):
    """A form that is only a button: its CSRF token and `once` are all it carries."""


def clean_text(value: Any) -> Any:
    """Compose to NFC, drop invisible direction and zero-width marks, fold outer white space."""
    if not isinstance(value, str):
        return value
    kept = "".join(c for c in normalize("NFC", value) if c not in FORBIDDEN)
    return kept.strip()


def refuse_odd_days(fields: Iterable[Any]) -> None:
    """Blank days outside 1900 to 2199, with a reason: beyond, reckoning in time zones fails."""
    for field in fields:
        if isinstance(field, DateField) and isinstance(field.data, date) and is_odd_day(field.data):
            field.data = None
            field.process_errors = [*field.process_errors, ODD_DAY]


def is_odd_day(day: date) -> bool:
    """Tell whether a day lies where no date of this product can."""
    return not FIRST_YEAR <= day.year <= LAST_YEAR


class Rows(FieldList):  # type: ignore[misc]
    """Rows of a form, at most `max_entries`; only plain numbers count them."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        # WTForms asks str.isdigit, which also holds for "²" and for thousands of digits.
        beginning = f"{prefix}{self._field_separator}"
        named = (key.removeprefix(beginning) for key in formdata if key.startswith(beginning))
        numbers = (key.partition(self._field_separator)[0] for key in named)
        return (int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) <= ROW_DIGITS)


class FiniteField(DecimalField):  # type: ignore[misc]
    """A number; "NaN" and "Infinity" are numbers to Python only."""

    data: Decimal | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number one can count with."""
        super().process_formdata(valuelist)
        number: Decimal | None = self.data
        if number is not None and not number.is_finite():
            self.data = None
            raise ValueError(self.gettext("Not a valid decimal value."))


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
