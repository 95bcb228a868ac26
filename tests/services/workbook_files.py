"""Workbooks made for the tests, good and hostile, byte by byte where no program would make them."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(rows: Iterable[Sequence[object]], *, merge: Sequence[str] = (), name="Sheet1") -> bytes:
    """Write rows with openpyxl; a text that starts with "=" stays text."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    add_rows(sheet, rows)
    for area in merge:
        sheet.merge_cells(area)
    return saved(book)


def add_rows(sheet, rows) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Replace, add (bytes) or leave out (None) parts of a workbook."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part not in changes:
                new.writestr(part, old.read(part))
        for part, content in changes.items():
            if content is not None:
                new.writestr(part, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_sheet_xml(sheet_data: bytes, *, dimension: str = "A1") -> bytes:
    """Make a workbook whose only sheet has this XML inside <sheetData>."""
    head = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>'
    sheet = head.encode() + b"<sheetData>" + sheet_data + b"</sheetData></worksheet>"
    return rezipped(xlsx([["a"]]), {"xl/worksheets/sheet1.xml": sheet})


def text_cell(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
