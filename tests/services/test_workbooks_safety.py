import io
import tracemalloc
import unicodedata
import zipfile
import zlib
from contextlib import suppress

import pytest
from openpyxl import Workbook

from services.workbooks import WorkbookRefused, open_workbook
from tests.services.workbook_files import (
    RELATIONS,
    add_rows,
    part,
    rezipped,
    saved,
    text_cell,
    with_sheet_xml,
    xlsx,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = xlsx([["Họ và tên", "Năm sinh"], ["Lê Văn Bảy", 1990]])


def refusal(data: bytes, filename: str = "danh_sach.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as refused:
        open_workbook(data, filename)
    message = str(refused.value)
    assert "Hãy" in message, "a refusal says what to do"
    return message


def rows_of(data: bytes, filename: str = "a.xlsx") -> list[list[object]]:
    (sheet,) = open_workbook(data, filename)
    return sheet.rows


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


def test_zip_with_a_password_is_refused_for_the_password():
    flagged = bytearray(GOOD)
    place = flagged.find(b"PK\x01\x02")
    while place >= 0:
        flagged[place + 8] |= 1
        place = flagged.find(b"PK\x01\x02", place + 4)
    assert "mật khẩu" in refusal(bytes(flagged))


def bomb(size: int) -> bytes:
    return rezipped(GOOD, {"xl/media/image1.xml": bytes(size)})


def test_bomb_of_ninety_nine_megabytes_in_a_small_file_is_refused_unread():
    data = bomb(99 * 1024 * 1024)
    assert len(data) < 400_000
    assert "giải nén" in refusal(data)


def test_ratio_above_a_hundred_counts_from_ten_megabytes_on():
    assert "giải nén" in refusal(bomb(11 * 1024 * 1024))
    assert rows_of(bomb(1024 * 1024))


def test_bomb_that_states_a_false_size_is_refused():
    data = bytearray(bomb(60 * 1024 * 1024))
    true_size, false_size = (60 * 1024 * 1024).to_bytes(4, "little"), (900).to_bytes(4, "little")
    assert true_size in data
    refusal(bytes(data).replace(true_size, false_size))


def test_part_longer_than_it_states_is_cut_where_it_states_to_end():
    zeros, stated = bytes(60 * 1024 * 1024), bytes(900)
    data = bomb(len(zeros))
    for figure in (len, zlib.crc32):
        true, false = (figure(content).to_bytes(4, "little") for content in (zeros, stated))
        data = data.replace(true, false)
    assert rows_of(data) == rows_of(GOOD)


def test_bomb_inside_the_limits_of_the_zip_but_with_one_text_used_everywhere_is_refused():
    cells = b"".join(
        b'<row r="%d">%s</row>'
        % (n, b"".join(b'<c r="%s%d" t="s"><v>0</v></c>' % (c, n) for c in (b"A", b"B", b"C")))
        for n in range(1, 8000)
    )
    text = b'<?xml version="1.0"?><sst xmlns="x"><si><t>' + b"a" * 32_000 + b"</t></si></sst>"
    data = rezipped(with_sheet_xml(cells), {"xl/sharedStrings.xml": text})
    assert "giải nén" in refusal(data)


def test_too_many_parts_are_refused():
    refusal(rezipped(GOOD, {f"xl/media/{n}.png": b"" for n in range(2_001)}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_part_that_is_there_twice_is_refused():
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    refusal(stream.getvalue())


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "XL/VBAPROJECT.BIN"]
)
def test_macros_are_refused(name):
    assert "macro" in refusal(rezipped(GOOD, {name: b"x"}))


def test_macro_workbook_renamed_to_xlsx_is_refused():
    types = part(GOOD, "[Content_Types].xml").replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert "macro" in refusal(rezipped(GOOD, {"[Content_Types].xml": types}))


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_links_to_other_files_are_refused(name):
    assert "Paste Values" in refusal(rezipped(GOOD, {name: b"<x/>"}))


def relations(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId9" Target="{target}" '
        f'TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}"/></Relationships>'
    ).encode()


def test_linked_picture_is_refused():
    links = relations("image", "http://example.invalid/a.png")
    refusal(rezipped(GOOD, {"xl/worksheets/_rels/sheet1.xml.rels": links}))


def test_typed_mail_address_which_excel_made_a_link_is_harmless():
    links = relations("hyperlink", "mailto:a@example.invalid")
    assert rows_of(rezipped(GOOD, {"xl/worksheets/_rels/sheet1.xml.rels": links}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_declared_in_a_part_are_refused(encoding):
    xml = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>'
    assert "khai báo" in refusal(rezipped(GOOD, {"xl/sharedStrings.xml": xml.encode(encoding)}))


def test_word_document_renamed_to_xlsx_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    assert "không phải bảng Excel" in refusal(stream.getvalue())


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


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("content", [b"", b"<", b"<worksheet>", b"\xff\xfe\x00", b"<row r='-1'>"])
def test_broken_part_is_refused_or_read_but_never_breaks_us(name, content):
    with suppress(WorkbookRefused):
        assert list(open_workbook(rezipped(GOOD, {name: content}), "a.xlsx"))


@pytest.mark.parametrize("step", range(12))
def test_cut_or_flipped_file_never_breaks_us(step):
    cut = GOOD[: len(GOOD) * step // 12]
    flipped = bytearray(GOOD)
    flipped[len(GOOD) * step // 12] ^= 0xFF
    for data in (cut, bytes(flipped)):
        with suppress(WorkbookRefused):
            assert list(open_workbook(data, "a.xlsx"))


TABLE = "Họ và tên;Nghề nghiệp\nLê Văn Bảy;thợ hồ, xây tường\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [";", "\t"])
def test_text_tables_are_read_in_each_encoding_and_separator(encoding, mark):
    data = TABLE.replace(";", mark).encode(encoding)
    assert rows_of(data, "a.csv") == [
        ["Họ và tên", "Nghề nghiệp"],
        ["Lê Văn Bảy", "thợ hồ, xây tường"],
    ]


def as_cp1258(text: str) -> bytes:
    """Write the tone as a mark of its own after a composed vowel, as Windows did."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parted = ((char, unicodedata.normalize("NFD", char)) for char in text)
    typed = [
        unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        + "".join(p for p in parts if p in tones)
        for _, parts in parted
    ]
    return "".join(typed).encode("cp1258")


def test_old_windows_code_page_is_read_without_mojibake():
    assert rows_of(as_cp1258(TABLE), "a.csv")[1] == ["Lê Văn Bảy", "thợ hồ, xây tường"]


@pytest.mark.parametrize(
    "data", [b"H\xe4 v\xb5 t\xaan;Ngh\xd2\nL\xaa V\xa8n B\xb6y;th\xee", b"a\0b;c"]
)
def test_old_fonts_and_nul_bytes_are_refused_not_guessed(data):
    refusal(data, "a.csv")


def test_quoted_separators_and_line_breaks_stay_in_their_cell():
    data = 'ten,dia chi\n"Bảy","thôn 1, xã Ba\nĐình"\n'.encode()
    assert rows_of(data, "a.csv")[1] == ["Bảy", "thôn 1, xã Ba\nĐình"]


def test_several_sheets_are_all_offered():
    book = Workbook()
    book.active.append(["một"])
    add_rows(book.create_sheet("Hai"), [["hai"]])
    assert [sheet.name for sheet in open_workbook(saved(book), "a.xlsx")] == ["Sheet", "Hai"]


def test_compressed_garbage_is_refused():
    refusal(b"PK\x03\x04" + zlib.compress(bytes(5000)))
