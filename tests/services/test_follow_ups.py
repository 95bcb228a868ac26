"""Seven looks at a placement, why work ended, the second one, and one line of time."""

from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_introduction,
    make_returnee,
    make_sponsorship,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import (
    ConsentHow,
    FollowUp,
    FollowUpKind,
    FollowUpResult,
    IntroductionState,
    LossReason,
    NoteKind,
    Role,
    TodoKind,
    local_today,
)
from services import (
    follow_ups,
    match_rows,
    my_work,
    notes,
    placements,
    sponsorships,
    timeline,
    todos,
)
from services.errors import Refused
from services.firm_consents import Yes
from services.follow_ups import Found
from services.todos import Readiness

TODAY = local_today()


@pytest.fixture
def by(session):
    return actor_of(make_user(session, communes=(HAC_THANH,), full_name="Lê Thị Hỏi"))


def at_work(session, by, days_ago=0, returnee=None):
    suggestion = make_suggestion(session, returnee or make_returnee(session))
    introduction = make_introduction(
        session, make_approval(session, suggestion), state=IntroductionState.HIRED
    )
    return placements.start(session, introduction, TODAY - timedelta(days_ago), by=by)


def look(session, placement, kind):
    return session.scalars(
        select(FollowUp).where(FollowUp.placement_id == placement.id, FollowUp.kind == kind)
    ).one()


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (FollowUpKind.FIRST_DAY, date(2026, 11, 30)),
        (FollowUpKind.FIRST_WEEK, date(2026, 12, 7)),
        (FollowUpKind.PROBATION_END, date(2026, 12, 30)),
        (FollowUpKind.MONTH_1, date(2026, 12, 30)),
        (FollowUpKind.MONTH_3, date(2027, 2, 28)),
        (FollowUpKind.MONTH_6, date(2027, 5, 30)),
        (FollowUpKind.MONTH_12, date(2027, 11, 30)),
    ],
)
def test_each_look_has_its_day(kind, due):
    assert follow_ups.due(kind, date(2026, 11, 30)) == due


def test_the_first_day_at_work_plans_all_seven_with_an_owner(session, by):
    placement = at_work(session, by)
    planned = session.scalars(select(FollowUp).where(FollowUp.placement_id == placement.id)).all()
    assert {each.kind for each in planned} == set(FollowUpKind)
    assert {each.owner_id for each in planned} == {by.user_id}


def test_the_counselor_in_charge_owns_them(session, by):
    owner = make_user(session)
    placement = at_work(session, by, returnee=make_returnee(session, counselor_id=owner.id))
    assert look(session, placement, FollowUpKind.MONTH_3).owner_id == owner.id


def test_what_is_due_stands_among_todays_calls_until_it_is_done(session, by):
    placement = at_work(session, by, days_ago=7)
    what = my_work.asked(by)
    codes = [line.code for line in my_work.section(session, "call_today", what).lines]
    assert codes == ["first_day", "first_week"]
    found = Found(FollowUpResult.AT_WORK, TODAY, "person", "Quen việc rồi.")
    follow_ups.record(session, look(session, placement, FollowUpKind.FIRST_DAY), found, by=by)
    assert my_work.section(session, "call_today", what).total == 1


def test_who_was_not_reached_is_asked_again(session, by):
    placement = at_work(session, by)
    first = look(session, placement, FollowUpKind.FIRST_DAY)
    follow_ups.record(session, first, Found(FollowUpResult.NOT_REACHED, TODAY), by=by)
    assert first.done_on is None
    assert first.due_on > TODAY


def test_work_that_ended_says_why_and_nobody_asks_any_more(session, by):
    placement = at_work(session, by, days_ago=10)
    week = look(session, placement, FollowUpKind.FIRST_WEEK)
    found = Found(
        FollowUpResult.LEFT,
        TODAY,
        ended_on=TODAY - timedelta(1),
        reason=LossReason.TOO_FAR,
    )
    follow_ups.record(session, week, found, by=by)
    session.commit()
    assert (placement.ended_on, placement.end_reason) == (TODAY - timedelta(1), "too_far")
    assert look(session, placement, FollowUpKind.MONTH_12).dropped_on is not None
    assert my_work.section(session, "call_today", my_work.asked(by)).total == 0
    assert match_rows.at_work(session, [placement.returnee_id])[placement.returnee_id] == set()


def test_a_second_placement_is_the_persons_second(session, by):
    first = at_work(session, by, days_ago=20)
    follow_ups.end(session, first, LossReason.HOURS, on=TODAY - timedelta(5), by=by)
    person = make_returnee(session)
    person_works = follow_ups.works_of(session, person)
    assert person_works == []
    again = at_work(session, by, days_ago=1, returnee=first.introduction.returnee)
    works = follow_ups.works_of(session, first.introduction.returnee)
    assert [(work.number, work.placement) for work in works] == [(1, first), (2, again)]
    assert works[0].reason == LossReason.HOURS
    assert len(works[1].looks) == len(FollowUpKind)


@pytest.mark.parametrize(
    "found",
    [
        Found(FollowUpResult.LEFT, TODAY),
        Found(FollowUpResult.LEFT, TODAY, ended_on=TODAY),
        Found(FollowUpResult.AT_WORK, TODAY + timedelta(1)),
        Found(FollowUpResult.LEFT, TODAY, ended_on=TODAY - timedelta(9), reason=LossReason.WAGE),
    ],
)
def test_half_an_answer_is_refused(session, by, found):
    placement = at_work(session, by)
    first = look(session, placement, FollowUpKind.FIRST_DAY)
    with pytest.raises(Refused):
        follow_ups.record(session, first, found, by=by)


def test_a_look_is_written_once(session, by):
    first = look(session, at_work(session, by), FollowUpKind.FIRST_DAY)
    follow_ups.record(session, first, Found(FollowUpResult.AT_WORK, TODAY), by=by)
    with pytest.raises(Refused, match="đã ghi rồi"):
        follow_ups.record(session, first, Found(FollowUpResult.AT_WORK, TODAY), by=by)


def test_only_the_communes_counselor_sees_them(session, by):
    at_work(session, by)
    assert len(session.scalars(follow_ups.visible(by)).all()) == len(FollowUpKind)
    for role, commune in ((Role.COUNSELOR, HAM_RONG), (Role.POLICE, HAC_THANH)):
        other = actor_of(make_user(session, role, communes=(commune,)))
        assert session.scalars(follow_ups.visible(other)).all() == []


def test_one_line_of_time_holds_everything_in_order(session, by):
    placement = at_work(session, by, days_ago=10)
    person = placement.introduction.returnee
    person.return_date = TODAY - timedelta(200)
    notes.write(session, person, notes.Said(NoteKind.VISIT, TODAY - timedelta(30), "Ở quê."), by=by)
    todos.write(
        session, person, {TodoKind.ID_CARD: Readiness.READY}, by=by, on=TODAY - timedelta(25)
    )
    help_ = make_sponsorship(session, returnee=person)
    sponsorships.agree(
        session, help_, by=by, yes=Yes(ConsentHow.PAPER, TODAY - timedelta(3)), shares_name=False
    )
    session.commit()
    entries = timeline.of_person(session, person)
    days = [entry.on for entry in entries]
    assert days == sorted(days, reverse=True)
    kinds = {entry.kind for entry in entries}
    assert {"came_home", "note", "paper", "consent", "introductions", "work_began"} <= kinds
    assert "sponsorships" in kinds
    assert "suggestions" not in kinds
