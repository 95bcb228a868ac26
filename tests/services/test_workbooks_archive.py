"""What a workbook's archive may hold, and how much."""

import io
import zipfile
import zlib
from contextlib import suppress

import pytest

from services.workbooks import WorkbookRefused, open_workbook
from tests.services.workbook_files import (
    RELATIONS,
    part,
    rezipped,
    with_sheet_xml,
)
from tests.services.workbook_refusals import GOOD, refusal, rows_of


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


def test_compressed_garbage_is_refused():
    refusal(b"PK\x03\x04" + zlib.compress(bytes(5000)))
