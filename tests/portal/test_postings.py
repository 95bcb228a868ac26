"""A firm's postings: typed as people type, drafts, copies, buttons."""

import re
import uuid

import pytest
from factories import (
    make_position,
)
from sqlalchemy import select

from models import (
    Position,
    PositionState,
)
from tests.portal.firm_pages import count, heard, only

FULL = {
    "kind": "job",
    "title": "Công nhân may",
    "headcount": "20",
    "wage_min": "7,5 triệu",
    "wage_max": "9.000.000",
    "commune": "Phường Hạc Thành",
    "shift": "day",
    "contract": "permanent",
    "description": "May áo sơ mi theo chuyền.",
    "required_skills": "may công nghiệp, vắt sổ",
    "min_education": "",
    "submit": "1",
}


def test_a_posting_typed_as_people_type_is_sent(hr, session):
    response = hr.submit("/employer/positions/new", **FULL)
    assert response.status_code == 303
    sent = only(session)
    assert (sent.state, sent.wage_min, sent.wage_max, sent.commune_code, sent.headcount) == (
        PositionState.SUBMITTED,
        7_500_000,
        9_000_000,
        "14797",
        20,
    )
    assert sent.required_skills == ["may công nghiệp", "vắt sổ"]
    assert "Chờ duyệt" in hr.get(response.headers["Location"]).text


@pytest.mark.parametrize(
    ("typed", "vnd"),
    [("7.500.000", 7_500_000), ("7500", 7_500_000), ("7tr5", 7_500_000), ("8 TRIỆU", 8_000_000)],
)
def test_pay_is_read_as_it_is_typed(hr, session, typed, vnd):
    hr.submit("/employer/positions/new", **FULL | {"wage_min": typed})
    assert only(session).wage_min == vnd


@pytest.mark.parametrize("typed", ["bảy củ", "-5 triệu", "1e308", "8 - 9 triệu", "300 USD"])
def test_pay_that_cannot_be_read_comes_back_as_it_was_typed(hr, session, typed):
    response = hr.submit("/employer/positions/new", **FULL | {"wage_min": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.text
    assert count(session) == 0


def test_every_fault_of_a_posting_is_told_at_once(hr, session):
    typed = {"title": "", "headcount": "nhiều", "wage_min": "abc", "commune": "", "description": ""}
    response = hr.submit("/employer/positions/new", **FULL | typed)
    assert response.status_code == 422
    for sentence in ("tên công việc", "số người", "xã, phường", "công việc cụ thể", "mức lương"):
        assert sentence in response.text.lower(), sentence
    assert 'value="nhiều"' in response.text
    told = re.findall(r'<li><a href="#(\w+)"', response.text)
    assert told == ["title", "headcount", "wage_min", "commune", "description"]


def test_pay_below_the_minimum_is_refused_with_figure_and_decree(hr):
    response = hr.submit("/employer/positions/new", **FULL | {"wage_min": "4 triệu"})
    assert response.status_code == 422
    assert "4.730.000" in response.text
    assert "Nghị định 293/2025" in response.text


def test_a_doubtful_commune_comes_back_as_choices_and_works_without_a_script(hr, session):
    doubt = FULL | {"commune": "hoang phu"}
    response = hr.submit("/employer/positions/new", **doubt)
    assert response.status_code == 422
    assert 'name="commune_choice"' in response.text
    assert 'value="15889"' in response.text
    assert hr.submit("/employer/positions/new", **doubt, commune_choice="15889").status_code == 303
    assert only(session).commune_code == "15889"


def test_a_choice_that_was_never_offered_is_not_taken(hr, session):
    doubt = FULL | {"commune": "hoang phu", "commune_choice": "14797"}
    assert hr.submit("/employer/positions/new", **doubt).status_code == 422
    assert count(session) == 0


def test_a_draft_is_kept_however_incomplete_and_shown_as_typed(hr, session):
    draft = {"title": "", "wage_min": "bảy củ", "headcount": "x", "commune": "đâu đó"}
    response = hr.submit(
        "/employer/positions/new", **draft, kind="job", shift="day", save_draft="1"
    )
    assert response.status_code == 303
    assert only(session).state == PositionState.DRAFT
    page = hr.get(response.headers["Location"])
    assert re.search(r"Đã lưu nháp lúc \d\d:\d\d", page.text)
    for typed in ("bảy củ", "x", "đâu đó"):
        assert f'value="{typed}"' in page.text


def test_a_draft_is_finished_and_sent(hr, session):
    first = hr.submit("/employer/positions/new", title="Thợ", wage_min="?", save_draft="1")
    assert hr.submit(first.headers["Location"], **FULL).status_code == 303
    sent = only(session)
    assert (sent.state, sent.typed, sent.title) == (PositionState.SUBMITTED, {}, "Công nhân may")


def test_the_same_form_twice_makes_one_posting(hr, session):
    once = str(uuid.uuid4())
    first = hr.submit("/employer/positions/new", once=once, **FULL)
    again = hr.submit("/employer/positions/new", once=once, **FULL)
    assert first.headers["Location"] == again.headers["Location"]
    assert count(session) == 1


def test_an_edit_of_an_older_version_is_not_laid_over_a_newer(hr, session, firm):
    posting = make_position(session, firm, state=PositionState.DRAFT)
    url = f"/employer/positions/{posting.id}/edit"
    old = re.search(r'name="version"[^>]*value="(\d+)"', hr.get(url).text)[1]
    hr.submit(url, **FULL | {"title": "Mới"}, version=old)
    response = hr.submit(url, **FULL | {"title": "Cũ"}, version=old)
    assert response.status_code == 422
    assert "người khác sửa" in response.text
    assert 'value="Cũ"' in response.text
    assert only(session).title == "Mới"


def test_words_against_the_law_stay_submitted_and_are_flagged(hr, session):
    response = hr.submit(
        "/employer/positions/new", **FULL | {"description": "Đặt cọc đồng phục 300 nghìn"}
    )
    assert only(session).state == PositionState.SUBMITTED
    page = hr.get(response.headers["Location"])
    assert "đặt cọc" in page.text
    assert "Điều 17" in page.text


def test_a_draft_warns_of_words_against_the_law_before_it_is_sent(hr, session):
    draft = {"title": "Thợ may", "description": "Đặt cọc đồng phục", "save_draft": "1"}
    response = hr.submit("/employer/positions/new", **draft)
    page = heard(hr.get(response.headers["Location"]))
    assert "Hãy sửa trước khi gửi" in page
    assert "Cán bộ sẽ xem lại" not in page


def test_a_kept_draft_names_the_boxes_still_to_do(hr, session):
    response = hr.submit(
        "/employer/positions/new", **FULL | {"deadline": "31/02/2027", "submit": ""}, save_draft="1"
    )
    assert (
        "Trước khi gửi, xem lại ô: Nhận đến hết ngày." in hr.get(response.headers["Location"]).text
    )


def test_the_reason_for_sending_back_is_gone_once_it_is_sent_again(hr, session, firm):
    posting = make_position(session, firm, state=PositionState.NEEDS_FIX)
    posting.review_note = "Xin bỏ chỗ đặt cọc."
    session.commit()
    url = f"/employer/positions/{posting.id}"
    assert "Xin bỏ chỗ đặt cọc" in hr.get(url).text
    assert "Xin bỏ chỗ đặt cọc" in hr.get("/employer/positions").text
    assert hr.submit(f"{url}/edit", **FULL).status_code == 303
    assert "Xin bỏ chỗ đặt cọc" not in hr.get(url).text
    assert "Xin bỏ chỗ đặt cọc" not in hr.get("/employer/positions").text


def test_a_posting_is_copied_into_a_draft(hr, session, firm):
    posting = make_position(session, firm)
    response = hr.submit(f"/employer/positions/{posting.id}/copy")
    copies = session.scalars(select(Position).where(Position.state == PositionState.DRAFT)).all()
    assert [c.title for c in copies] == [posting.title]
    assert response.headers["Location"].endswith("/edit")


def test_buttons_follow_the_workflow_and_a_stale_one_is_a_plain_message(hr, session, firm):
    posting = make_position(session, firm)
    page = f"/employer/positions/{posting.id}"
    assert "Tạm dừng" in hr.get(page).text
    assert hr.submit(f"{page}/moves/pause", back=page).status_code == 303
    assert "Tạm dừng</button>" not in hr.get(page).text.replace("\n", "")
    late = hr.submit(f"{page}/moves/pause", back=page)
    assert late.headers["Location"] == page
    assert "đã có người làm rồi" in hr.get(page).text


@pytest.mark.parametrize("action", ["publish", "send_back", "expire", "x"])
def test_a_firm_does_not_publish_its_own(hr, session, firm, action):
    posting = make_position(session, firm, state=PositionState.SUBMITTED)
    assert hr.submit(f"/employer/positions/{posting.id}/moves/{action}").status_code == 404
    assert only(session).state == PositionState.SUBMITTED
