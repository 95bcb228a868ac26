from datetime import UTC, datetime, time, timedelta

import pytest
from factories import (
    actor_of,
    make_approval,
    make_consent,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)

from models import (
    LOCAL_ZONE,
    AfterRefusal,
    ConsentHow,
    EmployerState,
    Introduction,
    IntroductionAction,
    IntroductionState,
    MoveNotAllowed,
    OccupationBan,
    PositionState,
    RefusalReason,
    Said,
    SuggestionState,
    local_today,
)
from services import firm_consents, firm_sight, introductions, placements, sharing, working_days
from services.errors import Refused
from services.introductions import Refusal
from services.scope import visible_introductions


@pytest.fixture
def staff(session):
    return actor_of(make_user(session))


@pytest.fixture
def suggestion(session):
    return make_approval(session).suggestion


def say_yes(session, suggestion, by, **values):
    yes = firm_consents.Yes(**{"how": ConsentHow.PAPER, "given_on": local_today()} | values)
    return sharing.record(session, suggestion.returnee, suggestion.position.employer, yes, by=by)


def introduced(session, staff, **position):
    posting = make_position(session, **position)
    approval = make_approval(session, make_suggestion(session, position=posting))
    consent = say_yes(session, approval.suggestion, staff)
    return introductions.introduce(session, approval.suggestion, consent, by=staff)


def test_an_approval_and_a_yes_make_an_introduction_due_in_three_working_days(
    session, staff, suggestion
):
    made = introductions.introduce(
        session, suggestion, say_yes(session, suggestion, staff), by=staff
    )
    assert made.state == IntroductionState.NEW
    assert made.answer_due_on == working_days.add_working_days(local_today(), 3)


def test_numbers_run_within_a_firm(session, staff):
    firm, other = make_employer(session), make_employer(session)
    numbers = []
    for employer in (firm, firm, other):
        posting = make_position(session, employer)
        chosen = make_approval(session, make_suggestion(session, position=posting)).suggestion
        consent = say_yes(session, chosen, staff)
        numbers.append(introductions.introduce(session, chosen, consent, by=staff).number)
    assert numbers == [1, 2, 1]


def test_without_approval_nobody_is_introduced(session, staff):
    proposed = make_suggestion(session)
    with pytest.raises(Refused, match="chưa được duyệt"):
        introductions.introduce(session, proposed, say_yes(session, proposed, staff), by=staff)


def test_a_withdrawn_or_foreign_yes_does_not_introduce(session, staff, suggestion):
    with pytest.raises(Refused, match="chưa đồng ý"):
        introductions.introduce(session, suggestion, by=staff)
    foreign = make_consent(session, suggestion.returnee, employer=make_employer(session))
    with pytest.raises(Refused, match="chưa đồng ý"):
        introductions.introduce(session, suggestion, foreign, by=staff)
    consent = say_yes(session, suggestion, staff)
    sharing.withdraw(session, consent, by=staff)
    with pytest.raises(Refused, match="chưa đồng ý"):
        introductions.introduce(session, suggestion, consent, by=staff)


def test_a_yes_to_the_firm_without_one_to_matching_does_not_introduce(session, staff):
    person = make_returnee(session, consented=False)
    chosen = make_approval(session, make_suggestion(session, person)).suggestion
    with pytest.raises(Refused, match="không còn đồng ý"):
        introductions.introduce(session, chosen, say_yes(session, chosen, staff), by=staff)


@pytest.mark.parametrize("firm", [{"agreed": False}, {"state": EmployerState.PENDING}])
def test_a_firm_without_standing_sees_nobody(session, staff, firm):
    posting = make_position(session, make_employer(session, **firm))
    chosen = make_approval(session, make_suggestion(session, position=posting)).suggestion
    assert "cam kết" in introductions.why_not(session, chosen)
    with pytest.raises(Refused, match="cam kết"):
        introductions.introduce(session, chosen, say_yes(session, chosen, staff), by=staff)


def test_a_posting_that_takes_nobody_introduces_nobody(session, staff):
    posting = make_position(session, state=PositionState.PAUSED)
    chosen = make_approval(session, make_suggestion(session, position=posting)).suggestion
    with pytest.raises(Refused, match="không còn nhận người"):
        introductions.introduce(session, chosen, say_yes(session, chosen, staff), by=staff)


def test_a_spoken_yes_needs_its_witness(session, staff, suggestion):
    with pytest.raises(Refused, match="chứng kiến"):
        say_yes(session, suggestion, staff, how=ConsentHow.SPOKEN)
    given = say_yes(session, suggestion, staff, how=ConsentHow.SPOKEN, witness="Bà Lan")
    assert given.witness == "Bà Lan"
    assert say_yes(session, suggestion, staff).id == given.id


def test_twice_from_one_approval_is_refused(session, staff):
    made = introduced(session, staff)
    with pytest.raises(Refused, match="đã được giới thiệu"):
        introductions.introduce(session, made.approval.suggestion, made.consent, by=staff)


def test_an_answer_by_phone_says_who_and_when(session, staff):
    made = introduced(session, staff)
    word = introductions.Word(Said("Chị Hường", "phone"), local_today() - timedelta(days=4))
    day = local_today() + timedelta(days=7)
    at = datetime.combine(day, time(8, 30), LOCAL_ZONE).astimezone(UTC)
    invitation = introductions.Invitation(at, "Cổng số 2", "Chị Hường", "Bản sao căn cước")
    introductions.invite(session, made, invitation, by=staff, word=word)
    (move,) = session.scalars(made.moves.select()).all()
    assert (move.action, move.said_by, move.happened_on) == (
        "invite",
        "Chị Hường",
        word.happened_on,
    )
    assert (made.state, made.interview_at, made.answer_due_on) == (
        IntroductionState.INTERVIEW,
        at,
        working_days.add_working_days(day, 3),
    )


def test_hiring_ends_what_else_waits_for_the_person_and_fills_the_last_place(session, staff):
    person = make_returnee(session)
    here = make_position(session, headcount=1)
    chosen = make_approval(session, make_suggestion(session, person, here)).suggestion
    made = introductions.introduce(session, chosen, say_yes(session, chosen, staff), by=staff)
    elsewhere = make_introduction(session, make_approval(session, make_suggestion(session, person)))
    introductions.hire(session, made, by=staff)
    assert elsewhere.state == IntroductionState.OBSOLETE
    assert here.state == PositionState.FILLED


def test_a_place_left_keeps_the_posting_open(session, staff):
    made = introduced(session, staff, headcount=2)
    introductions.hire(session, made, by=staff)
    assert made.position.state == PositionState.OPEN


@pytest.mark.parametrize("end", ["refuse", "close", "withdraw"])
def test_every_end_takes_the_firms_sight_in_the_same_transaction(session, staff, end):
    made = introduced(session, staff)
    hr = actor_of(make_employer_user(session, made.employer))
    assert session.scalars(visible_introductions(hr)).all() == [made]
    if end == "refuse":
        refusal = Refusal(RefusalReason.SKILLS, next_step=AfterRefusal.TRAINING)
        introductions.refuse(session, made, refusal, by=hr)
    elif end == "close":
        introductions.close(session, made, RefusalReason.NOT_REACHED, by=staff)
    else:
        sharing.withdraw(session, made.consent, by=staff)
    assert session.scalars(visible_introductions(hr)).all() == []


def test_withdrawing_lets_the_suggestion_lapse(session, staff):
    made = introduced(session, staff)
    assert sharing.withdraw(session, made.consent, by=staff) == [made]
    assert made.state == IntroductionState.WITHDRAWN
    assert made.approval.suggestion.state == SuggestionState.LAPSED
    assert made.approval.withdrawn_at is not None
    assert sharing.withdraw(session, made.consent, by=staff) == []


@pytest.mark.parametrize("state", [EmployerState.SUSPENDED, EmployerState.REFUSED])
def test_a_firm_that_lost_its_standing_sees_no_name(session, staff, state):
    firm = make_employer(session)
    made = make_introduction(
        session,
        make_approval(session, make_suggestion(session, position=make_position(session, firm))),
    )
    hr = actor_of(make_employer_user(session, firm))
    assert session.scalars(visible_introductions(hr)).all() == [made]
    session.execute(
        firm.__table__.update().where(firm.__table__.c.id == firm.id).values(state=state)
    )
    assert session.scalars(visible_introductions(hr)).all() == []


def test_the_first_day_makes_a_placement_once(session, staff):
    made = introduced(session, staff)
    introductions.hire(session, made, by=staff)
    with pytest.raises(Refused, match="chưa đến"):
        placements.start(session, made, local_today() + timedelta(days=1), by=staff)
    placement = placements.start(session, made, local_today(), by=staff)
    assert (made.state, placement.first_day) == (IntroductionState.STARTED, local_today())
    with pytest.raises(MoveNotAllowed):
        placements.start(session, made, local_today(), by=staff)


def test_seen_is_a_move_of_its_own(session, staff):
    made = introduced(session, staff)
    introductions.see(session, made, by=staff)
    assert made.state == IntroductionState.SEEN
    assert not made.can(IntroductionAction.SEE)
    assert isinstance(made, Introduction)


def test_a_gate_learnt_of_after_the_approval_holds_the_introduction(session, staff, suggestion):
    suggestion.position.occupation_code = "8153"
    session.add(OccupationBan(returnee=suggestion.returnee, isco_prefix="81", until=None))
    session.commit()
    consent = say_yes(session, suggestion, staff)
    with pytest.raises(Refused, match="Chưa giới thiệu được"):
        introductions.introduce(session, suggestion, consent, by=staff)
    assert introductions.why_not(session, suggestion)
    assert firm_sight.approved_views(session, suggestion.position, local_today()) == []


@pytest.mark.parametrize(
    ("whose", "shown"),
    [("", True), ("của chính người ấy", True), ("Chính chủ", True), ("của vợ", False)],
)
def test_only_the_persons_own_phone_is_for_a_firm(session, whose, shown):
    person = make_returnee(session, phone="0900000123", contact_whose=whose)
    assert firm_sight.phone_for_firm(person) == ("0900000123" if shown else "")
