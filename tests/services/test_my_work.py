"""A counselor's day: each section counts right, in order, with one statement."""

from datetime import date, datetime, time, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_attendance,
    make_consent,
    make_event,
    make_introduction,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted

from models import (
    LOCAL_ZONE,
    AssignmentKind,
    IntroductionState,
    Note,
    NoteKind,
    OccupationBan,
    Role,
    WorkPermission,
    local_today,
    utcnow,
)
from services import accounts, counting, my_work, notes
from services.working_days import is_working_day

TODAY = local_today()
LONG_AGO = utcnow() - timedelta(days=40)


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def counselor(session):
    return make_user(session, communes=(HAC_THANH,))


@pytest.fixture
def what(counselor):
    return my_work.asked(actor_of(counselor))


def lines(session, key, what):
    return my_work.section(session, key, what).lines


def people(session, key, what):
    return [line.returnee for line in lines(session, key, what)]


def settled(session, **values):
    """Make someone nothing is due for: spoken with, and home for less than 30 days."""
    return make_returnee(session, **{"return_date": ago(20), "first_contact_on": ago(19)} | values)


def test_first_contact_is_due_seven_days_after_the_return(session, what):
    newcomer = make_returnee(session, return_date=ago(3))
    settled(session)
    make_returnee(session, return_date=ago(200))
    make_returnee(session, return_date=TODAY + timedelta(days=1))
    (line,) = lines(session, "first_contact", what)
    assert (line.returnee, line.on) == (newcomer, TODAY + timedelta(days=4))


def test_a_talk_ends_the_wait_for_first_contact_but_hearsay_does_not(session, what, counselor):
    newcomer = make_returnee(session, return_date=ago(3))
    by = actor_of(counselor)
    notes.write(session, newcomer, notes.Said(NoteKind.OTHER, TODAY, "Đi làm ở xa."), by=by)
    assert people(session, "first_contact", what) == [newcomer]
    notes.write(session, newcomer, notes.Said(NoteKind.CALL, TODAY, "Sẽ ghé xã."), by=by)
    assert people(session, "first_contact", what) == []
    assert newcomer.first_contact_on == TODAY


def test_first_suggestion_waits_only_for_those_who_agreed(session, what):
    agreed = make_returnee(session, return_date=ago(10))
    make_returnee(session, return_date=ago(10), consented=False)
    make_returnee(session, return_date=ago(10), automatic_matching=False)
    make_suggestion(session, make_returnee(session, return_date=ago(10)))
    (line,) = lines(session, "first_suggestion", what)
    assert (line.returnee, line.on) == (agreed, TODAY + timedelta(days=4))


def test_who_comes_home_within_sixty_days_is_listed_soonest_first(session, what):
    later, sooner = (
        make_returnee(session, return_date=TODAY + timedelta(days=days)) for days in (60, 5)
    )
    make_returnee(session, return_date=TODAY + timedelta(days=61))
    make_returnee(session, return_date=TODAY)
    assert people(session, "coming_home", what) == [sooner, later]


def test_a_person_for_whom_nothing_moves_for_thirty_days_is_stalled(session, what):
    stalled = make_returnee(session, return_date=ago(31), created_at=LONG_AGO)
    make_returnee(session, return_date=ago(29), created_at=LONG_AGO)
    make_returnee(session, return_date=ago(31))
    moving = make_introduction(session, state=IntroductionState.INTERVIEW).returnee
    moving.return_date, moving.created_at = ago(90), LONG_AGO
    session.commit()
    assert people(session, "stalled", what) == [stalled]


def test_an_introduction_that_failed_long_ago_does_not_move_anyone(session, what):
    old = make_introduction(session, state=IntroductionState.CLOSED, created_at=LONG_AGO)
    old.returnee.return_date, old.returnee.created_at = ago(90), LONG_AGO
    session.commit()
    assert people(session, "stalled", what) == [old.returnee]


def test_calls_promised_for_today_or_earlier_are_due_until_somebody_calls(session, what, counselor):
    person = settled(session)
    by = actor_of(counselor)
    late = Note(returnee=person, kind=NoteKind.CALL, on=ago(5), call_on=ago(1))
    session.add(late)
    session.add(Note(returnee=person, kind=NoteKind.CALL, on=ago(5), call_on=TODAY + timedelta(1)))
    session.commit()
    (line,) = lines(session, "call_today", what)
    assert (line.returnee, line.record_id, line.code) == (person, late.id, "note")
    notes.write(session, person, notes.Said(NoteKind.CALL, TODAY, "Đã gọi."), by=by)
    assert lines(session, "call_today", what) == []


def test_who_asked_to_be_called_waits_until_the_call_is_written_down(session, what, counselor):
    attendance = make_attendance(session, wants_call=True)
    assert people(session, "call_backs", what) == [attendance.returnee]
    said = notes.Said(NoteKind.CALL, TODAY, "Đã gọi lại.")
    notes.write(session, attendance.returnee, said, by=actor_of(counselor))
    assert people(session, "call_backs", what) == []


def test_interviews_of_today_stand_in_their_order(session, what):
    at = datetime.combine(TODAY, time(8), LOCAL_ZONE)
    for hours in (9, 6, 0, 24):
        make_introduction(
            session, state=IntroductionState.INTERVIEW, interview_at=at + timedelta(hours=hours)
        )
    make_introduction(session, state=IntroductionState.CLOSED, interview_at=at)
    assert len(lines(session, "appointments", what)) == 3


def test_answers_are_due_on_their_day(session, what):
    due = make_introduction(session, answer_due_on=TODAY)
    make_introduction(session, answer_due_on=TODAY + timedelta(days=1))
    make_introduction(session, answer_due_on=ago(1), state=IntroductionState.INTERVIEW)
    (line,) = lines(session, "answers", what)
    assert line.record_id == due.id


def test_what_ends_within_two_weeks_is_told_with_its_kind(session, what):
    person = settled(session, residence_until=TODAY + timedelta(days=3))
    soon = TODAY + timedelta(days=2)
    make_consent(session, person, until=soon)
    session.add_all(
        [
            OccupationBan(returnee_id=person.id, isco_prefix="83", until=TODAY),
            WorkPermission(
                returnee=person, communes=[HAM_RONG], starts_on=ago(9), until=TODAY + timedelta(14)
            ),
            WorkPermission(
                returnee=person, communes=[HAM_RONG], starts_on=ago(9), until=TODAY + timedelta(15)
            ),
        ]
    )
    session.commit()
    codes = [line.code for line in lines(session, "ending", what)]
    assert codes == ["ban", "consent", "residence", "permission"]


def test_the_longest_waiting_is_reviewed_first(session, what):
    fresh = make_suggestion(session)
    old = make_suggestion(session, created_at=LONG_AGO)
    make_suggestion(session, old.returnee)
    assert people(session, "review", what) == [old.returnee, fresh.returnee]


def test_neighbours_and_the_erased_are_nobodys_work(session, what):
    make_returnee(session, return_date=ago(3), commune_code=HAM_RONG)
    make_returnee(session, return_date=ago(3), erased_at=utcnow())
    assert all(not section.total for section in my_work.day(session, what))


def test_only_my_own_files_on_request(session, counselor):
    mine = make_returnee(session, return_date=ago(3), counselor_id=counselor.id)
    make_returnee(session, return_date=ago(3))
    what = my_work.asked(actor_of(counselor), only_mine=True)
    assert people(session, "first_contact", what) == [mine]
    assert my_work.section(session, "first_contact", my_work.of_all(what)).total == 2


def test_a_section_counts_all_and_shows_the_first(session, what):
    for _ in range(my_work.MOST_LINES + 2):
        make_returnee(session, return_date=ago(3))
    section = my_work.section(session, "first_contact", what)
    assert (len(section.lines), section.total) == (my_work.MOST_LINES, my_work.MOST_LINES + 2)
    assert section.counted == str(my_work.MOST_LINES + 2)


def test_counting_stops_where_nobody_counts_any_more(session, what, monkeypatch):
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    for _ in range(4):
        make_returnee(session, return_date=ago(3))
    section = my_work.section(session, "first_contact", what)
    assert (section.total, section.counted) == (3, "hơn 2")


def test_a_day_costs_one_statement_a_section_and_one_for_the_people(session, connection, what):
    for _ in range(3):
        make_suggestion(session, make_returnee(session, return_date=ago(3)))
    with counted(connection) as sent:
        my_work.day(session, what)
    assert len(sent) == len(my_work.SECTIONS) + 1


def test_covers_are_told_to_both_sides(session, counselor, what):
    colleague = make_user(session, communes=(HAM_RONG,), full_name="Lê Thay")
    until = TODAY + timedelta(days=5)
    accounts.give_role(
        session,
        colleague,
        Role.COUNSELOR,
        commune_code=HAC_THANH,
        kind=AssignmentKind.COVER,
        ends_on=until,
    )
    session.commit()
    (mine,) = my_work.covers(session, what)
    assert (mine.user.full_name, mine.ends_on) == ("Lê Thay", until)


def test_cards_are_reviewed_three_working_days_before_an_event(session, counselor):
    event = make_event(session, on=date(2026, 12, 15))
    deadline = my_work.review_deadline(event)
    assert deadline == date(2026, 12, 10)
    assert is_working_day(deadline)
    attendance = make_attendance(session, event)
    by = actor_of(counselor)
    assert my_work.invited_to_review(session, event, by=by) == 0
    make_suggestion(session, attendance.returnee)
    assert my_work.invited_to_review(session, event, by=by) == 1
