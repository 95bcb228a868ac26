"""Handing the erroneous rows back as a workbook that uploads clean once mended."""

import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.workbooks.drafts import DraftRow, Problem

MENDING = "Cần sửa"
"""Heading of the column with all reasons; it is not read back."""
_BAD = PatternFill("solid", fgColor="FFE08A")
_WIDEST = 40


def marked_workbook(headings: Sequence[str], rows: Iterable[DraftRow]) -> bytes:
    """Write an .xlsx of the rows that have problems, in the same columns, every cell as text.

    Bad cells are coloured with the reason in a comment; the last column has all reasons. Section
    rows stand above their rows again, because an address may need them.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new book has one
    sheet.title = MENDING
    _write(sheet, 1, [*headings, MENDING])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    bad = (row for row in rows if row.problems)
    for section, group in groupby(bad, key=lambda row: row.section):
        _write_group(sheet, section, list(group), len(headings))
    _set_widths(sheet, headings)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_group(sheet: Worksheet, section: str, rows: list[DraftRow], width: int) -> None:
    for place in reversed(section.split(", ")) if section else ():
        _write(sheet, sheet.max_row + 1, [place])
    for row in rows:
        number = sheet.max_row + 1
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        _write(sheet, number, [*cells, "\n".join(_reasons(row.problems))])
        for problem in row.problems:
            if problem.column is not None and problem.column < width:
                _mark(sheet.cell(number, problem.column + 1), problem.message)


def _reasons(problems: Sequence[Problem]) -> list[str]:
    return list(dict.fromkeys(problem.message for problem in problems))


def _write(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    """Write cells as text, so that no "=" runs and no zero is lost."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(number, column)
        cell.number_format = "@"
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _mark(cell: Cell, message: str) -> None:
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.fill = _BAD
    cell.comment = Comment(before + message, "Nối Việc", width=320, height=90)


def _set_widths(sheet: Worksheet, headings: Sequence[str]) -> None:
    for column, heading in enumerate([*headings, MENDING * 6], 1):
        width = min(max(len(heading) + 4, 14), _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width
