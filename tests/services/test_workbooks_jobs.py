"""Lists of positions."""

from tests.services.workbook_rows import HOANG_PHU, messages, only, positions

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
