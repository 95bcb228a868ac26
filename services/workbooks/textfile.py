"""Tables as plain text: the encodings and separators that offices' programs write."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from services.workbooks.refusal import WorkbookRefused

MAX_FIELD = 100_000
_OLD_FONT = (
    "Tệp dùng bảng mã cũ (TCVN3, VNI) hoặc bảng mã lạ nên chữ sẽ sai. "
    "Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6), lưu dạng .xlsx rồi tải lên."
)
_BROKEN = "Không đọc được bảng trong tệp này. Hãy mở bằng Excel, lưu dạng .xlsx rồi tải lên."
_FOREIGN = re.compile(r"[^\s!-~ –—‘’“”•…€₫°²³×½«»]")
_BASES = frozenset("aeiouyđ")
_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")


def read_text_table(data: bytes) -> Iterator[list[object]]:
    """Rows of a text table, every cell as text.

    Raises
    ------
    WorkbookRefused
        When the letters would come out wrong or the quoting is broken.
    """
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for row in reader:
            yield list(row)
    except csv.Error as error:
        raise WorkbookRefused(_BROKEN) from error


def decode(data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 or the old Windows Vietnamese code page."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding != "cp1258" or _is_vietnamese(text)):
            return unicodedata.normalize("NFC", text).removeprefix("\ufeff")
    raise WorkbookRefused(_OLD_FONT)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return ("utf-16",)
    if data[1:64:2].count(0) > 8:  # noqa: PLR2004  Latin letters leave every second byte empty
        return ("utf-16-le",)
    if data[0:64:2].count(0) > 8:  # noqa: PLR2004
        return ("utf-16-be",)
    return "utf-8-sig", "cp1258"


def _is_vietnamese(text: str) -> bool:
    """Whether every letter beyond ASCII is one that Vietnamese uses."""
    composed = unicodedata.normalize("NFC", text)
    return all(_known(char) for char in _FOREIGN.findall(composed))


def _known(char: str) -> bool:
    letter, marks = char.lower(), unicodedata.normalize("NFD", char)[1:]
    base = unicodedata.normalize("NFD", letter)[0]
    return base in _BASES and all(mark in _MARKS for mark in marks)


def _separator(text: str) -> str:
    """Take the mark most lines agree on, counted outside quotes."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:50] if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ("\t", ";", ",")}
    return max(counts, key=lambda mark: counts[mark])
