from datetime import date, datetime, time, timedelta

import pytest
from factories import (
    actor_of,
    make_approval,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import select
from words import LIST_A, found

from models import (
    LOCAL_ZONE,
    AttendanceState,
    EventAction,
    EventState,
    Mail,
    MailKind,
    NextStep,
    Note,
    NoteKind,
    RefusalReason,
    Role,
    local_today,
)
from services import (
    closeout,
    closeout_news,
    closeout_people,
    closeout_quality,
    closeout_thanks,
    mailing,
    talks,
)
from services.closeout_people import NoTalk
from services.errors import Refused


@pytest.fixture
def event(session):
    return make_event(session, on=local_today(), starts_at=time(0, 0), ends_at=time(23, 0))


@pytest.fixture
def firm(session, event):
    firm = make_employer(session, contact_email="nhansu@mau.example")
    make_event_table(session, event, firm, number=1)
    return firm


def come(session, event, code, state=AttendanceState.PRESENT, **person):
    return make_attendance(session, event, make_returnee(session, **person), code=code, state=state)


def approved(session, attendance, firm, **suggestion):
    position = make_position(session, firm)
    return make_approval(
        session, make_suggestion(session, attendance.returnee, position, **suggestion)
    )


def test_each_person_has_one_reason_or_a_talk(session, event, firm, organiser):
    come(session, event, "11110001", AttendanceState.INVITED)
    come(session, event, "11110002")
    waits = come(session, event, "11110003")
    approved(session, waits, firm)
    missed, talked = come(session, event, "11110004"), come(session, event, "11110005")
    talks.plan(session, event, approved(session, missed, firm), by=organiser)
    talk = talks.plan(session, event, approved(session, talked, firm), by=organiser)
    talks.set_next_step(
        session, talk, NextStep.NOT_SUITABLE, by=organiser, **_reason(NextStep.NOT_SUITABLE)
    )
    reached = closeout_people.count(session, event)
    assert reached.talked == 1
    assert reached.without == dict.fromkeys(NoTalk, 1)
    assert reached.total == 4


def test_a_top_card_counts_once_it_led_on(session, event, firm, organiser):
    for number, (rank, step) in enumerate(
        [(1, NextStep.INTERVIEW), (2, NextStep.NOT_SUITABLE), (4, NextStep.OFFER)]
    ):
        person = come(session, event, f"1111000{number}")
        approval = approved(session, person, firm, rank=rank)
        make_consent(session, person.returnee, employer=firm)
        talk = talks.plan(session, event, approval, by=organiser)
        talks.set_next_step(session, talk, step, by=organiser, **_reason(step))
    found_ = closeout_quality.quality(session, event)
    assert (found_.cards, found_.led, found_.tenths) == (2, 1, None)


def _reason(step):
    return {"reason": RefusalReason.SKILLS} if step == NextStep.NOT_SUITABLE else {}


def test_the_committee_reads_tenths_only_where_both_sides_are_many():
    assert closeout_quality.Quality(cards=50, led=21).tenths == 4
    assert closeout_quality.Quality(cards=50, led=48).tenths is None


def test_news_is_due_three_working_days_after_a_friday(session):
    assert closeout_news.due_on(make_event(session, on=date(2026, 11, 27))) == date(2026, 12, 2)


def test_a_call_since_the_event_is_news_and_one_before_is_not(session, event):
    counselor = make_user(session, Role.COUNSELOR)
    early, heard = (
        come(session, event, code, counselor_id=counselor.id) for code in ("11110001", "11110002")
    )
    away = come(session, event, "11110003", AttendanceState.INVITED)
    for person, since in ((early, -1), (heard, 0)):
        note = Note(
            returnee=person.returnee,
            kind=NoteKind.CALL,
            on=local_today(),
            by_id=counselor.id,
        )
        note.text = "Đã gọi"
        note.created_at = _at(event) + timedelta(days=since, minutes=5)
        session.add(note)
    session.flush()
    rows = closeout_news.of_people(session, event, by=actor_of(make_user(session, Role.ORGANISER)))
    assert [(row.attendance, row.is_told) for row in rows] == [(early, False), (heard, True)]
    assert rows[0].owner == counselor
    assert away not in [row.attendance for row in rows]
    assert closeout_news.counts(session, event) == (2, 1)


def _at(event):
    return datetime.combine(event.on, event.starts_at, LOCAL_ZONE)


def test_each_firm_with_a_table_is_thanked_once_after_the_end(session, event, firm, organiser):
    make_employer(session, contact_email="khac@mau.example")
    silent = make_employer(session, contact_email="")
    make_event_table(session, event, silent, number=2)
    make_event_table(session, event, firm, number=3)
    with pytest.raises(Refused, match="chưa kết thúc"):
        closeout_thanks.thank(session, event, by=organiser)
    event.apply(EventAction.OPEN, by=organiser)
    event.apply(EventAction.CLOSE, by=organiser)
    for _ in range(2):
        done = closeout_thanks.thank(session, event, by=organiser)
    assert (list(done.written), list(done.without_address)) == ([firm], [silent])
    (letter,) = session.scalars(select(Mail).where(Mail.kind == MailKind.EVENT_THANKS))
    assert letter.employer_id == firm.id
    assert f"{event.on:%d/%m/%Y}" in letter.body
    assert closeout_thanks.count_written(session, event) == 1


def test_the_letter_of_thanks_says_nothing_it_must_not():
    text = mailing.sample(MailKind.EVENT_THANKS)
    assert found(text.subject + text.body, LIST_A) == []


def test_an_event_is_compared_with_the_last_one_that_was_held(session, event):
    days = [(30, EventState.CLOSED), (10, EventState.CLOSED), (5, EventState.PLANNED)]
    made = [make_event(session, on=event.on - timedelta(days=d), state=s) for d, s in days]
    assert closeout.last_before(session, event) == made[1]
    assert closeout.last_before(session, made[0]) is None
