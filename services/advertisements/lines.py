"""A pasted text as lines: one statement each, also where the paste lost its line breaks."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from matching.text import canonical, strip_marks
from services.advertisements.topics import HEAD, NEEDS_COLON, topic_of

# "Lương 8tr", but neither "chất Lượng" nor the street of Lê Văn Lương.
_PAID = re.compile(
    r"(?i)l[uư][oơ]ng\s*(?:[:\d>~(+-]|(?:từ|tu|lên|len|up|hấp|hap|thỏa|thoả|thoa|theo|trên|tren"
    r"|tháng|thang|net|gross|trung|khoảng|cao|ổn|chính|thử|cạnh|max|về|tối|đến)\b)"
)
MOST_LETTERS = 8_000
MOST_LINES = 200
_BULLETS = "•·⁃|"
# Capitals that a paste glued to the line before: "VINATUYỂN DỤNG", "thứ 7MÔ TẢ".
_GLUED_CAPITALS = re.compile(
    r"(?<=[^\W_])(?=(?:TUYỂN DỤNG|TUYỂN|YÊU CẦU|MÔ TẢ|QUYỀN LỢI|THỜI GIAN|ĐỊA CHỈ|ĐỊA ĐIỂM|ĐỘ TUỔI"
    r"|MỨC LƯƠNG|SỐ LƯỢNG|NHÂN VIÊN|CÔNG NHÂN|LIÊN HỆ|ĐIỀU KIỆN|THÔNG TIN|CHẾ ĐỘ|VỊ TRÍ"
    r"|THU NHẬP|HỒ SƠ|HOẶC|CÔNG TY)(?!\w))|(?<=TUYỂN DỤNG)(?=[^\W\d_])"
)
_LEVEL_DOT = re.compile(r"(?i)\b(phường|quận|huyện|xã|tỉnh|thị xã|đường)\.\s*")
_LEVEL = r"(?i:(?:p|q|h|tp|tt|tx)\.|phường|quận|huyện|xã|thị|tỉnh|thành phố|tp )"
_GLUED_STOP = re.compile(r"([^\W\d_]{3})\.(?=([^\W\d_])[^\W\d_])")
_BREAKS = (
    # A dash or plus that opens a point: after a sign, or glued to the word before it.
    re.compile(r"(?<=[.:;!?)\]])\s*(?=[-+*–]+\s*[^\W_])"),
    re.compile(rf"(?<=[^\W_])(?=[-+*–]\s+[^\W_])(?!-\s*(?:\d|{_LEVEL}))"),
    re.compile(r"-{2,}[>\s]*|\*{2,}|_{3,}|={2,}>?"),
    # "1. ", "2/ " after a sign or glued to a word.
    re.compile(r"(?:(?<=[.:;)!])\s*|(?<=[^\W\d_]))(?=\d{1,2}\s?[./)]\s*[^\W\d_])"),
    re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])"),
    # "#" that opens a point glued to the one before it: "Nhân viên#Kỹ sư sản xuất".
    re.compile(r"(?<=[^\W_])#(?=[^\W\d_]+ )"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `plain` is its text in lower case without accents, letter for letter."""

    text: str
    plain: str
    topic: str
    body: int
    """Where in `plain` the words after the topic's own begin."""
    under: str
    """The topic of the heading it stands under."""


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut a text into its statements."""
    return tuple(_read(_statements(text[:MOST_LETTERS])))[:MOST_LINES]


def _read(statements: Iterator[str]) -> Iterator[Line]:
    under = ""
    for text in statements:
        plain = strip_marks(canonical(text))
        topic, body = topic_of(plain)
        if topic:
            under = topic
        yield Line(text, plain, topic, body, under)


def _statements(text: str) -> Iterator[str]:
    composed = _without_pictures(unicodedata.normalize("NFC", text))
    spaced = _GLUED_CAPITALS.sub("\n", _LEVEL_DOT.sub(r"\1 ", composed))
    for piece in re.split(f"[\n{re.escape(_BULLETS)}]", _unglued(spaced)):
        for pattern in _BREAKS:
            piece = pattern.sub("\n", piece)  # noqa: PLW2901 - each sign makes more breaks
        for part in piece.split("\n"):
            yield from _at_heads(" ".join(part.split()).strip(" ,;"))


def _without_pictures(text: str) -> str:
    """Turn emoji and drawn bullets into line breaks; they open a statement where they stand."""
    return "".join(
        "\n" if unicodedata.category(char) in {"So", "Cs", "Co"} else char
        for char in text.replace("\u200d", "").replace("\ufe0f", "")
    )


def _stopped(match: re.Match[str]) -> str:
    """Break behind a full stop without a blank, "Hà Nội.Tuyển", but not in "TP.Hà Nội"."""
    is_end = match[1][-1].islower() and match[2].isupper()
    return f"{match[1]}.\n" if is_end else match[0]


def _unglued(text: str) -> str:
    """Put the line break back where a paste has lost it: "nghiệmMô tả", "TIẾPĐịa chỉ"."""
    text = _GLUED_STOP.sub(_stopped, text)
    padded = f"  {text} "
    return "".join(
        f"\n{here}" if _is_glued(padded[place : place + 4]) else here
        for place, here in enumerate(text)
    )


def _is_glued(window: str) -> bool:
    """Look at a letter (the third), the two before it and the one after."""
    first, before, here, after = tuple(window)
    if not here.isupper():
        return False
    is_sentence = before.islower() or before in ")]!…”"
    is_item = before.isdigit() and after.islower() and here + after != "Tr"  # "8Tr" is pay
    return is_sentence or is_item or (first.isupper() and before.isupper() and after.islower())


def _at_heads(text: str) -> Iterator[str]:
    """Cut before words that open a topic: capitalised, or followed by a colon."""
    plain = strip_marks(canonical(text))
    if len(plain) != len(text):
        yield from [text] if text else []
        return
    cuts = [match.start() for match in HEAD.finditer(plain) if _opens(text, match)]
    for start, end in pairwise([0, *(cut for cut in cuts if cut), len(text)]):
        part = text[start:end].strip(" ,;-+*–=>[")
        if any(char.isalnum() for char in part):
            yield part


def _opens(text: str, match: re.Match[str]) -> bool:
    follows = text[match.end() : match.end() + 2].lstrip()
    is_name = match.start() > 0 and text[: match.start()].rstrip().endswith(("(", "/", "và"))
    is_capital = text[match.start()].isupper() and match.group() not in NEEDS_COLON
    is_name = is_name or (match.group() == "luong" and not _PAID.match(text, match.start()))
    return not is_name and (is_capital or follows.startswith(":"))
