"""Staff's lists: whom to call, whom to write to, and the ticks."""

import pytest
from factories import (
    make_approval,
    make_employer,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import page_cost
from sqlalchemy import select

from models import IntroductionState, Told, local_today

TODAY = local_today()
TOLD = {"side": "person", "topic": "waiting", "result": "told"}


def waiting(session, firm=None, *, person=None, **values):
    posting = make_position(session, firm or make_employer(session, contact_phone="0373000111"))
    suggestion = make_suggestion(session, person or make_returnee(session), posting)
    values = {"answer_due_on": TODAY, "closes_on": TODAY} | values
    return make_introduction(session, make_approval(session, suggestion), **values)


def test_the_list_says_who_which_firm_since_when_and_what(officer, session):
    made = waiting(session)
    page = officer.get("/introductions/calls").text
    assert made.returnee.full_name in page
    assert made.employer.name in page
    assert 'href="tel:0373000111"' in page
    assert f"Hỏi đã xem Người lao động {made.number:02d} chưa" in page
    assert f"Hạn {TODAY:%d/%m/%Y}" in page


def test_one_firm_is_named_once(officer, session):
    firm = make_employer(session, name="Xưởng Một", contact_phone="0373000222")
    for _ in range(2):
        waiting(session, firm)
    page = officer.get("/introductions/calls").text
    assert page.count("<h2>Xưởng Một</h2>") == 1
    assert page.count("Ghi trả lời") == 2


def test_a_call_without_answer_takes_the_line_away_for_today(officer, session):
    made = waiting(session)
    url = f"/introductions/{made.id}/told"
    words = {"side": "firm", "topic": "waiting", "result": "not_reached"}
    sent = officer.submit(url, **words, back="/introductions/calls")
    assert sent.headers["Location"] == "/introductions/calls"
    assert made.employer.name not in officer.get("/introductions/calls").text
    assert "Chưa liên lạc được" in officer.get(f"/introductions/{made.id}").text


def test_a_message_is_neutral_and_its_tick_is_kept(officer, session):
    made = waiting(session)
    page = officer.get("/introductions/messages").text
    assert "chưa trả lời. Em đang gọi hỏi" in page
    officer.submit(f"/introductions/{made.id}/told", **TOLD)
    assert session.scalars(select(Told)).one().by_id is not None
    assert "Em đang gọi hỏi" not in officer.get("/introductions/messages").text


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        ({"contact_whose": "của vợ"}, "Chỉ gọi, không nhắn tin"),
        ({"contact_may_say": "chỉ nói là bạn"}, "Được nói: chỉ nói là bạn"),
        ({"contact_when": "buổi tối"}, "gọi lúc buổi tối"),
    ],
)
def test_what_may_be_said_on_a_phone_stands_beside_it(officer, session, contact, says):
    waiting(session, person=make_returnee(session, **contact))
    page = officer.get("/introductions/messages").text
    assert says in page
    assert ("<textarea" in page) == ("contact_when" in contact)


@pytest.mark.parametrize(
    "wrong", [{"side": "x"}, {"topic": "x"}, {"result": ""}, {"side": ""}, {"topic": None}]
)
def test_a_tick_nobody_offered_is_not_taken(officer, session, wrong):
    made = waiting(session)
    fields = {name: value for name, value in (TOLD | wrong).items() if value is not None}
    assert officer.submit(f"/introductions/{made.id}/told", **fields).status_code == 404
    assert session.scalars(select(Told)).all() == []


def test_a_tick_leads_nowhere_else(officer, session):
    made = waiting(session)
    sent = officer.submit(f"/introductions/{made.id}/told", **TOLD, back="//evil.example")
    assert sent.headers["Location"] == f"/introductions/{made.id}"


def test_staff_record_that_a_firm_deleted(officer, session):
    made = waiting(
        session, answer_due_on=None, state=IntroductionState.CLOSED, firm_deletes_by=TODAY
    )
    officer.submit(f"/introductions/{made.id}/deleted")
    session.refresh(made)
    assert made.firm_deleted_at is not None
    open_ = waiting(session)
    assert officer.submit(f"/introductions/{open_.id}/deleted").status_code == 404


def test_people_of_another_commune_are_not_there(app, session):
    made = waiting(session)
    stranger = app.test_client().sign_in(make_user(session, communes=("15925",)))
    assert stranger.submit(f"/introductions/{made.id}/told", **TOLD).status_code == 404
    assert stranger.submit(f"/introductions/{made.id}/deleted").status_code == 404
    assert stranger.get(f"/introductions/{made.id}/interview.ics").status_code == 404
    for page in ("calls", "messages"):
        assert made.returnee.full_name not in stranger.get(f"/introductions/{page}").text


@pytest.mark.parametrize("path", ["/introductions/calls", "/introductions/messages"])
def test_a_list_of_twenty_costs_as_many_queries_as_one_of_two(officer, session, connection, path):
    for _ in range(2):
        waiting(session)
    few = page_cost(session, connection, officer, path)
    for _ in range(18):
        waiting(session)
    assert page_cost(session, connection, officer, path) == few
