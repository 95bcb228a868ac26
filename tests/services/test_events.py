from datetime import date, datetime, time

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_suggestion,
)

from models import LOCAL_ZONE, EventAction, EventState, MoveNotAllowed, TableKind, Talk
from services import events
from services.errors import Refused


def test_capacity_is_slots_times_seats_of_every_table(session):
    event = make_event(session, starts_at=time(13, 30), ends_at=time(16, 30), slot_minutes=15)
    make_event_table(session, event, make_employer(session), group_size=6)
    make_event_table(session, event, make_employer(session), group_size=4)
    make_event_table(session, event, group_size=2)
    capacity = events.capacity(event, events.tables_of(session, event))
    assert (capacity.slots, capacity.hiring, capacity.advising) == (12, 120, 24)
    assert capacity.total == 144


def test_a_slot_that_does_not_fit_wholly_is_not_counted(session):
    event = make_event(session, starts_at=time(13, 30), ends_at=time(14, 20), slot_minutes=15)
    make_event_table(session, event)
    assert events.capacity(event, events.tables_of(session, event)).total == 3


def test_an_event_without_tables_has_no_room(session):
    assert events.capacity(make_event(session), []).total == 0


@pytest.mark.parametrize(
    "name",
    [
        "Hội nghị tái hoà nhập cộng đồng",
        "Ngày hội cho người chấp hành xong án",
        "Phiên việc làm của Công an tỉnh",
        "Gặp mặt người được đặc xá",
    ],
)
def test_names_that_give_a_person_away_are_found(name):
    assert events.unfit_words(name)


@pytest.mark.parametrize(
    "name", ["Hội nghị tư vấn, giới thiệu việc làm", "Phiên giao dịch việc làm tứ phương"]
)
def test_plain_names_pass(name):
    assert events.unfit_words(name) == []


def test_only_a_hiring_table_keeps_a_firm(session, organiser):
    event, firm = make_event(session), make_employer(session)
    table = events.add_table(
        session, event, by=organiser, number=1, kind=TableKind.LOAN, employer_id=firm.id
    )
    assert table.employer_id is None


def test_a_table_with_talks_keeps_its_firm_and_its_place(session, organiser):
    event, firm = make_event(session), make_employer(session)
    table = make_event_table(session, event, firm)
    suggestion = make_suggestion(session, position=make_position(session, firm))
    attendance = make_attendance(session, event, suggestion.returnee)
    session.add(
        Talk(table=table, attendance=attendance, approval=make_approval(session, suggestion))
    )
    session.flush()
    other = make_employer(session)
    with pytest.raises(Refused):
        events.change_table(
            session, table, by=organiser, kind=TableKind.HIRING, employer_id=other.id
        )
    with pytest.raises(Refused):
        events.remove_table(session, table, by=organiser)


def test_what_has_ended_stays_as_it_was(session, organiser):
    event = make_event(session, state=EventState.CLOSED)
    with pytest.raises(Refused):
        events.change(session, event, by=organiser, place="Nơi khác")


def test_an_event_opens_closes_and_opens_again(session, organiser):
    event = make_event(session)
    for action in (EventAction.OPEN, EventAction.CLOSE, EventAction.REOPEN):
        events.move(session, event, action, by=organiser)
    assert event.state == EventState.RUNNING
    with pytest.raises(MoveNotAllowed):
        events.move(session, event, EventAction.OPEN, by=organiser)


@pytest.mark.parametrize(
    ("state", "day", "is_open"),
    [
        (EventState.PLANNED, date(2026, 12, 14), False),
        (EventState.PLANNED, date(2026, 12, 15), True),
        (EventState.PLANNED, date(2026, 12, 16), False),
        (EventState.RUNNING, date(2026, 12, 14), True),
        (EventState.RUNNING, date(2026, 12, 15), True),
        (EventState.RUNNING, date(2026, 12, 16), False),
        (EventState.CLOSED, date(2026, 12, 15), False),
    ],
)
def test_codes_work_on_the_day_or_once_opened_before_it(session, state, day, is_open):
    event = make_event(session, on=date(2026, 12, 15), state=state)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=LOCAL_ZONE)
    assert events.is_under_way(event, noon) is is_open


def test_the_day_is_the_day_in_vietnam(session):
    event = make_event(session, on=date(2026, 12, 15))
    just_after_midnight = datetime(2026, 12, 15, 0, 5, tzinfo=LOCAL_ZONE)
    assert events.is_under_way(event, just_after_midnight)
