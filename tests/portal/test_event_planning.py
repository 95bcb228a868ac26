"""An event is made, gets its tables, is opened and closed."""

import uuid

import pytest
from factories import (
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
)
from sqlalchemy import func, select

from models import (
    Event,
    EventState,
    EventTable,
)
from tests.portal.event_pages import address, details


def test_an_event_is_made_on_one_form(organiser, session):
    response = organiser.submit("/events/new", **details())
    made = session.scalar(select(Event))
    assert response.status_code == 303
    assert response.headers["Location"] == address(made)
    assert f"{made.starts_at:%H:%M}" == "13:30"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Ngày hội cho người được đặc xá"}, "Giấy mời không dùng chữ “đặc xá”"),
        ({"place": "Trại giam số 5"}, "Giấy mời không dùng chữ “trại”"),
        ({"ends_at": "13:00"}, "Giờ kết thúc phải sau giờ bắt đầu"),
        ({"on": "01/01/2020"}, "Ngày này đã qua"),
        ({"slot_minutes": "1"}, "Một lượt dài từ 5 đến 120 phút"),
        ({"commune_code": "99999"}, "Xã, phường"),
    ],
)
def test_a_form_with_faults_comes_back_as_it_was_typed(organiser, session, wrong, sentence):
    response = organiser.submit("/events/new", **details(**wrong))
    assert response.status_code == 422
    assert sentence in response.text
    assert "0900 000 009" in response.text
    assert session.scalar(select(func.count()).select_from(Event)) == 0


def test_a_double_click_makes_one_event(organiser, session):
    once = str(uuid.uuid4())
    first = organiser.submit("/events/new", once=once, **details())
    second = organiser.submit("/events/new", once=once, **details())
    assert first.headers["Location"] == second.headers["Location"]
    assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_capacity_is_stated_first(organiser, session, event):
    for _ in range(2):
        make_event_table(session, event, make_employer(session), group_size=30)
    page = organiser.get(address(event))
    assert "Đủ chỗ cho 720 lượt" in page.text


def test_a_hiring_table_needs_a_firm_and_a_free_number(organiser, session, event):
    make_event_table(session, event, number=3)
    form = {
        "number": "3",
        "kind": "hiring",
        "employer_id": "",
        "group_size": "4",
        "least": "1",
        "label": "",
    }
    response = organiser.submit(address(event, "tables", "new"), **form)
    assert response.status_code == 422
    assert "Số bàn này đã có" in response.text
    assert "Bàn tuyển dụng cần một doanh nghiệp" in response.text
    firm = make_employer(session)
    form |= {"number": "4", "employer_id": str(firm.id)}
    assert organiser.submit(address(event, "tables", "new"), **form).status_code == 303
    made = session.scalar(select(EventTable).where(EventTable.number == 4))
    assert made.employer_id == firm.id


def test_a_table_of_another_event_is_not_there(organiser, session, event):
    table = make_event_table(session, make_event(session))
    assert organiser.get(address(event, "tables", table.id)).status_code == 404


def test_an_event_opens_and_closes_by_its_buttons(organiser, session, event):
    page = organiser.get(address(event))
    assert "Mở hội nghị" in page.text
    assert "Kết thúc hội nghị" not in page.text
    organiser.submit(address(event, "move"), action="open")
    organiser.submit(address(event, "move"), action="close")
    session.refresh(event)
    assert event.state == EventState.CLOSED
    assert "Sửa hội nghị" not in organiser.get(address(event)).text


def test_matching_an_event_shows_how_cards_fall_on_firms(organiser, session, event):
    firm = make_employer(session)
    make_position(session, firm)
    person = make_returnee(session)
    make_consent(session, person)
    make_attendance(session, event, person)
    page = address(event, "spread")
    assert "Chưa tìm việc" in organiser.get(page).text
    done = organiser.submit(page)
    text = organiser.get(done.location).text
    assert "Đã tìm việc cho 1 người" in text
    assert firm.name in organiser.get(page).text


def test_half_a_break_is_refused(organiser, session, event):
    form = {"number": "5", "kind": "loan", "employer_id": "", "group_size": "1", "least": "1"}
    page = address(event, "tables", "new")
    for half in ({"break_from": "15:00"}, {"break_to": "15:00"}):
        answer = organiser.submit(page, **form, label="", **half)
        assert answer.status_code == 422
        assert "Hãy gõ cả giờ bắt đầu và giờ hết nghỉ" in answer.text
    whole = {"break_from": "15:00", "break_to": "15:15"}
    assert organiser.submit(page, **form, label="", **whole).status_code == 303
