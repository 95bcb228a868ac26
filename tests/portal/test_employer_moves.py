"""Posting comfort: drafts that keep themselves, copies, tabs, extending, taking back, closing."""

import uuid
from datetime import timedelta

import pytest
from factories import (
    make_approval,
    make_introduction,
    make_position,
    make_suggestion,
)
from sqlalchemy import func, select

from models import (
    ClosingReason,
    Introduction,
    IntroductionState,
    Position,
    PositionState,
    local_today,
)


def fresh(session, position):
    return session.get_one(Position, position.id, populate_existing=True)


def count(session):
    return session.scalar(select(func.count()).select_from(Position))


def saved(hr, response):
    assert response.status_code == 303
    return hr.get(response.headers["Location"]).json


def test_what_is_typed_is_kept_and_the_page_learns_where(hr, session):
    answer = saved(hr, hr.submit("/employer/positions/autosave", title="Thợ mộc", headcount="ba"))
    draft = session.scalars(select(Position)).one()
    assert answer["note"].startswith("Đã lưu nháp lúc ")
    assert answer["edit"].endswith(f"{draft.id}/edit")
    assert (draft.title, draft.state, draft.typed) == (
        "Thợ mộc",
        PositionState.DRAFT,
        draft.typed | {"headcount": ["ba"]},
    )


def test_a_second_answer_of_the_same_autosave_makes_no_second_draft(hr, session):
    key = str(uuid.uuid4())
    first = hr.submit("/employer/positions/autosave", title="Thợ mộc", once=key)
    again = hr.submit("/employer/positions/autosave", title="Thợ mộc", once=key)
    assert first.headers["Location"] == again.headers["Location"]
    assert count(session) == 1


def test_a_draft_changed_elsewhere_is_not_overwritten(hr, session, firm):
    draft = make_position(session, firm, state=PositionState.DRAFT, title="Thợ hàn")
    answer = hr.submit(f"/employer/positions/{draft.id}/autosave", title="Thợ mộc", version="99")
    assert answer.status_code == 409
    assert "Chưa lưu" in answer.json["note"]
    assert fresh(session, draft).title == "Thợ hàn"


def test_a_sent_posting_is_never_changed_by_an_open_page(hr, session, firm):
    sent = make_position(session, firm, state=PositionState.SUBMITTED, title="Thợ hàn")
    assert hr.submit(f"/employer/positions/{sent.id}/autosave", title="Thợ mộc").status_code == 409
    assert fresh(session, sent).title == "Thợ hàn"


def test_five_like_this_one(hr, session, firm):
    posting = make_position(session, firm, title="Công nhân may")
    assert hr.submit(f"/employer/positions/{posting.id}/copy", number="5").status_code == 303
    drafts = session.scalars(select(Position).where(Position.state == PositionState.DRAFT)).all()
    assert [draft.title for draft in drafts] == ["Công nhân may"] * 5


@pytest.mark.parametrize("number", ["0", "6", "-1"])
def test_more_copies_than_five_are_refused(hr, session, firm, number):
    posting = make_position(session, firm)
    hr.submit(f"/employer/positions/{posting.id}/copy", number=number)
    assert count(session) == 1


def test_a_submitted_posting_is_taken_back(hr, session, firm):
    sent = make_position(session, firm, state=PositionState.SUBMITTED)
    hr.submit(f"/employer/positions/{sent.id}/moves/take_back")
    assert fresh(session, sent).state == PositionState.DRAFT


def test_tabs_count_what_is_hidden_as_over(hr, session, firm):
    make_position(session, firm, title="Mới")
    make_position(session, firm, title="Cũ", opened_on=local_today() - timedelta(days=61))
    make_position(session, firm, title="Hết", deadline=local_today() - timedelta(days=1))
    page = hr.get("/employer/positions?state=expired").text
    assert all(title in page for title in (">Cũ<", ">Hết<"))
    assert ">Mới<" not in page
    assert ">Mới<" in hr.get("/employer/positions?state=open").text


def test_after_thirty_days_the_firm_is_asked_and_extends_with_one_click(hr, session, firm):
    old = make_position(session, firm, opened_on=local_today() - timedelta(days=30))
    assert "còn tuyển không?" in hr.get("/employer/positions").text
    hr.submit(f"/employer/positions/{old.id}/extend", back="/employer/positions")
    assert fresh(session, old).opened_on == local_today()
    assert "còn tuyển không?" not in hr.get("/employer/positions").text


def test_on_the_twenty_ninth_day_nobody_is_asked(hr, session, firm):
    make_position(session, firm, opened_on=local_today() - timedelta(days=29))
    assert "còn tuyển không?" not in hr.get("/employer/positions").text


def test_what_is_over_comes_back_with_one_click(hr, session, firm):
    over = make_position(session, firm, deadline=local_today() - timedelta(days=1))
    hr.submit(f"/employer/positions/{over.id}/extend")
    assert fresh(session, over).takes_people(local_today())
    expired = make_position(session, firm, state=PositionState.EXPIRED)
    hr.submit(f"/employer/positions/{expired.id}/moves/renew")
    assert fresh(session, expired).takes_people(local_today())


def test_closing_says_why_and_ends_what_waits(hr, session, firm):
    posting = make_position(session, firm)
    suggestion = make_suggestion(session, position=posting)
    waiting = make_introduction(session, make_approval(session, suggestion))
    hr.submit(f"/employer/positions/{posting.id}/close/no_need")
    closed = fresh(session, posting)
    assert (closed.state, closed.closing_reason) == (PositionState.CLOSED, ClosingReason.NO_NEED)
    state = session.get_one(Introduction, waiting.id, populate_existing=True).state
    assert state == IntroductionState.CLOSED
    assert "không còn cần người" in hr.get(f"/employer/positions/{posting.id}").text


def test_a_reason_that_is_none_closes_nothing(hr, session, firm):
    posting = make_position(session, firm)
    assert hr.submit(f"/employer/positions/{posting.id}/close/boredom").status_code == 404
    assert fresh(session, posting).state == PositionState.OPEN


@pytest.mark.parametrize("path", ["copy", "extend", "close/no_need", "moves/pause", "autosave"])
def test_another_firm_s_posting_is_not_there(hr, session, path):
    other = make_position(session)
    assert hr.submit(f"/employer/positions/{other.id}/{path}").status_code == 404
    assert fresh(session, other).state == PositionState.OPEN
