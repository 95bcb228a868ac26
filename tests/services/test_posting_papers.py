from datetime import date

import pytest

from services import posting_papers

ON = date(2026, 11, 25)


def codes(text):
    return [paper.code for paper in posting_papers.asked([text])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2 bản CCCD photo", "identity_card"),
        ("Sổ hộ khẩu photo công chứng", "household_book"),
        ("so ho khau photo", "household_book"),
        ("Sơ yếu lý lịch có xác nhận của địa phương", "local_confirmation"),
        ("Xác nhận hạnh kiểm", "conduct"),
        ("Giấy khám sức khỏe dưới 6 tháng", "health_check"),
        ("Bằng tốt nghiệp THPT", "diploma"),
        ("Xác nhận độc thân", "marriage_certificate"),
    ],
)
def test_a_paper_is_named(text, code):
    assert code in codes(text)


def test_hard_papers_are_questioned_and_easy_ones_are_not():
    questioned = {p.code for p in posting_papers.papers() if p.is_questioned(ON)}
    assert {"household_book", "conduct", "local_confirmation", "health_check"} <= questioned
    assert not questioned & {"identity_card", "application", "photo"}


def test_the_household_book_is_questioned_from_the_day_it_ended():
    (book,) = [p for p in posting_papers.papers() if p.code == "household_book"]
    assert not book.is_questioned(date(2022, 12, 31))
    assert book.is_questioned(date(2023, 1, 1))


def test_a_posting_that_asks_for_nothing_names_no_paper():
    assert codes("Công nhân may, lương 7 - 9 triệu, có xe đưa đón") == []
