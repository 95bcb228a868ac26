"""Lists as offices write them: two heading rows, sections, several sheets, other programs."""

import pytest
from openpyxl import Workbook

from services.workbooks import (
    Options,
    WorkbookRefused,
    open_workbook,
    read_people,
)
from tests.services.workbook_files import add_rows, saved
from tests.services.workbook_rows import BAY, HEADINGS, HOANG_PHU, TODAY, messages, only, people


def test_office_form_with_notes_above_two_heading_rows_and_numbered_columns():
    reading = people(
        [
            ["CÔNG AN TỈNH THANH HÓA"],
            ["DANH SÁCH"],
            ["(Kèm theo Công văn số 12 ngày 01/11/2026)"],
            [
                "STT",
                "Họ và tên",
                "Năm sinh",
                None,
                "Số CCCD",
                "Nơi cư trú",
                None,
                None,
                "Mức án",
                "Ghi chú",
            ],
            [None, None, "Nam", "Nữ", None, "Thôn", "Xã", "Huyện", None, None],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
            [
                1,
                "Lê Văn Bảy",
                1990,
                None,
                38090001234,
                "Thôn 2",
                "Hoằng Phú",
                "Hoằng Hóa",
                "3 năm",
                "",
            ],
            [
                2,
                "Mai Thị Lan",
                None,
                1985,
                38185001234,
                "Thôn 3",
                "Hoằng Phú",
                "Hoằng Hóa",
                "2 năm",
                "",
            ],
        ],
        merge=["C4:D4", "F4:H4"],
    )
    assert reading.header_row == 4
    assert reading.dropped_columns == ["Mức án"]
    assert [row.row for row in reading.rows] == [7, 8]
    assert [row.values["birth_year"] for row in reading.rows] == [1990, 1985]
    assert [row.values["birth_date"] for row in reading.rows] == [None, None]
    assert [row.values["national_id"] for row in reading.rows] == ["038090001234", "038185001234"]
    assert {row.values["commune_code"] for row in reading.rows} == {HOANG_PHU}
    assert [messages(row) for row in reading.rows] == [[], []]
    assert [skipped.reason for skipped in reading.skipped] == ["dòng đánh số cột"]
    assert "3 năm" not in str(reading)


def test_list_by_sections_takes_the_commune_from_the_rows_above():
    heads = [
        "TT",
        "Ngày về",
        "Họ tên",
        "NTNS",
        "Số định danh",
        "Liên lạc",
        "Thôn",
        "Nghề học trong trại",
    ]
    reading = people(
        [
            heads,
            ["I", None, "HUYỆN HOẰNG HÓA"],
            ["1. Xã Hoằng Phú"],
            [1, 46000, "MAI THỊ LAN", 31272, "038185001234", "0977353752", "Thôn 2", "may"],
            [2, "02.11.2025", "Lê Văn Bảy", "5/3/1990", "038090001234", "", "Thôn 1", "hàn"],
            heads,
            ["2. Xã Hoằng Kim"],
            [3, "03-11-2025", "Cao Văn Út", "1979", "038079001234", "", "", "lái xe"],
            ["Tổng cộng", None, 3],
            [None, None, None, None, "Thanh Hóa, ngày 20 tháng 11 năm 2026"],
            [None, "NGƯỜI LẬP BIỂU", None, None, "THỦ TRƯỞNG ĐƠN VỊ"],
            [None, "Nguyễn Văn Ký", None, None, "Thiếu tá Hà Văn Duyệt"],
        ]
    )
    assert [row.row for row in reading.rows] == [4, 5, 8]
    assert [messages(row) for row in reading.rows] == [[], [], []]
    assert reading.rows[0].values["commune_code"] == HOANG_PHU
    assert reading.rows[0].section == "Xã Hoằng Phú, HUYỆN HOẰNG HÓA"
    assert reading.rows[0].values["birth_date"] == "1985-08-13"
    assert reading.rows[0].values["return_date"] == "2025-12-09"
    assert any("dòng nhóm" in note for note in reading.rows[0].notes)
    assert reading.rows[2].values["birth_year"] == 1979
    assert [skipped.row for skipped in reading.skipped] == [2, 3, 6, 7, 9, 10, 11, 12]


def test_sections_that_the_rows_contradict_are_not_used():
    reading = people(
        [
            HEADINGS,
            ["HUYỆN NÔNG CỐNG"],
            [*BAY[:4], "Xã Hoằng Phú, huyện Hoằng Hóa", ""],
            ["Mai Thị Lan", 1985, "038185001234", "", "Xã Tân Ninh Cũ Nào Đó", ""],
        ]
    )
    assert reading.rows[0].values["commune_code"] == HOANG_PHU
    assert reading.rows[1].values["commune_code"] is None
    assert reading.rows[1].status == "error"


def test_family_and_given_name_in_two_columns_become_one():
    rows = [["Họ đệm", "Tên", "Năm sinh", "CCCD", "Địa chỉ"], ["LÊ VĂN", "BẢY", 1990, "", BAY[4]]]
    row = only(people(rows))
    assert row.values["full_name"] == "Lê Văn Bảy"
    assert "family_name" not in row.values


def test_semicolon_table_of_another_program_is_read_alike():
    text = "Họ và tên;Năm sinh;CMND/CCCD;HKTT\nLê Văn Bảy;1990;038090001234;Xã Hoằng Phú\n"
    reading = read_people(open_workbook(text.encode("utf-16"), "a.csv"), Options(today=TODAY))
    assert only(reading).values["commune_code"] == HOANG_PHU


def test_best_sheet_is_read_and_the_other_lists_are_named():
    book = Workbook()
    add_rows(book.active, [["Hướng dẫn"], ["Ghi theo mẫu"]])
    add_rows(book.create_sheet("Xã A"), [HEADINGS, BAY])
    add_rows(book.create_sheet("Xã B"), [HEADINGS[:5], BAY[:5]])
    opened = open_workbook(saved(book), "a.xlsx")
    reading = read_people(opened, Options(today=TODAY))
    assert (reading.sheet, reading.other_sheets) == ("Xã A", ["Xã B"])
    assert read_people(opened, Options(sheet="Xã B", today=TODAY)).sheet == "Xã B"


def test_workbook_without_a_heading_row_is_refused_with_what_is_missing():
    with pytest.raises(WorkbookRefused, match="Họ và tên"):
        people([["a", "b"], ["c", "d"]])


def test_workbook_in_an_old_font_is_refused_for_the_font():
    with pytest.raises(WorkbookRefused, match="Unicode"):
        people(
            [
                ["Hä vµ tªn", "N¨m sinh", "§Þa chØ", "NghÒ nghiÖp"],
                ["Lª V¨n B¶y", 1990, "X· Ho»ng Phó", ""],
            ]
        )
