import tracemalloc

import pytest
from openpyxl import Workbook

from services.workbooks import open_workbook
from tests.services.workbook_files import (
    add_rows,
    saved,
    text_cell,
    with_sheet_xml,
    xlsx,
)
from tests.services.workbook_refusals import GOOD, refusal, rows_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_plain_workbook_is_read_from_its_first_cell_on():
    assert rows_of(GOOD) == [["Họ và tên", "Năm sinh"], ["Lê Văn Bảy", 1990.0]]


def test_first_row_is_row_one_even_when_it_is_empty():
    assert rows_of(xlsx([[], [], [None, "x"]])) == [["", ""], ["", ""], ["", "x"]]


def test_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(["thấy"])
    hidden = book.create_sheet("ẩn")
    hidden.append(["không thấy"])
    hidden.sheet_state = "hidden"
    assert [sheet.rows for sheet in open_workbook(saved(book), "a.xlsx")] == [[["thấy"]]]


@pytest.mark.parametrize("data", [b"", xlsx([])], ids=["no bytes", "no cells"])
def test_empty_file_is_refused(data):
    refusal(data)


def test_file_of_more_than_ten_megabytes_is_refused_before_anything_is_read():
    assert "10 MB" in refusal(b"PK\x03\x04" + bytes(10 * 1024 * 1024))


def test_ten_megabytes_of_text_are_not_too_large():
    rows = b"ten,nghe\n" + b"Le Van Bay," + b"x" * 600 + b"\n"
    assert rows_of(rows * 1000, "a.csv")


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xlsx"),
        (b"\n <html><table></table></html>", "a.csv"),
        (b"ten;tuoi\nBay;30\n", "a.xlsx"),
        (GOOD, "a.csv"),
        (b"%PDF-1.7", "a.csv"),
        (OLE + bytes(600), "a.xlsx"),
    ],
    ids=["html", "html as csv", "csv as xlsx", "xlsx as csv", "pdf", "xls as xlsx"],
)
def test_renamed_file_of_another_kind_is_refused(data, filename):
    assert "bên trong" in refusal(data, filename)


@pytest.mark.parametrize("filename", ["a.xls", "a.xlsm", "a.xlsb", "a.ods", "a.docx", "a", "a.exe"])
def test_other_extensions_are_refused_with_how_to_save(filename):
    assert "Save As" in refusal(GOOD, filename)


def test_extension_counts_in_capitals_too():
    assert rows_of(GOOD, "DANH SÁCH.XLSX")


def test_password_is_named_as_the_reason():
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "mật khẩu" in refusal(locked)


def test_more_than_twenty_thousand_filled_rows_are_refused():
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    assert rows_of(with_sheet_xml(b"".join(row % (n, n) for n in range(1, 20_001))))
    too_many = with_sheet_xml(b"".join(row % (n, n) for n in range(1, 20_002)))
    assert "20.000 dòng" in refusal(too_many)
    assert "20.000 dòng" in refusal(b"a\n" * 20_001, "a.csv")


def test_cells_without_places_are_counted_too():
    assert "20.000 dòng" in refusal(with_sheet_xml(b"<row><c><v>1</v></c></row>" * 20_001))


def million_empty_rows() -> bytes:
    empty = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(3, 1_000_001))
    styled = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in (1_000_001, 1_048_576)
    )
    filled = b'<row r="1">' + text_cell("A1", "Họ và tên") + b"</row>"
    return with_sheet_xml(filled + empty + styled, dimension="A1:L1048576")


def test_million_empty_formatted_rows_cost_little():
    data = million_empty_rows()
    tracemalloc.start()
    try:
        assert rows_of(data) == [["Họ và tên"]]
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_filled_cell_in_the_farthest_corner_is_refused_and_named():
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = with_sheet_xml(b'<row r="1"><c r="A1"><v>1</v></c></row>' + far)
    assert "XFD1048576" in refusal(data)


def test_false_dimension_hides_no_row():
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 501)
    )
    assert len(rows_of(with_sheet_xml(rows, dimension="A1:B2"))) == 500


def test_several_sheets_are_all_offered():
    book = Workbook()
    book.active.append(["một"])
    add_rows(book.create_sheet("Hai"), [["hai"]])
    assert [sheet.name for sheet in open_workbook(saved(book), "a.xlsx")] == ["Sheet", "Hai"]
