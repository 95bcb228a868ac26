from factories import make_returnee, make_user
from sqlalchemy import func, select

from models import Attendance, Commune, Employer, MatchRun, Position, Returnee, Suggestion
from services import demo


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_an_empty_database_is_neither_demo_nor_other(session):
    assert demo.is_demo(session) is None


def test_a_database_with_other_people_is_no_demo(session):
    make_returnee(session)
    assert demo.is_demo(session) is False


def test_a_database_with_other_accounts_is_no_demo(session):
    make_user(session)
    assert demo.is_demo(session) is False


def test_the_demo_is_one_event_with_firms_positions_people_and_their_matches(session):
    event = demo.load(session)
    assert demo.is_demo(session) is True
    assert (count(session, Employer), count(session, Position)) == (12, 150)
    assert (count(session, Returnee), count(session, Commune)) == (300, 3321)
    invited = session.scalar(
        select(func.count()).select_from(Attendance).where(Attendance.event_id == event.id)
    )
    run = session.scalar(select(MatchRun))
    assert run.people == invited > 200
    assert count(session, Suggestion) == run.suggestions > invited
