"""What every reader of one cell returns, and the readers of names and plain texts."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from services.workbooks.text import is_formula, show

MAX_NAME = 60
MAX_TEXT = 4_000
_NAME_MARKS = frozenset(" '’.-")
_ALIAS = re.compile(r"\s*\(([^)]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value (JSON's own types, dates as ISO text), or why there is none, or what to look at."""

    value: Any = None
    problem: str | None = None
    note: str | None = None


NOTHING = Parsed()


def parse_text(value: object) -> Parsed:
    """Free text; a formula that arrived as text is left out."""
    text = show(value)
    if is_formula(text):
        return Parsed("", note="Ô chứa công thức dạng chữ, đã bỏ qua.")
    if len(text) > MAX_TEXT:
        return Parsed(problem=f"Dài quá {MAX_TEXT:,} ký tự. Hãy rút gọn.".replace(",", "."))
    return Parsed(text)


def parse_title(value: object) -> Parsed:
    """Read a name of a firm or a job: one line."""
    parsed = parse_text(value)
    return Parsed(" ".join(str(parsed.value or "").split()), parsed.problem, parsed.note)


def parse_name(value: object) -> Parsed:
    """Read a person's name: at least two words of letters; ALL CAPS becomes Title Case."""
    text = " ".join(show(value).split())
    if not text:
        return Parsed(problem="Thiếu họ và tên. Hãy ghi đủ họ và tên.")
    alias = _ALIAS.search(text)
    name = _ALIAS.sub("", text).strip(" .,;-") if alias else text.strip(" .,;-")
    if not all(_is_letter(char) or char in _NAME_MARKS for char in name):
        return Parsed(problem="Họ tên có số hoặc ký tự lạ. Hãy ghi lại họ và tên bằng chữ.")
    if len(name.split()) < 2 or len(name) > MAX_NAME:  # noqa: PLR2004  family and given name
        return Parsed(problem="Họ tên chưa đủ hoặc quá dài. Hãy ghi đủ họ và tên.")
    note = f"Đã bỏ phần trong ngoặc sau họ tên: {alias[1]}." if alias else None
    return Parsed(_cased(name), note=note)


def _is_letter(char: str) -> bool:
    return char in "đĐ" or unicodedata.normalize("NFD", char)[0].lower() in (
        "abcdefghijklmnopqrstuvwxyz"
    )


def _cased(name: str) -> str:
    if not (name.isupper() or name.islower()):
        return name
    return "".join(
        char.upper() if i == 0 or name[i - 1] in " '’-" else char.lower()
        for i, char in enumerate(name)
    )
