"""A report as a workbook: one sheet a table, what is hidden on the page is hidden here."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.reports.tables import Table

A4 = 9
SHEET_NAMES = {
    "people": "Người lao động",
    "models": "Mô hình",
    "outreach": "Tuyên truyền",
    "commune": "Theo xã, phường",
    "model": "Theo mô hình",
    "firm": "Theo doanh nghiệp",
    "events": "Hội nghị",
}
HEAD_ROW = 3
WIDE, NARROW = 46, 12


def workbook(tables: Sequence[Table], *, title: str, notes: Sequence[str]) -> bytes:
    """Return an .xlsx; numbers are numbers, everything else is text and never a formula."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "#,##0", "align": "right"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(SHEET_NAMES[table.code])
            _head(sheet, table, title, bold)
            _rows(sheet, table, number, wrapped)
            _foot(sheet, table, notes)
    return target.getvalue()


def _head(sheet: Worksheet, table: Table, title: str, bold: Format) -> None:
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, table.title, bold)
    heads = [table.first, *table.columns, *(["Cách tính"] if table.has_meanings else [])]
    for column, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, head, bold)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, len(table.columns), NARROW)
    sheet.set_column(len(table.columns) + 1, len(table.columns) + 1, WIDE)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)


def _rows(sheet: Worksheet, table: Table, number: Format, wrapped: Format) -> None:
    for line, row in enumerate(table.rows, start=HEAD_ROW + 1):
        sheet.write_string(line, 0, row.label, wrapped)
        for column, value in enumerate(row.values, start=1):
            if isinstance(value, int):
                sheet.write_number(line, column, value, number)
            else:
                sheet.write_string(line, column, value, number)
        if row.meaning:
            sheet.write_string(line, len(table.columns) + 1, row.meaning, wrapped)


def _foot(sheet: Worksheet, table: Table, notes: Sequence[str]) -> None:
    for number, note in enumerate(notes, start=HEAD_ROW + 2 + len(table.rows)):
        sheet.write_string(number, 0, note)
