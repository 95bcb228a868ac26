"""What a cell says as text, and the forms in which texts are compared."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from matching.text import canonical, strip_marks

MAX_CELL = 32_767
"""Excel's own limit of one cell."""

_BLANKS = frozenset({"-", "--", "–", "—", "…", "...", "/", ".", "n/a", "nan", "none", "null"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_DATE = re.compile(r"\d\d/\d\d/\d{4}")
_FORMULA = re.compile(r"=\s*[A-Za-z_.]*\s*[(\d$]|[=@][A-Za-z_.]+\(|=[A-Z]{1,3}\d+")

REMEMBERED = 512
"""Texts of late: one pass over a row looks at each cell several times."""


def tidy(text: str) -> str:
    """Compose letters, drop invisible and control characters, keep single spaces and lines."""
    composed = unicodedata.normalize("NFC", _SURROGATES.sub("", text))
    printable = composed.isprintable()
    seen = composed if printable else "".join(_visible(char) for char in composed)
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    return "\n".join(line for line in lines if line)


def show(value: object) -> str:
    """Write any cell as an officer would have typed it; blank words become ""."""
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, (date, datetime)):
        return f"{value:%d/%m/%Y}" if value.year >= 1000 else ""  # noqa: PLR2004  a year has four digits
    if isinstance(value, float):
        return _number(value)
    return _text(str(value))


@lru_cache(maxsize=REMEMBERED)
def _text(value: str) -> str:
    text = tidy(value)
    return "" if text.lower() in _BLANKS else text


@lru_cache(maxsize=REMEMBERED)
def spoken(text: str) -> str:
    """Lower case in one spelling, without punctuation, single spaces."""
    return " ".join(_NOT_WORD.sub(" ", canonical(text)).split())


def fold(text: str) -> str:
    """Do the same without accents."""
    return strip_marks(spoken(text))


def became_date(value: object) -> bool:
    """Whether a cell of figures, like "9/12" or "5-10", was turned into a date by Excel."""
    return isinstance(value, date) or _DATE.fullmatch(show(value)) is not None


def is_formula(text: str) -> bool:
    """Whether text is a formula that arrived as text."""
    return _FORMULA.match(text) is not None


def _visible(char: str) -> str:
    if char == "\n":
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn"} else char


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  beyond it Excel has rounded
        return str(int(value))
    return f"{value:g}" if abs(value) >= 1e15 else repr(value)  # noqa: PLR2004
