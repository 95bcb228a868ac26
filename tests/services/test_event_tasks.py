from datetime import timedelta

from factories import (
    make_approval,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
)

from models import SYSTEM, local_today
from services import event_firms, event_tasks, talks
from services.event_tasks import Progress, Task


def test_a_new_event_has_everything_to_do(session):
    event = make_event(session, expected=200)
    found = event_tasks.progress(session, event)
    assert found[Task.INVITE] == Progress(0, 200)
    assert not any(step.is_done for step in found.values())


def test_firms_are_done_when_all_that_were_asked_have_a_table(session):
    event = make_event(session, on=local_today() + timedelta(days=9))
    firms = [make_employer(session) for _ in range(2)]
    for firm in firms:
        event_firms.invite(session, event, firm, by=SYSTEM)
    make_event_table(session, event, firms[0])
    assert event_tasks.progress(session, event)[Task.FIRMS] == Progress(1, 2)
    make_event_table(session, event, firms[1])
    assert event_tasks.progress(session, event)[Task.FIRMS].is_done


def test_people_cards_and_talks_are_counted_of_this_event_only(session):
    event = make_event(session, on=local_today() + timedelta(days=9))
    other = make_event(session)
    firm = make_employer(session)
    make_event_table(session, event, firm)
    person = make_returnee(session)
    make_consent(session, person)
    make_attendance(session, event, person, code="10000001")
    make_attendance(session, other, make_returnee(session), code="10000002")
    approval = make_approval(
        session, make_suggestion(session, person, make_position(session, firm))
    )
    make_suggestion(session, person)
    talks.plan(session, event, approval, by=SYSTEM)
    found = event_tasks.progress(session, event)
    assert (found[Task.REVIEW], found[Task.TIMETABLE]) == (Progress(1, 2), Progress(1, 1))
    assert found[Task.SHEETS] == Progress(0, 1)
