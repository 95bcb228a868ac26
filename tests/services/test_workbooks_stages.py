"""Rows kept first, mapped by an officer, read again and compared with each other."""

from dataclasses import replace
from datetime import date

import pytest

from services.workbooks import (
    Options,
    WorkbookRefused,
    keep_people,
    mark_twins,
    open_workbook,
    read_again,
    read_people,
    sections_trusted,
)
from tests.services.workbook_files import xlsx
from tests.services.workbook_rows import (
    BAY,
    HEADINGS,
    HOANG_PHU,
    TODAY,
    messages,
    only,
    people,
)


def test_officer_cannot_map_a_dropped_column():
    rows = [[*HEADINGS, "Tội danh"], [*BAY, "Trộm cắp tài sản"]]
    mapping = {0: "full_name", 1: "birth_date", 4: "address", 6: "notes"}
    reading = people(rows, Options(mapping=mapping, today=TODAY))
    assert 6 not in reading.mapping
    assert "Trộm cắp" not in str(reading.rows)


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
