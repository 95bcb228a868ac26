"""Which rows of a sheet are records and which are sections, totals, signatures or headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from services.workbooks.columns import Kind
from services.workbooks.headers import Header
from services.workbooks.text import fold, show

_PLACE = re.compile(
    r"^(?:(?:[ivxlc]+|\d{1,3}|[a-h])[ .)/:-]+)*"
    r"(?P<place>(?P<word>tinh|huyen|quan|thi xa|thanh pho|tp|tx|xa|phuong|thi tran|tt|thon|ban|xom|"
    r"khu pho|to dan pho)\b.*)$"
)
_LEVELS = {
    "tinh": 0,
    "huyen": 1,
    "quan": 1,
    "thi xa": 1,
    "thanh pho": 1,
    "tp": 1,
    "tx": 1,
    "xa": 2,
    "phuong": 2,
    "thi tran": 2,
    "tt": 2,
}
_HAMLET = 3
_ORDINAL = re.compile(r"^(?:[IVXLC]+|[A-H]|\d{1,3})[.)/:-]*$")
_HEADED = re.compile(r"^(?:[IVXLC]+|[A-H])[.)/:-]\s*\S")
_SIGNED = re.compile(
    r"^(?:nguoi lap|thu truong|ky ten|ky thay|xac nhan|lanh dao|noi nhan|truong cong an|tm |kt |"
    r"chu tich|pho chu tich|can bo lap|nguoi tong hop|giam doc|ke toan truong|dai dien|can bo phu)"
)
_TOTAL = re.compile(
    r"^(?:(?:tong|cong|tong so|tong cong)(?: \d+.*)?|tong (?:so|cong)(?! ty\b) .*|"
    r"danh sach (?:nay )?(?:gom|co) .*)$"
)
_PLACE_AND_DAY = re.compile(r"ngay \d* ?thang \d* ?nam ?\d*$")
_NUMBERING = re.compile(r"\(?\d{1,2}\)?|[A-Z]")
MIN_NUMBERED = 3


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record, and why; rows count from 1."""

    row: int
    reason: str
    text: str


@dataclass(slots=True)
class Layout:
    """Walks down a sheet below its headings, keeping the section it is in."""

    header: Header
    kind: Kind
    skipped: list[Skipped] = field(default_factory=list)
    _sections: dict[int, str] = field(default_factory=dict)
    _signed: bool = False

    def records(self, rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, list[object], str]]:
        """Yield (row from 1, cells, section) of each record; the rest goes to `skipped`."""
        for number, cells in enumerate(rows[self.header.last_row :], self.header.last_row + 1):
            texts = [show(cell) for cell in cells]
            if not any(texts):
                continue
            reason = self._reason(texts)
            if reason:
                self.skipped.append(Skipped(number, reason, " ".join(filter(None, texts))[:120]))
            else:
                yield number, list(cells), self.section

    @property
    def section(self) -> str:
        """The places of the section rows above, the smallest first."""
        return ", ".join(self._sections[level] for level in sorted(self._sections, reverse=True))

    def _reason(self, texts: list[str]) -> str | None:
        if self._repeats_headings(texts):
            return "dòng tiêu đề lặp lại"
        if _is_numbering(texts):
            return "dòng đánh số cột"
        if self._has_identity(texts) and not _is_signature(texts):
            return None
        return self._closing(texts) or self._opening(texts)

    def _repeats_headings(self, texts: list[str]) -> bool:
        pairs = [(t, h) for t, h in zip(texts, self.header.headings, strict=False) if t]
        same = sum(fold(text) == _folded(heading) != "" for text, heading in pairs)
        return same >= MIN_NUMBERED and same * 2 > len(pairs)

    def _has_identity(self, texts: list[str]) -> bool:
        """Whether a telling cell has figures, or where no birth tells, any text beside others."""
        telling = [
            texts[column]
            for column, name in self.header.mapping.items()
            if name in self.kind.identity and column < len(texts)
        ]
        if self.kind.name != "returnees":
            return any(telling) and sum(map(bool, texts)) > 2  # noqa: PLR2004  more than a title
        return any(sum(char.isdigit() for char in text) >= 4 for text in telling)  # noqa: PLR2004  a year

    def _closing(self, texts: list[str]) -> str | None:
        plain = [fold(text) for text in texts if text]
        if any(_SIGNED.match(text) or _PLACE_AND_DAY.search(text) for text in plain):
            self._signed = True
            return "chân trang, chữ ký"
        if any(_TOTAL.match(text) for text in plain):
            return "dòng cộng"
        return "chân trang, chữ ký" if self._signed else None

    def _opening(self, texts: list[str]) -> str | None:
        filled = [text for text in texts if text]
        if len(filled) > 1 and _ORDINAL.match(filled[0]):
            filled = filled[1:]
        if len(set(filled)) != 1:
            return None
        if self._enter(filled[0]) or _HEADED.match(filled[0]):
            return "dòng nhóm"
        return self._lone(texts, filled[0])

    def _lone(self, texts: list[str], text: str) -> str | None:
        """Tell a lone text outside the name's column (a title) and a lone number from a record."""
        named = [column for column, name in self.header.mapping.items() if name in self.kind.must]
        if any(column < len(texts) and texts[column] == text for column in named):
            return None
        return "dòng chỉ có một ô"

    def _enter(self, text: str) -> bool:
        """Take a place as the section of the rows below; a larger place ends the smaller ones."""
        match = _PLACE.match(_spaced(text))
        if not match:
            return False
        level = _LEVELS.get(match["word"], _HAMLET)
        self._sections = {k: v for k, v in self._sections.items() if k < level}
        self._sections[level] = _place_words(text, match["place"])
        return True


def _is_signature(texts: list[str]) -> bool:
    """Whether all that a row says is who signs, or where and when."""
    plain = [fold(text) for text in texts if text]
    return all(_SIGNED.match(text) or _PLACE_AND_DAY.search(text) for text in plain)


@lru_cache(maxsize=256)
def _folded(heading: str) -> str:
    return fold(heading)


def _spaced(text: str) -> str:
    """Fold, keeping the marks that end a number."""
    return " ".join(fold(part) for part in re.split(r"\s+", text) if fold(part))


def _place_words(text: str, folded_place: str) -> str:
    """Take the last words of the text that make up the place."""
    words = text.split()
    return " ".join(words[-len(folded_place.split()) :])


def _is_numbering(texts: list[str]) -> bool:
    """Whether it is the row of column numbers that some forms have under the headings."""
    filled = [text for text in texts if text]
    if len(filled) < MIN_NUMBERED or not all(_NUMBERING.fullmatch(text) for text in filled):
        return False
    figures = [int(text.strip("()")) for text in filled if text.strip("()").isdigit()]
    return figures == list(range(min(figures, default=0), min(figures, default=0) + len(figures)))
