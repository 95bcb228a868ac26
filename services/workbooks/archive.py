"""Looking through a workbook's zip before any parser sees it."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from services.workbooks.refusal import WorkbookRefused

MAX_ENTRIES = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
RATIO_FROM = 10 * 1024 * 1024
MAX_RATIO = 100
MAX_AREA = 5_000_000
"""Cells between A1 and the last filled cell: a reader makes room for all of them."""
MAX_TEXT = 200_000_000
"""Characters of all cells together once shared texts are written out."""

_P = rb"(?:\w+:)?"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(
    rb"<" + _P + rb"c(\s[^>]*)?(?<!/)>\s*<" + _P + rb"(?:v|is|f)\b[^>]*>(?:(\d+)</" + _P + rb"v>)?"
)
_PLACE = re.compile(rb'\br\s*=\s*["\']([A-Za-z]{1,3})(\d{1,7})["\']')
_SHARED = re.compile(rb'\bt\s*=\s*["\']s["\']')
_TEXT = re.compile(rb"<" + _P + rb"si\b.*?</" + _P + rb"si\s*>", re.DOTALL)
_OUTSIDE = re.compile(rb"<" + _P + rb"Relationship\b[^>]*TargetMode\s*=\s*[\"']External[^>]*>")
_FORBIDDEN = {
    "vbaproject": "Tệp có macro. Hãy lưu lại thành tệp .xlsx thường (không macro) rồi tải lên.",
    "macrosheets/": "Tệp có macro. Hãy lưu lại thành tệp .xlsx thường (không macro) rồi tải lên.",
    "externallinks/": "Tệp có liên kết sang tệp khác. Hãy chép bảng sang một tệp mới, dán dạng giá "
    "trị (Paste Values), rồi tải lên.",
    "connections.xml": "Tệp có kết nối dữ liệu ra ngoài. Hãy chép bảng sang một tệp mới, dán dạng "
    "giá trị (Paste Values), rồi tải lên.",
}
_BOMB = "Tệp giải nén ra quá lớn. Hãy chép riêng bảng cần nhập sang một tệp mới rồi tải lên."
_BROKEN = "Tệp bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."
_OTHER = "Tệp không phải bảng Excel. Hãy lưu bảng dạng .xlsx rồi tải lên."
_PASSWORD = "Tệp có mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi tải lên."  # noqa: S105  a sentence
_XML = "Tệp có khai báo lạ bên trong. Hãy chép bảng sang một tệp Excel mới rồi tải lên."
_ROWS = "Bảng có hơn {} dòng. Hãy tách thành nhiều tệp nhỏ rồi tải lại."
_FAR = "Có ô dữ liệu nằm quá xa (ô {}). Hãy xóa ô đó, lưu lại rồi tải lên."


@dataclass
class _Contents:
    """What all parts hold together: filled rows, the farthest cell, how often a text is used."""

    max_rows: int
    rows: set[int] = field(default_factory=set)
    uses: Counter[int] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)


def checked_copy(data: bytes, max_rows: int) -> bytes:
    """Look at the list of parts, then at each part unpacked; return a zip of just what was seen.

    Parsers get the copy, so that a second reading of a crafted zip cannot find anything else.

    Raises
    ------
    WorkbookRefused
        For a bomb, a macro, a link outwards, an XML declaration of entities, too many rows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_list(archive.infolist())
            return _check_parts(archive, max_rows)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise WorkbookRefused(_BROKEN) from error
    except RuntimeError as error:
        raise WorkbookRefused(_PASSWORD) from error


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(names) > MAX_ENTRIES or len(set(names)) < len(names):
        raise WorkbookRefused(_BROKEN)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed):
        raise WorkbookRefused(_BOMB)
    for mark, sentence in _FORBIDDEN.items():
        if any(mark in name for name in names):
            raise WorkbookRefused(sentence)
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused(_OTHER)


def _check_parts(archive: zipfile.ZipFile, max_rows: int) -> bytes:
    contents = _Contents(max_rows)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as clean:
        for part in archive.infolist():
            data = _unpacked(archive, part)
            _check_part(data, part.filename.lower(), contents)
            clean.writestr(part.filename, data)
    _check_text(contents)
    return copy.getvalue()


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack no more than the stated size; the zip's own check sum catches most false ones."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise WorkbookRefused(_BROKEN)
    with archive.open(part) as stream:
        return stream.read(part.file_size)


def _check_part(data: bytes, name: str, contents: _Contents) -> None:
    _check_xml(data, name)
    _count_cells(data, contents)
    if b"<si" in data or b":si" in data:
        contents.lengths += [len(text.group()) for text in _TEXT.finditer(data)]


def _check_xml(data: bytes, name: str) -> None:
    plain = data.replace(b"\0", b"") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data
    if _DOCTYPE.search(plain):
        raise WorkbookRefused(_XML)
    if b"macroEnabled" in plain and name.endswith("[content_types].xml"):
        raise WorkbookRefused(_FORBIDDEN["vbaproject"])
    if name.endswith(".rels"):
        _check_links(_OUTSIDE.findall(plain))


def _check_links(links: Iterable[bytes]) -> None:
    """Excel itself turns a typed e-mail address into a link, so links in cells are harmless."""
    if any(b"/hyperlink" not in link for link in links):
        raise WorkbookRefused(_FORBIDDEN["externallinks/"])


def _count_cells(data: bytes, contents: _Contents) -> None:
    """Count the filled cells of a part, stopping at the first limit that is passed."""
    sheet = _Contents(contents.max_rows)
    last = (0, 0)
    for attributes, shared in _cells(data):
        place = _PLACE.search(attributes)
        if place:
            last = _farther(last, place[1], int(place[2]), sheet)
        if shared and _SHARED.search(attributes):
            contents.uses[int(shared)] += 1


def _cells(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for match in _CELL.finditer(data):
        yield match[1] or b"", match[2] or b""


def _farther(last: tuple[int, int], letters: bytes, row: int, sheet: _Contents) -> tuple[int, int]:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    sheet.rows.add(row)
    if len(sheet.rows) > sheet.max_rows:
        raise WorkbookRefused(_ROWS.format(f"{sheet.max_rows:,}".replace(",", ".")))
    rows, columns = max(last[0], row), max(last[1], column)
    if rows * columns > MAX_AREA:
        raise WorkbookRefused(_FAR.format(f"{letters.decode()}{row}"))
    return rows, columns


def _check_text(contents: _Contents) -> None:
    lengths = contents.lengths
    total = sum(lengths[i] * n for i, n in contents.uses.items() if i < len(lengths))
    if total > MAX_TEXT:
        raise WorkbookRefused(_BOMB)
