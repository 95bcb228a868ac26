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
from sqlalchemy import func, select

from models import (
    EmployerAction,
    Introduction,
    MoveNotAllowed,
    NextStep,
    PositionAction,
    RefusalReason,
    TalkState,
    local_today,
)
from services import talks
from services.errors import Refused


class Hall:
    """One event with one hiring table of one seat and one approved person."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session, on=local_today())
        self.firm = make_employer(session)
        self.table = make_event_table(session, self.event, self.firm)
        self.approval = self.approve("11110001")

    def approve(self, code):
        person = make_returnee(self.session)
        make_attendance(self.session, self.event, person, code=code)
        position = make_position(self.session, self.firm)
        return make_approval(self.session, make_suggestion(self.session, person, position))


@pytest.fixture
def hall(session):
    return Hall(session)


@pytest.fixture
def talk(session, hall, organiser):
    return talks.plan(session, hall.event, hall.approval, by=organiser)


def test_a_talk_gets_the_first_free_slot_of_the_firms_table(session, hall, organiser):
    first = talks.plan(session, hall.event, hall.approval, by=organiser)
    second = talks.plan(session, hall.event, hall.approve("11110002"), by=organiser)
    assert (first.table, first.slot, second.slot) == (hall.table, 0, 1)


def test_a_group_table_seats_several_in_one_slot(session, hall, organiser):
    hall.table.group_size = 2
    first = talks.plan(session, hall.event, hall.approval, by=organiser)
    second = talks.plan(session, hall.event, hall.approve("11110002"), by=organiser)
    assert (first.slot, second.slot) == (0, 0)


def test_a_person_is_never_at_two_tables_at_once(session, hall, organiser):
    other = make_employer(session)
    make_event_table(session, hall.event, other)
    person = hall.approval.suggestion.returnee
    elsewhere = make_approval(
        session, make_suggestion(session, person, make_position(session, other))
    )
    first = talks.plan(session, hall.event, hall.approval, by=organiser)
    second = talks.plan(session, hall.event, elsewhere, by=organiser)
    assert first.table_id != second.table_id
    assert first.slot != second.slot


def test_a_full_table_says_so(session, hall, organiser):
    hall.event.slot_minutes = 120
    talks.plan(session, hall.event, hall.approval, by=organiser)
    with pytest.raises(Refused, match="kín lượt"):
        talks.plan(session, hall.event, hall.approve("11110002"), by=organiser)


def test_gates_are_checked_when_a_talk_is_planned(session, hall, organiser):
    hall.approval.suggestion.position.apply(PositionAction.CLOSE, by=organiser)
    session.flush()
    with pytest.raises(Refused):
        talks.plan(session, hall.event, hall.approval, by=organiser)


def test_a_firm_without_a_table_has_no_talk(session, hall, organiser):
    person = hall.approval.suggestion.returnee
    elsewhere = make_approval(session, make_suggestion(session, person))
    with pytest.raises(Refused, match="chưa có bàn"):
        talks.plan(session, hall.event, elsewhere, by=organiser)


def test_only_people_of_the_event_are_planned(session, hall, organiser):
    stranger = make_suggestion(session, position=make_position(session, hall.firm))
    with pytest.raises(Refused, match="chưa được mời"):
        talks.plan(session, hall.event, make_approval(session, stranger), by=organiser)


def test_what_is_planned_waits_no_more(session, hall, organiser):
    assert talks.plannable(session, hall.event, []) == [hall.approval]
    talk = talks.plan(session, hall.event, hall.approval, by=organiser)
    assert talks.plannable(session, hall.event, [talk]) == []


def test_who_missed_a_talk_can_be_called_again(session, talk, organiser):
    talks.miss(session, talk, by=organiser)
    talks.call(session, talk, by=organiser)
    talks.hold(session, talk, by=organiser)
    assert talk.state == TalkState.HELD
    with pytest.raises(MoveNotAllowed):
        talks.miss(session, talk, by=organiser)


@pytest.mark.parametrize("step", sorted(talks.LEADS_ON))
def test_an_offer_with_the_persons_yes_makes_the_introduction(session, talk, organiser, step):
    suggestion = talk.approval.suggestion
    make_consent(session, suggestion.returnee, employer=suggestion.position.employer)
    made = talks.set_next_step(session, talk, step, by=organiser)
    assert made.approval_id == talk.approval_id
    assert (talk.state, talk.next_step) == (TalkState.HELD, step)
    assert talks.introduced(session, [talk]) == {talk.approval_id}


def test_without_a_yes_the_firm_gets_no_introduction(session, talk, organiser):
    assert talks.set_next_step(session, talk, NextStep.INTERVIEW, by=organiser) is None
    assert session.scalar(select(func.count()).select_from(Introduction)) == 0


def test_a_firm_nobody_verified_keeps_the_step_and_gets_no_name(session, talk, organiser):
    suggestion = talk.approval.suggestion
    make_consent(session, suggestion.returnee, employer=suggestion.position.employer)
    suggestion.position.employer.apply(EmployerAction.SUSPEND, by=organiser)
    assert talks.set_next_step(session, talk, NextStep.OFFER, by=organiser) is None
    assert talk.next_step == NextStep.OFFER
    assert "chưa xác minh" in talks.obstacle(session, talk)


def test_a_talk_says_what_is_still_missing(session, talk, organiser):
    assert talks.obstacle(session, talk) == ""
    talks.set_next_step(session, talk, NextStep.TRIAL, by=organiser)
    assert "hỏi ý người lao động" in talks.obstacle(session, talk)
    suggestion = talk.approval.suggestion
    make_consent(session, suggestion.returnee, employer=suggestion.position.employer)
    assert talks.introduce(session, talk, by=organiser) is not None
    assert talks.obstacle(session, talk) == ""


def test_a_second_tap_makes_no_second_introduction(session, talk, organiser):
    suggestion = talk.approval.suggestion
    make_consent(session, suggestion.returnee, employer=suggestion.position.employer)
    first = talks.set_next_step(session, talk, NextStep.TRIAL, by=organiser)
    assert talks.set_next_step(session, talk, NextStep.OFFER, by=organiser) is first


def test_not_suitable_needs_a_coded_reason(session, talk, organiser):
    with pytest.raises(Refused):
        talks.set_next_step(session, talk, NextStep.NOT_SUITABLE, by=organiser)
    talks.set_next_step(
        session, talk, NextStep.NOT_SUITABLE, by=organiser, reason=RefusalReason.SHIFT
    )
    assert talk.reason == "shift"
    talks.set_next_step(session, talk, NextStep.CALL_BACK, by=organiser)
    assert talk.reason is None
