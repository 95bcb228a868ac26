"""Who may know that a row exists: what each hat is refused although it lies in its commune."""

import pytest
from factories import (
    actor_of,
    make_approval,
    make_attendance,
    make_employer_user,
    make_introduction,
    make_sponsorship,
    make_suggestion,
    make_user,
)

from models import Actor, IntroductionAction, Role, local_today, utcnow
from services import attendances, erasure, placements, scope, sharing

LANES = (scope.visible_suggestions, scope.visible_introductions, scope.visible_sponsorships)


@pytest.fixture
def introduction(session):
    made = make_introduction(session, make_approval(session, make_suggestion(session)))
    make_sponsorship(session, returnee=made.returnee)
    return made


def seen(session, actor):
    return [len(session.scalars(lane(actor)).unique().all()) for lane in LANES]


def test_a_counselor_sees_the_work_for_their_people(session, introduction):
    assert seen(session, actor_of(make_user(session))) == [1, 1, 1]


@pytest.mark.parametrize("role", [Role.POLICE, Role.ORGANISER, Role.COMMITTEE, Role.ADMINISTRATOR])
def test_nobody_else_in_the_office_sees_suggestions_or_refusals(session, introduction, role):
    assert seen(session, actor_of(make_user(session, role))) == [0, 0, 0]


def test_an_erased_person_is_gone_from_every_list(session, introduction):
    introduction.returnee.erased_at = utcnow()
    session.flush()
    assert seen(session, actor_of(make_user(session))) == [0, 0, 0]


def test_an_erased_person_is_gone_from_every_page_of_an_event(session):
    by = actor_of(make_user(session, Role.ORGANISER))
    attendance = make_attendance(session, code="12345678")
    at_kiosk = Actor(Role.KIOSK, attendance_id=attendance.id, event_id=attendance.event_id)
    sees = {"organiser": by, "counselor": actor_of(make_user(session)), "kiosk": at_kiosk}

    def found():
        return [k for k, who in sees.items() if session.scalar(scope.visible_attendances(who))]

    assert found() == list(sees)
    assert attendances.find_by_code(session, attendance.event_id, "12345678")
    erasure.erase(session, attendance.returnee, by=by)
    assert found() == []
    assert attendances.find_by_code(session, attendance.event_id, "12345678") is None


def test_a_yes_taken_back_ends_the_sight_of_a_firm_also_of_one_at_work(session, introduction):
    firm = actor_of(make_employer_user(session, introduction.employer))
    counselor = actor_of(make_user(session))
    introduction.apply(IntroductionAction.HIRE, by=firm)
    placements.start(session, introduction, local_today(), by=counselor)
    assert session.scalars(scope.visible_introductions(firm)).all() == [introduction]
    sharing.withdraw(session, introduction.consent, by=counselor)
    assert session.scalars(scope.visible_introductions(firm)).all() == []
