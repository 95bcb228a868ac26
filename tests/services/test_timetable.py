import itertools
from datetime import datetime, time, timedelta

import pytest
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
from sqlalchemy import select

from models import LOCAL_ZONE, SuggestionAction, Talk, TalkAction, local_today
from services import table_hours, talk_times, talks, timetable
from services.errors import Refused

CODES = itertools.count(10_000_000)


@pytest.fixture
def event(session):
    """Four slots of a quarter of an hour, in a week."""
    return make_event(
        session,
        on=local_today() + timedelta(days=7),
        starts_at=time(13, 30),
        ends_at=time(14, 30),
        slot_minutes=15,
    )


def guest(session, event, positions, **values):
    """Return someone invited with an approved card for each position, best first."""
    person = make_returnee(session)
    make_consent(session, person)
    for rank, position in enumerate(positions, 1):
        make_approval(session, make_suggestion(session, person, position, rank=rank))
    return make_attendance(session, event, person, code=f"{next(CODES)}", **values)


def rows(session):
    return session.scalars(select(Talk)).all()


def clashes(found):
    people = [(row.attendance_id, row.slot) for row in found]
    return len(people) - len(set(people))


def test_everyone_gets_a_talk_before_anyone_gets_two(session, event, organiser):
    firms = [make_employer(session) for _ in range(2)]
    jobs = [make_position(session, firm) for firm in firms]
    for firm in firms:
        make_event_table(session, event, firm)
    for _ in range(6):
        guest(session, event, jobs)
    done = timetable.plan(session, event, by=organiser)
    found = rows(session)
    assert (done.made, done.with_talks, done.people, done.gap) == (8, 6, 6, 0)
    assert len(found) == 8
    assert clashes(found) == 0
    assert len({(row.table_id, row.slot) for row in found}) == 8


def test_a_late_firm_and_its_break_have_no_talks(session, event, organiser):
    firm = make_employer(session)
    job = make_position(session, firm)
    make_event_table(
        session,
        event,
        firm,
        opens_at=time(13, 45),
        break_from=time(14, 0),
        break_to=time(14, 15),
    )
    for _ in range(4):
        guest(session, event, [job])
    timetable.plan(session, event, by=organiser)
    assert sorted(row.slot for row in rows(session)) == [1, 3]


def test_someone_who_comes_late_and_must_leave_is_met_in_between(session, event, organiser):
    firm = make_employer(session)
    make_event_table(session, event, firm)
    job = make_position(session, firm)
    guest(session, event, [job], comes_at=time(13, 40), leaves_at=time(14, 0))
    timetable.plan(session, event, by=organiser)
    assert [row.slot for row in rows(session)] == [1]


def test_a_firms_two_tables_share_its_people(session, event, organiser):
    firm = make_employer(session)
    tables = [make_event_table(session, event, firm) for _ in range(2)]
    job = make_position(session, firm)
    for _ in range(8):
        guest(session, event, [job])
    timetable.plan(session, event, by=organiser)
    found = rows(session)
    assert len({(row.table_id, row.slot) for row in found}) == 8
    assert {row.table_id for row in found} == {table.id for table in tables}


def test_planning_again_keeps_what_people_were_told(session, event, organiser):
    firms = [make_employer(session) for _ in range(2)]
    jobs = [make_position(session, firm) for firm in firms]
    for firm in firms:
        make_event_table(session, event, firm)
    for _ in range(3):
        guest(session, event, jobs)
    timetable.plan(session, event, by=organiser)
    talk_times.tell(session, [row.attendance for row in rows(session)])
    before = {row.id: (row.table_id, row.slot) for row in rows(session)}
    guest(session, event, jobs)
    done = timetable.plan(session, event, by=organiser)
    after = {row.id: (row.table_id, row.slot) for row in rows(session)}
    assert {known: after[known] for known in before} == before
    assert (done.moved, done.with_talks) == ([], 4)


def test_a_firm_that_left_takes_its_talks_along_and_the_others_stay(session, event, organiser):
    stays, leaves = make_employer(session), make_employer(session)
    make_event_table(session, event, stays)
    table = make_event_table(session, event, leaves)
    for _ in range(2):
        guest(session, event, [make_position(session, stays), make_position(session, leaves)])
    timetable.plan(session, event, by=organiser)
    table.closes_at = time(13, 30)
    session.flush()
    done = timetable.plan(session, event, by=organiser)
    assert done.dropped == 2
    assert {row.table.employer_id for row in rows(session)} == {stays.id}


def test_a_withdrawn_yes_takes_the_talk_out(session, event, organiser):
    firm = make_employer(session)
    make_event_table(session, event, firm)
    guest(session, event, [make_position(session, firm)])
    timetable.plan(session, event, by=organiser)
    for row in rows(session):
        row.approval.suggestion.apply(SuggestionAction.LAPSE, by=organiser)
    session.flush()
    assert timetable.plan(session, event, by=organiser).dropped == 1
    assert rows(session) == []


def test_who_missed_a_talk_is_not_put_down_again(session, event, organiser):
    firm = make_employer(session)
    make_event_table(session, event, firm)
    guest(session, event, [make_position(session, firm)])
    timetable.plan(session, event, by=organiser)
    talks.miss(session, rows(session)[0], by=organiser)
    done = timetable.plan(session, event, by=organiser)
    assert (done.made, len(rows(session))) == (0, 1)


def test_a_change_by_hand_is_checked_for_clashes(session, event, organiser):
    firms = [make_employer(session) for _ in range(2)]
    tables = [make_event_table(session, event, firm) for firm in firms]
    jobs = [make_position(session, firm) for firm in firms]
    both = guest(session, event, jobs)
    alone = [guest(session, event, jobs[:1]) for _ in range(2)]
    timetable.plan(session, event, by=organiser)
    at = {(row.attendance_id, row.table_id): row for row in rows(session)}
    here, there = (at[both.id, table.id] for table in tables)
    first, second = (at[one.id, tables[0].id] for one in alone)
    with pytest.raises(Refused, match="đã có lượt khác"):
        talk_times.reschedule(session, here, tables[0], there.slot, by=organiser)
    with pytest.raises(Refused, match="không còn chỗ"):
        talk_times.reschedule(session, first, tables[0], second.slot, by=organiser)
    with pytest.raises(Refused, match="cùng doanh nghiệp"):
        talk_times.reschedule(session, first, tables[1], 3, by=organiser)
    free = next(s for s in range(4) if s not in {row.slot for row in (here, first, second)})
    talk_times.reschedule(session, first, tables[0], free, by=organiser)
    assert first.slot == free
    talk_times.cancel(session, second, by=organiser)
    assert len(rows(session)) == 3


def test_a_talk_that_was_called_is_left_alone(session, event, organiser):
    firm = make_employer(session)
    table = make_event_table(session, event, firm)
    guest(session, event, [make_position(session, firm)])
    timetable.plan(session, event, by=organiser)
    talk = rows(session)[0]
    talk.apply(TalkAction.CALL, by=organiser)
    with pytest.raises(Refused, match="không đổi được"):
        talk_times.reschedule(session, talk, table, 3, by=organiser)
    with pytest.raises(Refused, match="không bỏ được"):
        talk_times.cancel(session, talk, by=organiser)


def test_the_current_slot_is_the_first_that_has_not_begun(session, event):
    at = table_hours.current_slot
    noon = event.on
    moments = {(13, 0): 0, (13, 30): 1, (13, 44): 1, (13, 45): 2, (14, 29): 4, (17, 0): 4}
    for (hour, minute), slot in moments.items():
        assert at(event, local_moment(noon, hour, minute)) == slot
    assert at(event, local_moment(noon - timedelta(days=1), 15, 0)) == 0
    assert at(event, local_moment(noon + timedelta(days=1), 8, 0)) == 4


def local_moment(day, hour, minute):
    return datetime.combine(day, time(hour, minute), LOCAL_ZONE)
