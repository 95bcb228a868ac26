"""A small afternoon with real clients; `flask simulate-event` and `make prove` do it in full."""

import os

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Attendance, Keyring, Move, Talk, TalkAction, TalkState, crypto
from portal.database import make_engine
from portal.simulation import rehearsal, verdict
from portal.simulation.afternoon import Pace, Troubles
from portal.simulation.hall import Size
from portal.simulation.journal import Journal

pytestmark = pytest.mark.sqlite
PEOPLE = int(os.environ.get("NOIVIEC_TEST_PEOPLE", "30"))
IN_FULL = 500
SIZE = Size() if PEOPLE >= IN_FULL else Size(people=PEOPLE, firms=3, tables=6, desks=2, kiosks=2)
PACE, TROUBLES = (Pace(), Troubles()) if PEOPLE >= IN_FULL else (Pace(6, 0.3, 0), Troubles(1, 1))


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory, key_file):
    """Rehearse once; the rehearsal's own key is in use until its last test has ended."""
    folder = tmp_path_factory.mktemp("afternoon")
    found = rehearsal.rehearse(folder, SIZE, seed=3, pace=PACE, troubles=TROUBLES)
    yield found, f"sqlite:///{folder / 'noiviec.db'}"
    crypto.use(Keyring.load(key_file))


def test_nothing_is_lost_nothing_twice_and_nobody_sits_at_two_tables(afternoon):
    found, _ = afternoon
    assert (found.lost, found.twice, found.clashes, found.faults) == ([], [], [], [])


def test_the_afternoon_really_took_place(afternoon):
    found, _ = afternoon
    assert found.present > 15
    assert found.talks_held > 10
    assert found.likes > 5
    assert found.introductions > 0
    assert found.walk_ins > 0
    assert found.doubles > 20
    assert found.unanswered > 0


def test_the_judge_sees_a_loss_a_double_and_a_clash(afternoon):
    _, url = afternoon
    with Session(make_engine(url), expire_on_commit=False) as session:
        journal = Journal(1)
        absent = session.scalar(select(Attendance.id).where(Attendance.arrived_at.is_(None)))
        journal.note("present", str(absent))
        held = session.scalars(select(Talk.id).where(Talk.state == TalkState.HELD)).first()
        call = session.scalars(
            select(Move).where(Move.record_id == held, Move.action == TalkAction.CALL)
        ).one()
        session.add(copy_of(call))
        session.flush()
        seen = verdict.judge(session, journal)
        session.rollback()
    assert seen.lost == [f"present {absent}"]
    assert seen.twice == [f"call {held}"]
    assert not seen.is_good


def copy_of(move):
    columns = [column.name for column in Move.__table__.columns if column.name != "id"]
    return Move(**{name: getattr(move, name) for name in columns})
