"""Whatever matching would read differently gets the next number."""

from datetime import timedelta

import pytest
from factories import (
    actor_of,
    make_employer,
    make_pledge,
    make_position,
    make_sponsorship,
    make_user,
)

from models import (
    EmployerAction,
    PositionAction,
    PositionState,
    Role,
    SponsorshipEnd,
    local_today,
)
from services import employers, pledges, position_changes, positions, sponsorships

MOVES = (
    (PositionState.OPEN, PositionAction.PAUSE),
    (PositionState.PAUSED, PositionAction.RESUME),
    (PositionState.OPEN, PositionAction.FILL),
    (PositionState.FILLED, PositionAction.REOPEN),
    (PositionState.EXPIRED, PositionAction.RENEW),
)


def number(session, position):
    session.expire_all()
    assert position.change_seq <= position_changes.last(session)
    return position.change_seq


@pytest.mark.parametrize(("state", "action"), MOVES)
def test_a_posting_that_opens_or_ends_gets_the_next_number(session, state, action):
    position = make_position(session, state=state, opened_on=local_today() - timedelta(3))
    before = position_changes.last(session)
    positions.move(session, position, action, by=actor_of(make_user(session)))
    assert number(session, position) == before + 1


def test_a_published_posting_gets_the_next_number(session):
    position = make_position(session, state=PositionState.SUBMITTED)
    positions.publish(session, position, by=actor_of(make_user(session)))
    assert number(session, position) == 1


def test_a_firm_that_is_suspended_or_sponsors_has_its_postings_read_anew(session):
    employer, by = make_employer(session), actor_of(make_user(session))
    position, other = make_position(session, employer), make_position(session)
    version = position.version
    pledge = make_pledge(session, employer)
    pledges.withdraw(session, pledge, by=by)
    assert number(session, position) == 1
    employers.move(session, employer, EmployerAction.SUSPEND, by=by, reason="Không liên lạc được.")
    assert (number(session, position), number(session, other)) == (2, 0)
    assert position.version == version


def test_help_that_begins_or_ends_has_the_firms_postings_read_anew(session):
    by = actor_of(make_user(session, role=Role.COUNSELOR))
    sponsorship = make_sponsorship(session)
    position = make_position(session, sponsorship.pledge.employer)
    sponsorships.end(session, sponsorship, SponsorshipEnd.PERSON_MOVED, by=by)
    assert number(session, position) == 1
