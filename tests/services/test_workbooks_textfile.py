"""Tables of plain text: separators, encodings, old fonts."""

import unicodedata

import pytest

from tests.services.workbook_refusals import refusal, rows_of

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
