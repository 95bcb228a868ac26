"""Finding the heading row by what it says, wherever it stands and whatever its order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from matching.text import has_marks, strip_marks
from services.workbooks.columns import DROPPED, IGNORED, Kind
from services.workbooks.refusal import WorkbookRefused
from services.workbooks.safety import Sheet
from services.workbooks.text import show, spoken

LOOK_AT = 60
"""A heading row lies among the first rows."""
MIN_FIELDS = 3
MAX_HEADING = 90
_DIGIT = re.compile(r"\d")
_OFFENCE = (
    "tội",
    "án phạt",
    "trại giam",
    "hình phạt",
    "bản án",
    "mức án",
    "phạt tù",
    "tiền án",
    "án tù",
    "năm tù",
    "tháng tù",
    "giam",
)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings are and what each column means. Columns count from 0, rows from 1."""

    row: int
    last_row: int
    """The second row of a two-row heading, else the same."""
    headings: list[str]
    mapping: dict[int, str]
    unmapped: dict[int, str]
    dropped: dict[int, str]
    score: float = 0.0


def find_header(sheet: Sheet, kind: Kind) -> Header | None:
    """Return the best heading row of a sheet, or None when nothing reads like one."""
    tries = [
        _header(sheet.rows, number, span, kind)
        for number in range(1, min(len(sheet.rows), LOOK_AT) + 1)
        for span in (1, 2)
    ]
    good = [header for header in tries if header is not None]
    return max(good, key=lambda h: (h.score, h.row - h.last_row, -h.row), default=None)


def header_of(headings: Sequence[str], kind: Kind, row: int = 0) -> Header:
    """Read the meaning of headings that are already known."""
    meanings = [_meaning(heading, kind) for heading in headings]
    return _assigned(list(headings), meanings, kind, (row, row))


def remapped(header: Header, mapping: Mapping[int, str], kind: Kind) -> Header:
    """Put an officer's choice of columns in place of ours; dropped columns stay dropped.

    Raises
    ------
    WorkbookRefused
        For a column or a field that does not exist, or one field for two columns that cannot join.
    """
    for column, field in mapping.items():
        if not 0 <= column < len(header.headings) or field not in {c.field for c in kind.columns}:
            raise WorkbookRefused("Cột đã chọn không có trong bảng. Hãy chọn lại cột.")
    chosen = {column: f for column, f in mapping.items() if column not in header.dropped}
    _check_once(chosen, kind)
    left = {
        column: heading
        for column, heading in enumerate(header.headings)
        if column not in chosen and column not in header.dropped and heading
    }
    return Header(header.row, header.last_row, header.headings, chosen, left, header.dropped)


def _check_once(chosen: Mapping[int, str], kind: Kind) -> None:
    fields = list(chosen.values())
    for field in set(fields):
        column = kind.column(field)
        if fields.count(field) > 1 and not column.joins:
            raise WorkbookRefused(f"Có hai cột cùng là “{column.label}”. Hãy chọn một cột.")


def _header(rows: list[list[object]], number: int, span: int, kind: Kind) -> Header | None:
    if number + span - 1 > len(rows):
        return None
    top = [show(cell) for cell in rows[number - 1]]
    under = [show(cell) for cell in rows[number]] if span > 1 else None
    if under is not None and not _is_second_row(top, under):
        return None
    headings = top if under is None else _two_rows(top, under)
    meanings = _meanings(headings, under, kind)
    header = _assigned(headings, meanings, kind, (number, number + span - 1))
    fields = set(header.mapping.values())
    if len(fields) < MIN_FIELDS or not fields & set(kind.must):
        return None
    return header


def _is_second_row(top: list[str], under: list[str]) -> bool:
    """Whether headings stand on two rows: words below, at least one under a spanning cell."""
    if sum(map(bool, top)) < MIN_FIELDS or any(_DIGIT.search(text) for text in under):
        return False
    pairs = zip_longest(top, under, fillvalue="")
    return any(lower and not upper for upper, lower in pairs)


def _two_rows(top: list[str], under: list[str]) -> list[str]:
    """Put each lower heading after the upper one that spans it."""
    headings, above = [], ""
    for upper, lower in zip_longest(top, under, fillvalue=""):
        above = upper or (above if lower else "")
        headings.append(" ".join(part for part in (above if lower else upper, lower) if part))
    return headings


def _meanings(headings: list[str], under: list[str] | None, kind: Kind) -> list[tuple[str, float]]:
    if under is None:
        return [_meaning(heading, kind) for heading in headings]
    exact = [_meaning(lower, kind) for lower in under]
    both = [_meaning(heading, kind) for heading in headings]
    pairs = zip_longest(exact, both, fillvalue=("", 0.0))
    return [low if low[1] == 1.0 else two for low, two in pairs]


@lru_cache(maxsize=4096)
def _meaning(heading: str, kind: Kind) -> tuple[str, float]:
    """Field of a heading and how surely, from 0 to 1."""
    said = spoken(heading[: MAX_HEADING + 1])
    if not said or len(said) > MAX_HEADING:
        return "", 0.0
    plain = strip_marks(said)
    words = said if has_marks(said) else plain
    found = [
        (_likeness(words, plain, phrase, bare), field)
        for phrase, bare, field in _phrases(kind)
        if bare in plain
    ]
    sure, field = max(found, key=lambda pair: (pair[0], pair[1] == DROPPED), default=(0.0, ""))
    if sure < 1.0 and any(word in said for word in _OFFENCE):
        return DROPPED, 1.0
    return (field, sure) if sure > 0 else ("", 0.0)


@cache
def _phrases(kind: Kind) -> list[tuple[str, str, str]]:
    """Return every known heading, also without accents, and its field."""
    return [(phrase, strip_marks(phrase), field) for phrase, field in kind.phrases()]


def _likeness(words: str, plain: str, phrase: str, bare: str) -> float:
    """1 for the same words with or without accents; less for a phrase inside a longer heading.

    Inside, accents count where the heading has any: "Tình hình" is no "tỉnh".
    """
    if plain == bare:
        return 1.0
    inside = bare if words == plain else phrase
    if len(inside) < 3 and not words.startswith(f"{inside} "):  # noqa: PLR2004  "tt" says little
        return 0.0
    if f" {inside} " not in f" {words} ":
        return 0.0
    starts = 0.1 if words.startswith(f"{inside} ") else 0.0
    return 0.3 + starts + 0.5 * len(phrase) / len(words)


def _assigned(
    headings: list[str], meanings: list[tuple[str, float]], kind: Kind, rows: tuple[int, int]
) -> Header:
    """Give each field its best column, the left one of two alike."""
    mapping: dict[int, str] = {}
    order = sorted(range(len(headings)), key=lambda i: (-meanings[i][1], i))
    for i in order:
        field = meanings[i][0]
        if field not in {"", DROPPED, IGNORED} and _free(field, mapping, kind):
            mapping[i] = field
    dropped = {i: headings[i] for i, (field, _) in enumerate(meanings) if field == DROPPED}
    left = {i: h for i, h in enumerate(headings) if h and i not in mapping and i not in dropped}
    score = sum(meanings[i][1] for i in mapping) + 0.5 * len(dropped)
    return Header(*rows, headings, dict(sorted(mapping.items())), left, dropped, score)


def _free(field: str, mapping: dict[int, str], kind: Kind) -> bool:
    return field not in mapping.values() or kind.column(field).joins
