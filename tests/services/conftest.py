"""Who acts, as services take them, and for whom."""

import pytest
from factories import actor_of, make_position, make_returnee, make_user

from models import Role


@pytest.fixture
def by(session):
    return actor_of(make_user(session))


@pytest.fixture
def organiser(session):
    return actor_of(make_user(session, Role.ORGANISER))


@pytest.fixture
def pair(session):
    """One person and one position that suit each other."""
    return make_returnee(session), make_position(session)
