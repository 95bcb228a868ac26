"""Three and ten working days, exact around Tết, and what each night does about them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from factories import (
    make_approval,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_suggestion,
)
from sqlalchemy import select

from models import (
    LOCAL_ZONE,
    SYSTEM,
    EmployerAction,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Mail,
    MailKind,
    Placement,
    RefusalReason,
    local_today,
    utcnow,
)
from services import introduction_clocks as clocks
from services import introduction_nights as nights
from services import introductions, mail_boxes
from services.introductions import Refusal

S = IntroductionState


def night(day):
    """One in the morning in Vietnam on a day."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=LOCAL_ZONE).astimezone(UTC)


def made_on(session, day, firm=None, **values):
    posting = make_position(session, firm or make_employer(session))
    made = make_introduction(
        session, make_approval(session, make_suggestion(session, position=posting)), **values
    )
    clocks.begin(made, day)
    session.flush()
    return made


def placed(session, firm, **values):
    made = made_on(session, date(2026, 10, 5), firm, state=S.STARTED)
    row = Placement(
        introduction=made,
        returnee_id=made.returnee_id,
        position_id=made.position_id,
        employer_id=made.employer_id,
        first_day=date(2026, 11, 2),
        **values,
    )
    session.add(row)
    session.flush()


def letters(session, kind):
    return session.scalars(select(Mail).where(Mail.kind == kind)).all()


def firm_with_letters(session):
    firm = make_employer(session)
    mail_boxes.keep(session, make_employer_user(session, firm), "hr@may.example.vn", is_on=True)
    return firm


@pytest.mark.parametrize(
    ("start", "calls", "closes"),
    [
        # An ordinary week: Monday, Thursday, and the Monday two weeks on.
        (date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 19)),
        # Made on a Saturday: the days run from Monday.
        (date(2026, 10, 10), date(2026, 10, 14), date(2026, 10, 23)),
        # Tết 2026: the 16th to the 20th of February are off, with two weekends around.
        (date(2026, 2, 12), date(2026, 2, 24), date(2026, 3, 5)),
        # A Saturday worked in place of a Monday off counts as a working day.
        (date(2026, 8, 19), date(2026, 8, 22), date(2026, 9, 4)),
    ],
)
def test_the_days_are_working_days(session, start, calls, closes):
    made = made_on(session, start)
    assert (made.answer_due_on, made.closes_on) == (calls, closes)


def test_after_an_invitation_the_days_run_from_the_interview(session):
    made = made_on(session, local_today())
    made.interview_at = datetime(2027, 2, 4, 17, 30, tzinfo=UTC)  # the 5th in Vietnam, Tết's eve
    clocks.answered(made, IntroductionAction.INVITE, date(2027, 1, 20))
    assert (made.answer_due_on, made.closes_on) == (date(2027, 2, 16), date(2027, 2, 25))


def test_after_an_offer_nothing_closes_by_itself(session):
    made = made_on(session, local_today())
    clocks.answered(made, IntroductionAction.OFFER, date(2026, 10, 5))
    assert (made.answer_due_on, made.closes_on) == (date(2026, 10, 8), None)


def test_what_nobody_answered_ends_on_the_night_after_the_tenth_day(session):
    made = made_on(session, date(2026, 2, 12))
    assert nights.close_unanswered(session, by=SYSTEM, now=night(date(2026, 3, 5))) == 0
    assert nights.close_unanswered(session, by=SYSTEM, now=night(date(2026, 3, 6))) == 1
    assert (made.state, made.reason) == (S.CLOSED, RefusalReason.NO_ANSWER)
    assert made.firm_deletes_by == local_today() + clocks.DELETES_WITHIN
    assert nights.close_unanswered(session, by=SYSTEM, now=night(date(2026, 3, 7))) == 0
    (move,) = session.scalars(made.moves.select()).all()
    assert (move.action, move.reason, move.by_id) == ("close", "no_answer", None)


@pytest.mark.parametrize("state", [S.HIRED, S.STARTED, S.OFFERED])
def test_an_answer_stops_the_end(session, state):
    made = made_on(session, date(2026, 2, 12))
    if state == S.OFFERED:
        introductions.offer(session, made, by=SYSTEM)
    else:
        introductions.hire(session, made, by=SYSTEM)
    nights.close_unanswered(session, by=SYSTEM, now=night(date(2026, 6, 1)))
    assert made.state in {S.OFFERED, S.HIRED}


def test_a_firm_is_reminded_once_for_each_day_on_which_more_fell_due(session):
    firm = firm_with_letters(session)
    for _ in range(2):
        made_on(session, date(2026, 10, 5), firm)
    made_on(session, date(2026, 10, 6), firm)
    due = date(2026, 10, 8)
    nights.remind_firms(session, by=SYSTEM, now=night(due - timedelta(days=1)))
    assert letters(session, MailKind.REMINDER) == []
    for day in (due, due):
        nights.remind_firms(session, by=SYSTEM, now=night(day))
    (letter,) = letters(session, MailKind.REMINDER)
    assert "cho 2 người" in letter.body
    assert letter.useless_at == night(due) + timedelta(days=3)
    for day in (date(2026, 10, 9), date(2026, 10, 12)):
        nights.remind_firms(session, by=SYSTEM, now=night(day))
    assert ["cho 3 người" in one.body for one in letters(session, MailKind.REMINDER)].count(
        True
    ) == 1
    assert len(letters(session, MailKind.REMINDER)) == 2


def test_whoever_answered_is_not_reminded(session):
    firm = firm_with_letters(session)
    introductions.refuse(
        session, made_on(session, date(2026, 10, 5), firm), Refusal(RefusalReason.WAGE), by=SYSTEM
    )
    nights.remind_firms(session, by=SYSTEM, now=night(date(2026, 10, 20)))
    assert letters(session, MailKind.REMINDER) == []


def test_a_new_introduction_and_a_date_are_written_once_each(session):
    firm = firm_with_letters(session)
    first, second = (made_on(session, local_today(), firm) for _ in range(2))
    at = utcnow() + timedelta(days=3)
    invitation = introductions.Invitation(at, "Cổng số 2", "Chị Hường")
    for made in (first, second):
        introductions.invite(session, made, invitation, by=SYSTEM)
    (letter,) = letters(session, MailKind.INTERVIEW)
    assert "Cổng số 2" in letter.body
    assert letter.useless_at == at


def test_a_firm_is_reminded_of_deleting_and_its_words_go_after_the_day(session):
    firm = firm_with_letters(session)
    made = made_on(session, local_today(), firm)
    made.interview_place, made.interview_ask_for = "Cổng số 2", "Chị Hường"
    refusal = Refusal(RefusalReason.SKILLS, "Lần sau nhé.", "Tay chậm.")
    introductions.refuse(session, made, refusal, by=SYSTEM)
    end = made.firm_deletes_by
    nights.remind_to_delete(session, by=SYSTEM, now=night(end - timedelta(days=8)))
    assert letters(session, MailKind.DELETION) == []
    for days in (7, 6, 0):
        nights.remind_to_delete(session, by=SYSTEM, now=night(end - timedelta(days=days)))
    (letter,) = letters(session, MailKind.DELETION)
    assert f"Người lao động {made.number:02d}" in letter.body
    assert nights.delete_details(session, by=SYSTEM, now=night(end)) == 0
    assert (made.words_to_person, made.words_to_counselor) == ("Lần sau nhé.", "Tay chậm.")
    assert nights.delete_details(session, by=SYSTEM, now=night(end + timedelta(days=1))) == 1
    assert nights.delete_details(session, by=SYSTEM, now=night(end + timedelta(days=2))) == 0
    kept = session.scalars(
        select(Introduction).where(
            Introduction.words_to_person_ct.is_(None), Introduction.interview_place == ""
        )
    ).one()
    assert (kept.reason, kept.interview_ask_for) == (RefusalReason.SKILLS, "")


def test_a_firm_that_said_deleted_is_not_reminded(session):
    firm = firm_with_letters(session)
    made = made_on(session, local_today(), firm)
    introductions.close(session, made, RefusalReason.OTHER, by=SYSTEM)
    introductions.note_deleted(session, made, by=SYSTEM)
    said = made.firm_deleted_at
    introductions.note_deleted(session, made, by=SYSTEM)
    assert made.firm_deleted_at == said
    nights.remind_to_delete(session, by=SYSTEM, now=night(made.firm_deletes_by))
    assert letters(session, MailKind.DELETION) == []


def test_a_month_begins_with_one_letter_to_firms_with_people_at_work(session):
    firm = firm_with_letters(session)
    placed(session, firm)
    placed(session, firm, ended_on=date(2026, 12, 20))
    placed(session, firm_with_letters(session), ended_on=date(2026, 12, 20))
    # The first of January 2027 is a holiday, the second and third a weekend.
    nights.check_in(session, by=SYSTEM, now=night(date(2027, 1, 3)))
    assert letters(session, MailKind.CHECK_IN) == []
    for day in (20, 4, 5):
        nights.check_in(session, by=SYSTEM, now=night(date(2027, 1, day)))
    (letter,) = letters(session, MailKind.CHECK_IN)
    assert "có 1 người làm" in letter.body
    nights.check_in(session, by=SYSTEM, now=night(date(2027, 2, 1)))
    assert len(letters(session, MailKind.CHECK_IN)) == 2


def test_a_firm_without_standing_is_not_written_to(session):
    firm = firm_with_letters(session)
    made_on(session, date(2026, 10, 5), firm)
    placed(session, firm)
    firm.apply(EmployerAction.SUSPEND, by=SYSTEM)
    session.flush()
    nights.remind_firms(session, by=SYSTEM, now=night(date(2026, 10, 8)))
    nights.check_in(session, by=SYSTEM, now=night(date(2026, 12, 1)))
    assert session.scalars(select(Mail)).all() == []
