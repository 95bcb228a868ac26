from datetime import UTC, datetime, timedelta

import pytest
from factories import make_position

from models import SYSTEM, PositionState, local_today
from services import posting_nights

NOW = datetime.combine(local_today(), datetime.min.time(), UTC) + timedelta(hours=2)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"opened_on": local_today() - timedelta(days=60)}, PositionState.OPEN),
        ({"opened_on": local_today() - timedelta(days=61)}, PositionState.EXPIRED),
        ({"deadline": local_today()}, PositionState.OPEN),
        ({"deadline": local_today() - timedelta(days=1)}, PositionState.EXPIRED),
        ({"opened_on": None}, PositionState.OPEN),
    ],
)
def test_the_night_writes_what_the_columns_said_already(session, values, state):
    posting = make_position(session, **values)
    assert posting.takes_people(local_today()) == (state == PositionState.OPEN)
    posting_nights.hide_old(session, by=SYSTEM, now=NOW)
    assert posting.state == state


def test_a_second_run_changes_nothing(session):
    make_position(session, opened_on=local_today() - timedelta(days=61))
    assert posting_nights.hide_old(session, by=SYSTEM, now=NOW) == 1
    assert posting_nights.hide_old(session, by=SYSTEM, now=NOW) == 0


@pytest.mark.parametrize(("days", "asked"), [(29, 0), (30, 1), (60, 1), (61, 0)])
def test_a_firm_is_asked_between_thirty_and_sixty_days(session, days, asked):
    make_position(session, opened_on=local_today() - timedelta(days=days))
    assert posting_nights.ask_firms(session, by=SYSTEM, now=NOW) == asked
