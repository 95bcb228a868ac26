"""Whom staff call and write to today, and that a tick takes the line away."""

from datetime import timedelta

import pytest
from factories import (
    HAM_RONG,
    actor_of,
    make_approval,
    make_employer,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import update
from words import LIST_A, LIST_B, found

from models import (
    SYSTEM,
    CallResult,
    Introduction,
    IntroductionState,
    RefusalReason,
    Side,
    Told,
    Topic,
    local_today,
    utcnow,
)
from services import introduction_calls as calls
from services import introductions, told_texts
from services.introduction_calls import Word
from services.introductions import Invitation, Refusal

TODAY = local_today()
S = IntroductionState


@pytest.fixture
def staff(session):
    return actor_of(make_user(session))


def made(session, firm=None, person=None, **values):
    posting = make_position(session, firm or make_employer(session))
    suggestion = make_suggestion(session, person, posting)
    values = {"answer_due_on": TODAY} | values
    return make_introduction(session, make_approval(session, suggestion), **values)


def firms(session, staff, today=TODAY):
    return session.scalars(calls.firms_to_call(by=staff, today=today)).unique().all()


def people(session, staff):
    return session.scalars(calls.people_to_tell(by=staff, today=TODAY)).unique().all()


def test_a_firm_is_called_from_the_third_day_on_until_somebody_tried_today(session, staff):
    waits = made(session)
    made(session, answer_due_on=TODAY + timedelta(days=1))
    assert firms(session, staff) == [waits]
    assert calls.count(session, calls.firms_to_call(by=staff, today=TODAY)) == 1
    word = Word(Side.FIRM, Topic.WAITING, CallResult.NOT_REACHED)
    calls.note(session, waits, word, by=staff)
    assert firms(session, staff) == []
    tomorrow = firms(session, staff, TODAY + timedelta(days=1))
    assert waits in tomorrow


def test_one_firms_people_stand_together(session, staff):
    one, other = make_employer(session), make_employer(session)
    rows = [made(session, firm) for firm in (one, other, one)]
    order = [row.employer_id for row in firms(session, staff)]
    assert len(order) == len(rows)
    assert order in ([one.id, one.id, other.id], [other.id, one.id, one.id])


@pytest.mark.parametrize("state", [S.NEW, S.SEEN, S.INTERVIEW, S.OFFERED, S.HIRED])
def test_every_step_that_waits_says_what_to_ask(session, staff, state):
    waits = made(session, state=state, interview_at=utcnow())
    assert firms(session, staff) == [waits]
    said = told_texts.for_firm(waits)
    assert f"Người lao động {waits.number:02d}" in said
    assert waits.returnee.full_name not in said


def test_a_firm_that_did_not_delete_is_called_after_its_day(session, staff):
    over = made(session, answer_due_on=None, state=S.CLOSED, firm_deletes_by=TODAY)
    assert firms(session, staff) == []
    assert firms(session, staff, TODAY + timedelta(days=1)) == [over]
    assert "xóa tên" in told_texts.for_firm(over)
    introductions.note_deleted(session, over, by=staff)
    assert firms(session, staff, TODAY + timedelta(days=1)) == []


def test_people_of_another_commune_are_not_called_for(session, staff):
    made(session, person=make_returnee(session, commune_code=HAM_RONG))
    stranger = actor_of(make_user(session, communes=("15925",)))
    assert firms(session, stranger) == []
    assert people(session, stranger) == []


def test_a_person_hears_after_three_days_that_no_answer_came(session, staff):
    waits = made(session)
    made(session, answer_due_on=TODAY + timedelta(days=1))
    assert people(session, staff) == [waits]
    calls.note(session, waits, Word(Side.PERSON, Topic.WAITING, CallResult.NOT_REACHED), by=staff)
    assert people(session, staff) == [waits]
    calls.note(session, waits, Word(Side.PERSON, Topic.WAITING), by=staff)
    assert people(session, staff) == []


def test_a_new_date_is_told_again(session, staff):
    invited = made(session)
    invitation = Invitation(utcnow() + timedelta(days=2), "Cổng số 2", "Chị Hường")
    introductions.invite(session, invited, invitation, by=staff)
    assert people(session, staff) == [invited]
    calls.note(session, invited, Word(Side.PERSON, Topic.INTERVIEW), by=staff)
    assert people(session, staff) == []
    session.execute(update(Told).values(at=utcnow() - timedelta(hours=1)))
    introductions.invite(session, invited, invitation, by=staff)
    assert people(session, staff) == [invited]


def test_an_end_is_told_unless_it_is_long_ago(session, staff):
    ended = made(session)
    introductions.refuse(session, ended, Refusal(RefusalReason.SKILLS), by=staff)
    assert people(session, staff) == [ended]
    session.execute(update(Introduction).values(firm_deletes_by=TODAY - timedelta(days=1)))
    assert people(session, staff) == []


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("reason", [None, *RefusalReason])
def test_no_message_says_what_a_neighbour_must_not_read(session, topic, reason):
    one = made(
        session, interview_at=utcnow(), interview_place="Cổng 2", interview_ask_for="Chị Lan"
    )
    one.reason, one.starts_on = reason, TODAY
    text = told_texts.for_person(one, topic, link="https://nv.example.vn/stay/x")
    assert found(text, LIST_A + LIST_B) == []
    assert one.returnee.full_name not in text
    assert "{" not in text


def test_the_persons_words_are_told_and_the_counselors_are_not(session):
    ended = made(session)
    refusal = Refusal(RefusalReason.SKILLS, "Mời anh/chị quay lại sau Tết.", "Tay chậm.")
    assert "sau Tết" in told_texts.refusal(ended, refusal.reason, refusal.to_person)
    introductions.refuse(session, ended, refusal, by=SYSTEM)
    text = told_texts.for_person(ended, Topic.ENDED)
    assert "sau Tết" in text
    assert "Tay chậm" not in text


def test_what_a_firm_typed_with_a_hard_word_is_left_out(session):
    one = made(session, interview_at=utcnow(), interview_place="cạnh trại giam cũ")
    assert "trại" not in told_texts.for_person(one, Topic.INTERVIEW)
    assert "trại" not in told_texts.zalo_to_firm(one)
