"""Real processes on one real database: who decides first, and nobody is refused by the lock."""

from concurrent.futures import ProcessPoolExecutor

import pytest
from factories import make_suggestion, make_user
from forks import FORKS
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models import (
    AccessLog,
    Actor,
    Keyring,
    Move,
    MoveNotAllowed,
    Role,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    crypto,
)
from portal.database import begin_writing, make_engine
from services import audit

pytestmark = pytest.mark.sqlite
ROUNDS = 10


def decide(url, key_file, suggestion_id, user_id, action):
    """Decide one suggestion in a process of its own; tell whether this one decided."""
    crypto.use(Keyring.load(key_file))
    with Session(make_engine(url)) as session:
        begin_writing(session)
        suggestion = session.get_one(Suggestion, suggestion_id)
        try:
            suggestion.apply(action, by=Actor(role=Role.COUNSELOR, user_id=user_id))
            session.commit()
        except (MoveNotAllowed, StaleDataError):
            return False
        return True


def test_two_counselors_on_one_suggestion_have_one_winner(installation):
    url, key_file = installation.settings.database_url, installation.settings.key_file
    with installation.session() as session:
        users = [make_user(session).id for _ in range(2)]
        contested = [make_suggestion(session).id for _ in range(ROUNDS)]
    actions = (SuggestionAction.APPROVE, SuggestionAction.REJECT)
    with ProcessPoolExecutor(2, mp_context=FORKS) as pool:
        for suggestion_id in contested:
            answers = list(
                pool.map(decide, [url] * 2, [key_file] * 2, [suggestion_id] * 2, users, actions)
            )
            assert sorted(answers) == [False, True]
    with installation.session() as session:
        assert session.scalar(select(func.count()).select_from(Move)) == ROUNDS
        states = set(session.scalars(select(Suggestion.state)))
        assert states <= {SuggestionState.APPROVED, SuggestionState.REJECTED}


def look_and_write(url, key_file, suggestion_id, times):
    """Read, then write an access row, as a page does; return how often the lock refused."""
    crypto.use(Keyring.load(key_file))
    refused = 0
    with Session(make_engine(url)) as session:
        for _ in range(times):
            try:
                suggestion = session.get_one(Suggestion, suggestion_id)
                session.rollback()
                begin_writing(session)
                audit.record(session, "view", suggestion, by=Actor(role=Role.COUNSELOR))
                session.commit()
            except OperationalError:
                session.rollback()
                refused += 1
    return refused


def test_eight_readers_that_log_their_look_are_never_refused(installation):
    url, key_file = installation.settings.database_url, installation.settings.key_file
    with installation.session() as session:
        suggestion_id = make_suggestion(session).id
    with ProcessPoolExecutor(8, mp_context=FORKS) as pool:
        jobs = [pool.submit(look_and_write, url, key_file, suggestion_id, 25) for _ in range(8)]
        assert [job.result() for job in jobs] == [0] * 8
    with installation.session() as session:
        assert session.scalar(select(func.count()).select_from(AccessLog)) == 200
