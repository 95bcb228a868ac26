import pytest

from tests.services.workbook_rows import BAY, HEADINGS, HOANG_PHU, messages, only, people


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
