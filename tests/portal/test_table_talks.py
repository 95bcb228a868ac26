"""Talks at the tables, each with its next step, and the close-out."""

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import func, select

from models import (
    Consent,
    Introduction,
    NextStep,
    Role,
    Talk,
    TalkState,
)
from tests.portal.event_pages import address
from tests.portal.log_rows import logged


class Hall:
    def __init__(self, session, event, organiser):
        self.event, self.organiser = event, organiser
        self.firm = make_employer(session)
        make_event_table(session, event, self.firm, number=1)
        self.person = make_returnee(session, full_name="Lê Thị Hòa")
        make_attendance(session, event, self.person)
        position = make_position(session, self.firm)
        suggestion = make_suggestion(session, self.person, position)
        self.approval = make_approval(session, suggestion)

    def send(self, *parts, **fields):
        return self.organiser.submit(address(self.event, "talks", *parts), **fields)


@pytest.fixture
def hall(session, event, organiser):
    return Hall(session, event, organiser)


@pytest.fixture
def talk(session, hall):
    hall.send("plan", approval_id=str(hall.approval.id))
    return session.scalar(select(Talk))


def test_a_talk_is_planned_from_an_approval(hall, talk):
    text = hall.organiser.get(address(hall.event, "talks")).text
    assert "Đã xếp 1/12 lượt" in text
    assert talk.approval_id == hall.approval.id
    assert hall.send("plan", approval_id=str(hall.approval.id)).status_code == 404


def test_the_next_step_asks_the_person_before_the_firm_hears_a_name(session, hall, talk):
    hall.send(talk.id, "next-step", step="interview")
    text = hall.organiser.get(address(hall.event, "talks")).text
    assert f"Anh/chị đồng ý cho {hall.firm.name} xem tên và số điện thoại không?" in text
    assert session.scalar(select(func.count()).select_from(Introduction)) == 0
    hall.send(talk.id, "consent", answer="yes", witness="")
    assert session.scalar(select(func.count()).select_from(Introduction)) == 0
    hall.send(talk.id, "consent", answer="yes", witness="Bà Tư")
    made = session.scalar(select(Introduction))
    assert made.approval_id == hall.approval.id
    session.refresh(talk)
    assert (talk.state, talk.next_step) == (TalkState.HELD, NextStep.INTERVIEW)


def test_a_firms_second_table_says_how_it_fills(session, hall):
    assert "sang bàn này" not in hall.organiser.get(address(hall.event, "talks")).text
    make_event_table(session, hall.event, number=90, employer=hall.firm)
    assert "sang bàn này" in hall.organiser.get(address(hall.event, "talks")).text


def test_each_move_of_a_talk_says_what_comes_next(hall, talk):
    said = {"call": "bấm Đã trao đổi", "miss": "bấm Gọi"}
    for action, sentence in said.items():
        hall.send(talk.id, "move", action=action)
        assert sentence in hall.organiser.get(address(hall.event, "talks")).text
    hall.send(talk.id, "move", action="call")
    hall.send(talk.id, "move", action="hold")
    assert "Hãy chọn bước tiếp theo" in hall.organiser.get(address(hall.event, "talks")).text


def test_a_no_is_written_down_nowhere(session, hall, talk):
    hall.send(talk.id, "next-step", step="offer")
    before = session.scalar(select(func.count()).select_from(Consent))
    hall.send(talk.id, "consent", answer="no")
    assert session.scalar(select(func.count()).select_from(Consent)) == before


def test_not_suitable_asks_for_its_reason(session, hall, talk):
    hall.send(talk.id, "next-step", step="not_suitable", reason="")
    session.refresh(talk)
    assert talk.next_step is None
    hall.send(talk.id, "next-step", step="not_suitable", reason="shift")
    session.refresh(talk)
    assert (talk.next_step, talk.reason) == (NextStep.NOT_SUITABLE, "shift")


def test_a_stale_button_is_a_plain_message(session, hall, talk):
    hall.send(talk.id, "move", action="hold")
    response = hall.send(talk.id, "move", action="hold", back=address(hall.event, "talks"))
    assert response.status_code == 303
    assert "đã có người làm rồi" in hall.organiser.get(response.headers["Location"]).text


def test_a_talk_of_another_event_is_not_there(session, hall, talk):
    other = make_event(session)
    url = address(other, "talks", talk.id, "move")
    assert hall.organiser.submit(url, action="hold").status_code == 404


def test_a_printed_plan_of_the_tables_is_a_look_at_each_person_on_it(hall, session, talk):
    assert hall.organiser.get(address(hall.event, "table-plans")).status_code == 200
    (row,) = logged(session, "print")
    assert (row.subject_id, row.fields) == (talk.attendance.returnee_id, ["number", "talks"])


def test_the_close_out_shows_figures_and_no_name(client, session, hall, talk):
    hall.send(talk.id, "next-step", step="interview")
    client.sign_in(make_user(session, Role.COMMITTEE))
    text = client.get(address(hall.event, "close-out")).text
    assert "Kết quả trong ngày" in text
    assert hall.firm.name in text
    assert "Lê Thị Hòa" not in text
