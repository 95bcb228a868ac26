"""A firm answers its invitation; staff write it down when it calls."""

from datetime import timedelta

import pytest
from factories import actor_of, make_employer, make_employer_user, make_event, make_user
from words import LIST_A, found

from models import EventFirmState, Role, local_today
from services import event_firms, events


@pytest.fixture
def organiser(session):
    return make_user(session, Role.ORGANISER)


@pytest.fixture
def event(session):
    return make_event(session, on=local_today() + timedelta(days=9))


@pytest.fixture
def asked(session, event, organiser):
    return event_firms.invite(session, event, make_employer(session), by=actor_of(organiser))


@pytest.fixture
def firm(app, session, asked):
    return app.test_client().sign_in(make_employer_user(session, asked.employer))


def test_the_firm_finds_its_invitation_at_home_and_books(session, firm, asked, event):
    address = f"/employer/events/{asked.id}"
    assert address in firm.get("/employer/positions").text
    assert found(firm.get(address).text, LIST_A) == []
    assert firm.submit(address, answer="yes", tables="2", group_size="4").status_code == 303
    assert [table.group_size for table in events.tables_of(session, event)] == [4, 4]
    assert address not in firm.get("/employer/positions").text
    assert "Đã đặt 2 bàn" in firm.get(address).text


@pytest.mark.parametrize(
    "typed",
    [
        {"answer": "yes"},
        {"answer": "yes", "tables": "99"},
        {"tables": "2"},
        {"answer": "yes", "tables": "1", "opens_at": "03:00"},
        {"answer": "yes", "tables": "1", "break_from": "15:00"},
    ],
)
def test_half_an_answer_comes_back_with_what_was_typed(session, firm, asked, event, typed):
    response = firm.submit(f"/employer/events/{asked.id}", **typed)
    assert response.status_code == 422
    assert events.tables_of(session, event) == []


def test_an_invitation_of_another_firm_is_not_there(app, session, asked):
    other = app.test_client().sign_in(make_employer_user(session, make_employer(session)))
    assert other.get(f"/employer/events/{asked.id}").status_code == 404


def test_staff_ask_firms_and_write_down_a_call(app, session, organiser, event):
    firm = make_employer(session)
    staff = app.test_client().sign_in(organiser)
    staff.submit(f"/events/{event.id}/firms", firm=str(firm.id))
    (asked,) = event_firms.of_event(session, event)
    address = f"/events/{event.id}/firms/{asked.id}"
    assert staff.submit(address, answer="no").status_code == 422
    said = {"said_by": "Chị Mẫu", "said_how": "phone", "said_on": f"{local_today():%d/%m/%Y}"}
    assert staff.submit(address, answer="no", **said).status_code == 303
    session.refresh(asked)
    assert asked.state == EventFirmState.DECLINED
    assert "Không đến được" in staff.get(f"/events/{event.id}/firms").text
