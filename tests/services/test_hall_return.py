"""What a laptop brings home: nothing named stays beside it, and no older yes beats a later no."""

from datetime import timedelta

import pytest
from factories import (
    actor_of,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_returnee,
    make_user,
)
from sqlalchemy import select

from models import (
    Consent,
    ConsentHow,
    ConsentPurpose,
    EventAction,
    HallAction,
    Move,
    Returnee,
    Role,
    local_day,
    local_today,
    new_id,
    utcnow,
)
from services import erasure, hall_actions, hall_return
from services.hall_actions import Verb

AT = utcnow()


@pytest.fixture
def by(session):
    return actor_of(make_user(session, Role.ORGANISER))


@pytest.fixture
def event(session, by):
    made = make_event(session, on=local_today())
    made.apply(EventAction.OPEN, by=by)
    session.commit()
    return made


def told(verb, by, **says):
    who = {"role": by.role.value, "user": str(by.user_id)}
    return {
        "id": str(new_id()),
        "number": 1,
        "verb": verb.value,
        "payload": says,
        "at": AT.isoformat(),
    } | who


def walked_in(by):
    return told(
        Verb.WALK_IN,
        by,
        full_name="Lê Văn Thêm",
        birth_year=1990,
        commune="14797",
        phone="0912",
        witness="Cô Bảy",
        attendance=str(new_id()),
        code="12345678",
        number=1,
    )


def agreed(session, event, by):
    """Return a person of the event, a firm, and the yes that the laptop wrote down."""
    row, firm = make_attendance(session, event, make_returnee(session)), make_employer(session)
    yes = told(
        Verb.AGREE, by, attendance=str(row.id), employer=str(firm.id), how="spoken", witness="Cô Ba"
    )
    return row.returnee, firm, yes


def test_nothing_that_names_somebody_stays_once_it_is_done(session, event, by):
    found = hall_return.bring_back(session, event, [walked_in(by)], by=by)
    assert (found.done, found.conflicts) == (1, [])
    row = session.scalars(select(HallAction)).one()
    assert row.payload.keys().isdisjoint(hall_return.NAMES_SOMEBODY)
    assert session.scalars(select(Returnee)).one().full_name == "Lê Văn Thêm"


def test_a_yes_given_in_the_hall_has_the_day_of_the_hall(session, by):
    held = utcnow() - timedelta(days=3)
    event = make_event(session, on=local_day(held))
    event.apply(EventAction.OPEN, by=by)
    _, _, yes = agreed(session, event, by)
    came = [row | {"at": held.isoformat()} for row in (walked_in(by), yes | {"number": 2})]
    found = hall_return.bring_back(session, event, came, by=by)
    assert (found.done, found.conflicts) == (2, [])
    given = session.scalars(select(Consent).where(Consent.how == ConsentHow.SPOKEN)).all()
    assert {row.purpose for row in given} == set(ConsentPurpose)
    assert {row.given_on for row in given} == {local_day(held)}


def test_a_visit_of_the_hall_is_told_under_the_day_of_the_hall(session, by):
    held = utcnow() - timedelta(days=3)
    event = make_event(session, on=local_day(held))
    event.apply(EventAction.OPEN, by=by)
    row = make_attendance(session, event)
    came = told(Verb.CHECK_IN, by, attendance=str(row.id)) | {"at": held.isoformat()}
    assert hall_return.bring_back(session, event, [came], by=by).done == 1
    move = session.scalars(select(Move).where(Move.record_id == row.id)).one()
    assert (move.happened_on, move.recorded_at > held) == (local_day(held), True)


@pytest.mark.parametrize(("days_before", "stands"), [(0, 0), (1, 1)])
def test_a_yes_of_the_hall_does_not_stand_over_a_later_no(session, event, by, days_before, stands):
    person, firm, yes = agreed(session, event, by)
    said_no_on = local_today() - timedelta(days_before)
    make_consent(session, person, employer=firm, withdrawn_on=said_no_on)
    found = hall_return.bring_back(session, event, [yes], by=by)
    assert [c.conflict for c in found.conflicts] == [hall_return.TAKEN_BACK] * (1 - stands)
    standing = select(Consent).where(Consent.employer_id == firm.id, Consent.withdrawn_on.is_(None))
    assert len(session.scalars(standing).all()) == stands


def test_a_yes_taken_back_in_the_hall_is_taken_back_at_home(session, event, by):
    person, firm, yes = agreed(session, event, by)
    no = told(Verb.TAKE_BACK, by, attendance=yes["payload"]["attendance"], employer=str(firm.id))
    found = hall_return.bring_back(session, event, [no | {"number": 2}, yes], by=by)
    assert (found.done, found.conflicts) == (2, [])
    given = session.scalars(select(Consent).where(Consent.employer_id == firm.id)).one()
    assert (given.returnee_id, given.withdrawn_on) == (person.id, local_today())


def test_a_laptop_writes_down_that_a_yes_was_taken_back(session, event, by):
    person, firm, yes = agreed(session, event, by)
    make_consent(session, person, employer=firm)
    event.is_pack = True
    says = {"attendance": yes["payload"]["attendance"], "employer": str(firm.id)}
    hall_actions.do(session, event, Verb.TAKE_BACK, says, by=by)
    assert [row.verb for row in session.scalars(select(HallAction))] == ["take_back"]


def test_what_was_said_of_a_person_erased_meanwhile_is_a_conflict(session, event, by):
    person, _, yes = agreed(session, event, by)
    erasure.erase(session, person, by=by)
    found = hall_return.bring_back(session, event, [yes], by=by)
    assert [c.conflict for c in found.conflicts] == [hall_actions.GONE]
