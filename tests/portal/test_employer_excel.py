"""Many postings from one workbook: drafts of the own firm, whatever the file says."""

import io

import pytest
from factories import make_employer, make_employer_user, make_position
from sqlalchemy import select

from models import Employer, Position, PositionSource, PositionState

SHEET = (
    "Doanh nghiệp;Vị trí;Số lượng;Mức lương;Nơi làm việc\n"
    "Công ty Khác;Công nhân may;5;7 - 9 triệu;Phường Hạc Thành\n"
    "Công ty Khác;Thợ hàn;2;9 triệu;Phường Hàm Rồng\n"
)
WITHOUT_FIRM = "Vị trí;Số lượng;Mức lương;Nơi làm việc\nBảo vệ;1;6 triệu;Phường Hạc Thành\n"


def upload(hr, text):
    file = (io.BytesIO(text.encode()), "tin.csv")
    reading = hr.submit("/imports/own-positions", file=file).headers["Location"]
    return hr.submit(reading).headers["Location"]


def own(session, firm):
    query = select(Position).where(Position.employer_id == firm.id).order_by(Position.title)
    return session.scalars(query).all()


@pytest.mark.parametrize(("sheet", "number"), [(SHEET, 2), (WITHOUT_FIRM, 1)])
def test_rows_become_drafts_of_the_own_firm(hr, session, firm, sheet, number):
    preview = upload(hr, sheet)
    hr.submit(f"{preview}/choose", shown=["2", "3"], row=["2", "3"], apply="1")
    drafts = own(session, firm)
    assert len(drafts) == number
    assert {(d.state, d.source) for d in drafts} == {(PositionState.DRAFT, PositionSource.EMPLOYER)}
    assert session.scalars(select(Employer.name)).all() == [firm.name]


def test_a_draft_from_a_workbook_is_sent_without_a_call(hr, session, firm):
    preview = upload(hr, SHEET)
    hr.submit(f"{preview}/choose", shown=["2"], row=["2"], apply="1")
    page = hr.get("/employer/positions?state=draft").text
    assert "Công nhân may" in page


def test_another_firm_s_posting_of_the_same_words_is_not_the_same_row(hr, session, firm):
    make_position(session, make_employer(session, name="Công ty Khác"), title="Công nhân may")
    preview = upload(hr, SHEET)
    assert "Đã có, không có gì mới." not in hr.get(preview).text
    assert "Công ty Khác" not in hr.get(preview).text


def test_the_same_file_again_adds_nothing(hr, session, firm):
    for _ in range(2):
        preview = upload(hr, SHEET)
        hr.submit(f"{preview}/choose", shown=["2", "3"], row=["2", "3"], apply="1")
    assert len(own(session, firm)) == 2


def test_another_firm_does_not_see_the_workbook(hr, session, client):
    preview = upload(hr, SHEET)
    client.sign_in(make_employer_user(session, make_employer(session)))
    assert client.get(preview).status_code == 404


@pytest.mark.parametrize("page", ["/imports/positions", "/imports/returnees"])
def test_a_firm_cannot_bring_in_other_lists(hr, page):
    assert hr.get(page).status_code == 403
