from datetime import time, timedelta

import pytest
from factories import make_employer, make_event, make_event_table
from sqlalchemy import select

from models import (
    EmployerState,
    EventFirmState,
    EventState,
    EventTable,
    Move,
    Said,
    local_today,
)
from services import event_firms, events
from services.errors import Refused
from services.event_firms import Booking


@pytest.fixture
def event(session):
    return make_event(session, on=local_today() + timedelta(days=9))


@pytest.fixture
def asked(session, event, organiser):
    return event_firms.invite(session, event, make_employer(session), by=organiser)


def test_a_yes_makes_the_tables_after_the_last_number(session, event, asked, organiser):
    make_event_table(session, event, make_employer(session), number=4)
    booking = Booking(
        2, group_size=5, opens_at=event.starts_at, break_from=time(15), break_to=time(15, 15)
    )
    event_firms.accept(session, asked, booking, by=organiser, said=Said("Chị Mẫu", "phone"))
    tables = session.scalars(
        select(EventTable).where(EventTable.employer_id == asked.employer_id)
    ).all()
    assert sorted(table.number for table in tables) == [5, 6]
    assert {(t.group_size, t.break_from, t.opens_at) for t in tables} == {
        (5, time(15), event.starts_at)
    }
    assert asked.state == EventFirmState.ACCEPTED
    move = session.scalars(select(Move).where(Move.record_id == asked.id)).one()
    assert move.said_by == "Chị Mẫu"


def test_a_table_staff_already_put_there_is_one_of_those_booked(session, event, asked, organiser):
    make_event_table(session, event, asked.employer, number=1)
    event_firms.accept(session, asked, Booking(2), by=organiser)
    assert [table.number for table in events.tables_of(session, event)] == [1, 2]


def test_a_second_yes_makes_no_second_tables(session, event, asked, organiser):
    event_firms.accept(session, asked, Booking(1), by=organiser)
    with pytest.raises(Refused, match="đã trả lời"):
        event_firms.accept(session, asked, Booking(3), by=organiser)
    assert len(events.tables_of(session, event)) == 1


def test_a_firm_that_said_no_may_still_come(session, event, asked, organiser):
    event_firms.decline(session, asked, by=organiser)
    assert events.tables_of(session, event) == []
    event_firms.accept(session, asked, Booking(1), by=organiser)
    assert len(events.tables_of(session, event)) == 1


def test_only_a_verified_firm_is_asked_and_only_once(session, event, asked, organiser):
    with pytest.raises(Refused, match="xác minh"):
        event_firms.invite(
            session, event, make_employer(session, state=EmployerState.PENDING), by=organiser
        )
    assert event_firms.invite(session, event, asked.employer, by=organiser) is asked
    assert asked.employer not in event_firms.to_invite(session, event)


def test_no_answer_once_the_event_is_out_or_over(session, event, asked, organiser):
    for state in (EventState.OUT, EventState.CLOSED):
        event.state = state
        with pytest.raises(Refused, match="không nhận trả lời"):
            event_firms.accept(session, asked, Booking(1), by=organiser)
