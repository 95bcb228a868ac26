"""The workbook a firm takes out: text cells, no hidden column, marked."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl

from services.introduction_export import HEADERS, workbook

MARK = "Xuất từ Nối Việc: Lê Thị Lan & Anh (hr.may), 10:42 ngày 24/11/2026."
ROWS = [
    ("07", '=HYPERLINK("x")', "0900000001", "+84 thợ may", "Mới giới thiệu", ""),
    ("08", "@SUM Nguyễn", "Liên hệ qua cán bộ", "-may", "Đã xem", "08:30 ngày 26/11/2026"),
]


def read():
    data = workbook(ROWS, mark=MARK)
    return data, openpyxl.load_workbook(BytesIO(data))


def test_every_cell_is_the_text_that_the_page_shows():
    _, book = read()
    (sheet,) = book.worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0] == list(HEADERS)
    assert rows[1:] == [list(row) for row in ROWS]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row if cell.value}
    assert kinds == {"s"}


def test_nothing_is_hidden_and_the_mark_is_on_the_sheet_and_on_paper():
    data, book = read()
    (sheet,) = book.worksheets
    assert sheet.max_column == len(HEADERS)
    assert not any(d.hidden for d in sheet.column_dimensions.values())
    assert not any(d.hidden for d in sheet.row_dimensions.values())
    assert sheet.sheet_state == "visible"
    assert list(book.defined_names) == []
    assert sheet["A1"].value == MARK
    assert "Lê Thị Lan && Anh" in sheet.oddFooter.left.text
    parts = ZipFile(BytesIO(data)).namelist()
    assert not any(word in part for part in parts for word in ("comment", "external", "custom"))
