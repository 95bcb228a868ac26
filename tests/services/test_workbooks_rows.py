from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from services.workbooks import (
    Options,
    WorkbookRefused,
    keep_people,
    mark_twins,
    open_workbook,
    read_again,
    read_people,
    read_positions,
    sections_trusted,
)
from tests.services.workbook_files import add_rows, saved, xlsx

TODAY = date(2026, 11, 24)
HEADINGS = ["Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Địa chỉ", "Tay nghề"]
BAY = [
    "Lê Văn Bảy",
    "05/03/1990",
    "038090001234",
    "0977353752",
    "Xã Hoằng Phú, tỉnh Thanh Hóa",
    "thợ hồ",
]
HOANG_PHU = "15889"


def people(rows, options=None, **more):
    opened = open_workbook(xlsx(rows, **more), "danh_sach.xlsx")
    return read_people(opened, options or Options(today=TODAY))


def positions(rows):
    return read_positions(open_workbook(xlsx(rows), "nhu_cau.xlsx"), Options(today=TODAY))


def only(reading):
    (row,) = reading.rows
    return row


def messages(row):
    return [problem.message for problem in row.problems]


def test_plain_list_gives_values_and_no_problem():
    row = only(people([HEADINGS, BAY]))
    assert row.row == 2
    assert messages(row) == []
    assert row.values["full_name"] == "Lê Văn Bảy"
    assert row.values["birth_date"] == "1990-03-05"
    assert row.values["birth_year"] == 1990
    assert row.values["national_id"] == "038090001234"
    assert row.values["phone"] == "0977353752"
    assert row.values["commune_code"] == HOANG_PHU
    assert row.status == "ok"


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
    reading = people(
        [
            [
                "TT",
                "Ngày về",
                "Họ tên",
                "NTNS",
                "Số định danh",
                "Liên lạc",
                "Thôn",
                "Nghề học trong trại",
            ],
            ["I", None, "HUYỆN HOẰNG HÓA"],
            ["1. Xã Hoằng Phú"],
            [1, 46000, "MAI THỊ LAN", 31272, "038185001234", "0977353752", "Thôn 2", "may"],
            [2, "02.11.2025", "Lê Văn Bảy", "5/3/1990", "038090001234", "", "Thôn 1", "hàn"],
            [
                "TT",
                "Ngày về",
                "Họ tên",
                "NTNS",
                "Số định danh",
                "Liên lạc",
                "Thôn",
                "Nghề học trong trại",
            ],
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


def test_all_faults_of_a_row_are_named_at_once_with_their_columns():
    row = only(
        people([HEADINGS, ["Bảy", "31/02/1990", "03809000123O", "12345678", "không rõ", "hàn"]])
    )
    assert [problem.column for problem in row.problems] == [0, 1, 3, 4, 2]
    assert {p.field for p in row.problems} == {
        "full_name",
        "birth_date",
        "phone",
        "address",
        "national_id",
    }
    assert all("ãy" in message for message in messages(row))


def test_row_without_a_name_is_an_error_and_not_lost():
    row = only(people([HEADINGS, ["", *BAY[1:]]]))
    assert messages(row) == ["Thiếu họ và tên. Hãy ghi đủ họ và tên."]


def test_row_with_nothing_but_a_name_is_an_error_and_not_lost():
    row = only(people([HEADINGS, ["Lê Văn Bảy"]]))
    assert len(messages(row)) == 2


def test_lost_zero_is_not_restored_against_the_birth():
    row = only(people([HEADINGS, [BAY[0], "05/03/1971", 38090001234.0, *BAY[3:]]]))
    assert row.values["national_id"] is None
    assert "12 số" in messages(row)[0]


def test_coming_home_before_fourteen_is_refused():
    rows = [[*HEADINGS, "Ngày về địa phương"], [*BAY, "04/03/2004"]]
    assert "14 tuổi" in messages(only(people(rows)))[0]
    rows[1][-1] = "05/03/2004"
    assert messages(only(people(rows))) == []


def test_doubtful_address_is_an_error_with_candidates():
    row = only(people([HEADINGS, [*BAY[:4], "Xa Hoang Dong, Huyen Hoang Hoa", ""]]))
    (problem,) = row.problems
    assert row.values["commune_code"] is None
    assert len(problem.candidates) == 2


def test_columns_on_the_offence_and_the_sex_are_dropped_before_anything_is_kept():
    headings = [*HEADINGS, "Giới tính", "Tội danh", "Thời hạn tù", "Trại giam", "Dân tộc"]
    secret = ["Nam", "Trộm cắp tài sản", "36 tháng", "Trại 5", "Kinh"]
    reading = people([headings, [*BAY, *secret]])
    assert reading.dropped_columns == ["Giới tính", "Tội danh", "Thời hạn tù", "Trại giam"]
    assert only(reading).cells[-5:] == ["", "", "", "", "Kinh"]
    for word in ("Trộm cắp", "36 tháng", "Trại 5"):
        assert word not in str(reading.rows)


def test_officer_cannot_map_a_dropped_column():
    rows = [[*HEADINGS, "Tội danh"], [*BAY, "Trộm cắp tài sản"]]
    mapping = {0: "full_name", 1: "birth_date", 4: "address", 6: "notes"}
    reading = people(rows, Options(mapping=mapping, today=TODAY))
    assert 6 not in reading.mapping
    assert "Trộm cắp" not in str(reading.rows)


def test_phrases_on_an_offence_go_from_every_free_text_even_of_unmapped_columns():
    rows = [
        [*HEADINGS, "Ghi chú", "Cột lạ"],
        [*BAY[:5], "hàn, phạm tội trộm cắp", "bị phạt tù 3 năm", "án treo"],
    ]
    row = only(people(rows))
    assert row.values["skills_text"] == "hàn"
    assert row.values["notes"] == ""
    assert row.cells[5:] == ["hàn", "", ""]
    assert "Đã bỏ nội dung không được lưu ở cột “Tay nghề”." in row.notes


def test_formula_as_text_in_a_note_is_left_out_with_a_note():
    row = only(
        people([[*HEADINGS, "Ghi chú"], [*BAY, '=HYPERLINK("http://example.invalid";"xem")']])
    )
    assert row.values["notes"] == ""
    assert row.status == "ok"
    assert any("công thức" in note for note in row.notes)


def test_skills_are_canonical_codes():
    row = only(people([HEADINGS, [*BAY[:5], "may công nghiệp 3 năm, biết vắt sổ"]]))
    assert row.values["skills"] == [
        {"code": "may-cong-nghiep", "years": 3.0},
        {"code": "vat-so", "years": None},
    ]


def test_same_number_and_name_is_a_duplicate_of_the_first_row():
    again = ["Le Van Bay", "05-03-1990", 38090001234.0, *BAY[3:]]
    reading = people([HEADINGS, BAY, again, BAY])
    assert [row.status for row in reading.rows] == ["ok", "duplicate", "duplicate"]
    assert [row.duplicate_of for row in reading.rows] == [None, 2, 2]


def test_same_number_with_another_name_is_a_problem_of_both_rows():
    reading = people([HEADINGS, BAY, ["Cao Văn Út", *BAY[1:]]])
    assert [row.status for row in reading.rows] == ["error", "error"]
    assert "dòng 3" in messages(reading.rows[0])[0]
    assert "dòng 2" in messages(reading.rows[1])[0]


def test_same_name_and_birth_is_a_duplicate_only_while_a_number_is_missing():
    without = [*BAY[:2], "", *BAY[3:]]
    other = [*BAY[:2], "038090009999", *BAY[3:]]
    assert [row.status for row in people([HEADINGS, BAY, without]).rows] == ["ok", "duplicate"]
    assert [row.status for row in people([HEADINGS, BAY, other]).rows] == ["ok", "ok"]


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


def test_officers_mapping_wins_and_unknown_columns_or_fields_are_refused():
    rows = [
        ["Ai", "Sinh", "Ở đâu", *HEADINGS[:2], "Địa chỉ"],
        ["Cao Văn Út", 1985, "Xã Hoằng Phú", "", "", ""],
    ]
    mapping = {0: "full_name", 1: "birth_date", 2: "address"}
    assert (
        only(people(rows, Options(mapping=mapping, today=TODAY))).values["full_name"]
        == "Cao Văn Út"
    )
    for wrong in ({99: "full_name"}, {0: "offence"}, {0: "full_name", 1: "full_name"}):
        with pytest.raises(WorkbookRefused, match="Hãy chọn"):
            people(rows, Options(mapping=wrong, today=TODAY))


def test_drafts_can_be_read_again_under_another_mapping():
    reading = people([[*HEADINGS, "Cột lạ"], [*BAY, "cắt tóc"]])
    mapping = {**reading.mapping, 6: "wishes"}
    again = read_again(reading, Options(mapping=mapping, today=TODAY))
    assert again.rows[0].values["wishes"] == "cắt tóc"
    assert again.rows[0].values["birth_date"] == "1990-03-05"
    assert again.rows[0].values["commune_code"] == HOANG_PHU


def test_drafts_survive_json():
    row = people([HEADINGS, ["Bảy", *BAY[1:]]]).rows[0]
    assert type(row).from_json(row.as_json()) == row


JOBS = ["Doanh nghiệp", "Vị trí", "Số lượng", "Mức lương", "Nơi làm việc", "Độ tuổi", "Hạn nộp"]
SEWING = [
    "Công ty May X",
    "Công nhân may",
    "10-20",
    "7 - 9 triệu",
    "Xã Hoằng Phú",
    "18-35",
    "31/12/2026",
]


def test_positions_are_read_with_pay_place_and_deadline():
    reading = positions([JOBS, SEWING])
    row = only(reading)
    assert messages(row) == []
    assert (row.values["wage_min"], row.values["wage_max"]) == (7_000_000, 9_000_000)
    assert row.values["headcount"] == 20
    assert row.values["deadline"] == "2026-12-31"
    assert row.values["commune_code"] == HOANG_PHU
    assert reading.dropped_columns == ["Độ tuổi"]


def test_position_without_firm_or_title_is_an_error():
    assert "doanh nghiệp" in messages(only(positions([JOBS, ["", *SEWING[1:]]])))[0]
    assert "vị trí" in messages(only(positions([JOBS, [SEWING[0], "", *SEWING[2:]]])))[0]


def test_wage_in_two_columns_is_one_range():
    headings = ["Tên công ty", "Công việc", "Lương từ", "Lương đến", "Địa điểm"]
    row = only(positions([headings, ["Công ty X", "Thợ hàn", 7, 9, "Xã Hoằng Phú"]]))
    assert (row.values["wage_min"], row.values["wage_max"]) == (7_000_000, 9_000_000)
    row = only(positions([headings, ["Công ty X", "Thợ hàn", 9, 7, "Xã Hoằng Phú"]]))
    assert "thấp lớn hơn" in messages(row)[0]


def test_same_position_twice_is_a_duplicate():
    assert [row.status for row in positions([JOBS, SEWING, SEWING]).rows] == ["ok", "duplicate"]


def test_guard_against_theft_is_no_offence_of_anyone():
    row = only(positions([[*JOBS, "Mô tả"], [*SEWING, "tuần tra, chống trộm cắp"]]))
    assert row.values["description"] == "tuần tra, chống trộm cắp"


def test_rows_kept_first_and_read_in_parts_give_the_same_as_all_at_once():
    rows = [
        [*HEADINGS, "Diện", "Ghi chú"],
        ["HUYỆN HOẰNG HÓA"],
        [*BAY, "Đặc xá 2/9", "án treo"],
        ["LÊ VĂN BẢY", date(1990, 3, 5), 38090001234, 977353752, "Xã Hoằng Phú", "hàn", "", ""],
        ["Cao Văn Út", 1985, "12345", "", "Xã Hoằng Phú", "", "chấp hành xong", ""],
    ]
    opened = open_workbook(xlsx(rows), "a.xlsx")
    at_once = read_people(opened, Options(today=TODAY))
    kept = keep_people(opened)
    assert "án treo" not in str(kept)
    options = Options(today=TODAY, trust_sections=sections_trusted(kept), whole=False)
    parts = [read_again(replace(kept, rows=kept.rows[i : i + 2]), options) for i in (0, 2)]
    together = replace(kept, rows=parts[0].rows + parts[1].rows)
    mark_twins(together)
    assert together.rows == at_once.rows
    assert at_once.rows[0].values["return_basis"] == "pardoned"
    assert "Đã bỏ nội dung không được lưu ở cột “Ghi chú”." in at_once.rows[0].notes


SPLIT = ["Họ tên", "Năm sinh", "CCCD", "Xã", "Huyện", "Tỉnh"]


@pytest.mark.parametrize(
    ("commune", "district", "code"),
    [
        ("Hoằng Phú", "Hoằng Hóa", HOANG_PHU),
        ("Xã Hoằng Phú", "", HOANG_PHU),
        ("Điện Biên", "TP Thanh Hóa", "14797"),
        ("Điện Biên", "Thanh Hóa", "14797"),
        ("Thôn 2, xã Hoằng Phú, tỉnh Thanh Hóa", "", HOANG_PHU),
        ("Hà Trung", "Hà Trung", None),
        ("Không Đâu", "Hoằng Hóa", None),
    ],
)
def test_bare_names_in_columns_of_their_own_are_resolved_without_guessing(commune, district, code):
    row = only(people([SPLIT, ["Lê Văn Bảy", 1990, "", commune, district, "Thanh Hóa"]]))
    assert row.values["commune_code"] == code
    assert (row.status == "error") == (code is None)
