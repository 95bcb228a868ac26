"""Opening what an office sends: refused with a plain sentence unless it is a harmless table."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from services.workbooks.archive import checked_copy
from services.workbooks.refusal import WorkbookRefused
from services.workbooks.textfile import read_text_table

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
_SAVE_AS = (
    "Hãy mở bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”, rồi tải lại."
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
_TEXT_TYPES = frozenset({".csv", ".tsv"})
_BY_EXTENSION = {
    ".xls": f"Tệp Excel đời cũ (.xls) không nhận được. {_SAVE_AS}",
    ".xlsm": f"Tệp có thể chứa macro (.xlsm). {_SAVE_AS}",
    ".xlsb": f"Tệp .xlsb không nhận được. {_SAVE_AS}",
    ".ods": f"Tệp .ods không nhận được. {_SAVE_AS}",
}
_NOT_A_TABLE = f"Chỉ nhận tệp Excel (.xlsx) hoặc bảng dạng chữ (.csv, .tsv). {_SAVE_AS}"
_PASSWORD = "Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên."  # noqa: S105  a sentence
_OTHER_KIND = f"Tên tệp ghi {{}} nhưng bên trong không phải loại đó. {_SAVE_AS}"
_BROKEN = f"Tệp bị hỏng, không đọc được. {_SAVE_AS}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from its cell A1 on: `rows[0][0]` is A1, and row i is the sheet's row i + 1."""

    name: str
    rows: list[list[object]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """Merged ranges as (first, last) of (row, column), from 0."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The visible sheets of one file that have any content."""

    filename: str
    sheets: list[Sheet]

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)


def open_workbook(data: bytes, filename: str) -> Sheets:
    """Read a file's tables.

    Raises
    ------
    WorkbookRefused
        With a sentence for the officer: too large, of another kind, broken, or able to do harm.
    """
    kind = PurePath(filename).suffix.lower()
    _check_size(data)
    _check_kind(data, kind)
    sheets = [_text_sheet(data)] if kind in _TEXT_TYPES else _excel_sheets(data)
    kept = [sheet for sheet in sheets if sheet.rows]
    if not kept:
        raise WorkbookRefused("Tệp không có dòng nào. Hãy kiểm tra lại tệp rồi tải lên.")
    return Sheets(filename, kept)


def _check_size(data: bytes) -> None:
    if not data:
        raise WorkbookRefused("Tệp trống. Hãy chọn lại tệp rồi tải lên.")
    if len(data) > MAX_BYTES:
        raise WorkbookRefused("Tệp lớn hơn 10 MB. Hãy tách thành nhiều tệp nhỏ rồi tải lại.")


def _check_kind(data: bytes, kind: str) -> None:
    if data.startswith(_OLE) and _PASSWORD_MARK in data:
        raise WorkbookRefused(_PASSWORD)
    if kind in _BY_EXTENSION:
        raise WorkbookRefused(_BY_EXTENSION[kind])
    if kind not in _TEXT_TYPES | {".xlsx"}:
        raise WorkbookRefused(_NOT_A_TABLE)
    if data.startswith(b"PK\x03\x04") != (kind == ".xlsx"):
        raise WorkbookRefused(_OTHER_KIND.format(kind))
    if data.startswith((_OLE, b"%PDF")) or data.lstrip()[:1] == b"<":
        raise WorkbookRefused(_OTHER_KIND.format(kind))


def _text_sheet(data: bytes) -> Sheet:
    return Sheet("", _bounded(list(read_text_table(data))))


def _excel_sheets(data: bytes) -> list[Sheet]:
    checked = checked_copy(data, MAX_ROWS)
    try:
        return list(_read_sheets(checked))
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise WorkbookRefused(_BROKEN) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a broken part makes the reader panic
            raise WorkbookRefused(_BROKEN) from error
        raise


def _read_sheets(data: bytes) -> Iterator[Sheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for about in book.sheets_metadata:
        hidden = about.visible is not SheetVisibleEnum.Visible
        if hidden or about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = _bounded(sheet.to_python(skip_empty_area=False))
        yield Sheet(about.name, rows, list(sheet.merged_cell_ranges or []))


def _bounded(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    filled = [number for number, row in enumerate(rows, 1) if any(c not in {"", None} for c in row)]
    if len(filled) > MAX_ROWS:
        raise WorkbookRefused(TOO_MANY_ROWS)
    return [list(row) for row in rows[: filled[-1]]] if filled else []


TOO_MANY_ROWS = "Bảng có hơn 20.000 dòng. Hãy tách thành nhiều tệp nhỏ rồi tải lại."
