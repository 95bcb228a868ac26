import io
from datetime import date

from openpyxl import load_workbook

from services.workbooks import (
    Options,
    marked_workbook,
    open_workbook,
    read_people,
    read_positions,
)
from services.workbooks.marked import MENDING
from tests.services.workbook_files import xlsx

OPTIONS = Options(today=date(2026, 11, 24))
HEADINGS = ["STT", "Họ và tên", "Năm sinh", "CCCD", "SĐT", "Tội danh", "Nơi ở", "Ghi chú"]
GOOD = [1, "Lê Văn Bảy", 1990, 38090001234, 977353752, "trộm", "Xã Hoằng Phú", "=1+1"]
BAD = [2, "Cao Văn Út", "31/02/1979", "12345", 912345678, "trộm", "Xã Hoằng Phú", "@SUM(A1)"]


def read(data):
    return read_people(open_workbook(data, "a.xlsx"), OPTIONS)


def marked(rows):
    reading = read(xlsx(rows))
    data = marked_workbook(reading.headings, reading.rows)
    return data, load_workbook(io.BytesIO(data)).active


def test_only_rows_with_faults_come_back_under_the_same_headings():
    _, sheet = marked([["DANH SÁCH"], HEADINGS, GOOD, BAD])
    assert [cell.value for cell in sheet[1]] == [*HEADINGS, MENDING]
    assert sheet.max_row == 2
    assert sheet["B2"].value == "Cao Văn Út"


def test_bad_cells_are_coloured_with_the_reason_in_a_comment_and_all_reasons_at_the_end():
    _, sheet = marked([HEADINGS, GOOD, BAD])
    assert "31/02/1979" in sheet["C2"].comment.text
    assert "5 chữ số" in sheet["D2"].comment.text
    assert sheet["C2"].fill.fgColor.rgb == "00FFE08A"
    assert sheet["B2"].comment is None
    assert sheet["I2"].value.split("\n") == [sheet["C2"].comment.text, sheet["D2"].comment.text]


def test_numbers_are_text_and_nothing_runs_as_a_formula():
    _, sheet = marked([HEADINGS, [*BAD[:4], 912345678, "", "=2+5", "+84 gọi"]])
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} == {"s"}
    assert sheet["E2"].value == "912345678"
    assert sheet["G2"].value == "=2+5"
    assert sheet["D2"].number_format == "@"


def test_dropped_column_comes_back_empty():
    data, sheet = marked([HEADINGS, GOOD, BAD])
    assert sheet["F2"].value is None
    assert "trộm".encode() not in data


def test_mended_file_uploads_clean():
    data, _ = marked([["DANH SÁCH"], HEADINGS, ["HUYỆN HOẰNG HÓA"], GOOD, BAD])
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet["A2"].value == "HUYỆN HOẰNG HÓA"
    sheet["C3"], sheet["D3"] = "03/02/1979", "038079001234"
    stream = io.BytesIO()
    book.save(stream)
    again = read(stream.getvalue())
    (row,) = again.rows
    assert row.problems == []
    assert row.values["national_id"] == "038079001234"
    assert row.values["phone"] == "0912345678"
    assert MENDING not in [again.headings[i] for i in again.mapping]


def test_positions_come_back_too():
    headings = ["Doanh nghiệp", "Vị trí", "Số lượng", "Nơi làm việc"]
    opened = open_workbook(xlsx([headings, ["Công ty X", "Thợ hàn", -2, "Hà Nội"]]), "a.xlsx")
    reading = read_positions(opened, OPTIONS)
    sheet = load_workbook(io.BytesIO(marked_workbook(reading.headings, reading.rows))).active
    assert sheet["C2"].comment is not None
    assert sheet["D2"].comment is not None
