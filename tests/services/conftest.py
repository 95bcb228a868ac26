"""Who acts, as services take them."""

import pytest
from factories import actor_of, make_user

from models import Role


@pytest.fixture
def by(session):
    return actor_of(make_user(session))


@pytest.fixture
def organiser(session):
    return actor_of(make_user(session, Role.ORGANISER))
