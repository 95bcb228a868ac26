"""Who is signed in, and a server in a thread for tests that drive a browser.

`live_app` is a real database file behind a real server.
"""

import shutil
from dataclasses import dataclass

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_approval,
    make_attendance,
    make_device,
    make_employer,
    make_employer_user,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy.orm import Session

from config import Settings
from models import SYSTEM, EventAction, Role, local_today
from portal import create_app
from portal.database import make_engine
from tests.live import serving
from tests.portal.introduced_rows import NAMES, introduced


@dataclass(frozen=True)
class LiveApp:
    """Where it answers, and its database for a look from outside."""

    url: str
    settings: Settings

    def session(self):
        return Session(make_engine(self.settings.database_url), expire_on_commit=False)


@pytest.fixture(scope="module")
def live_app(tmp_path_factory, template_database, key_file):
    path = tmp_path_factory.mktemp("live") / "noiviec.db"
    shutil.copy(template_database, path)
    settings = Settings(
        database_url=f"sqlite:///{path}",
        key_file=key_file,
        public_url="http://127.0.0.1",
        testing=True,
    )
    app = create_app(settings)
    with serving(app) as url:
        yield LiveApp(url, settings)


@pytest.fixture
def counselor(session):
    return make_user(session, communes=(HAC_THANH, HAM_RONG))


@pytest.fixture
def desk(client, counselor):
    return client.sign_in(counselor)


@pytest.fixture
def officer(client, session):
    return client.sign_in(make_user(session))


@pytest.fixture
def organiser(client, session):
    return client.sign_in(make_user(session, Role.ORGANISER))


@pytest.fixture
def committee(client, session):
    return client.sign_in(make_user(session, Role.COMMITTEE))


@pytest.fixture
def administrator(client, session):
    return client.sign_in(make_user(session, Role.ADMINISTRATOR))


@pytest.fixture
def event(session):
    return make_event(session, on=local_today())


@pytest.fixture
def open_event(session, event):
    event.apply(EventAction.OPEN, by=SYSTEM)
    session.commit()
    return event


@pytest.fixture
def table(session, event, firm):
    return make_event_table(session, event, firm, number=7)


@pytest.fixture
def firm(session):
    return make_employer(session)


@pytest.fixture
def hr(client, session, firm):
    return client.sign_in(make_employer_user(session, firm, is_owner=True))


@pytest.fixture
def importer(session, client):
    """A counselor of one commune, who sits at the client."""
    user = make_user(session, communes=(HAC_THANH,))
    client.sign_in(user)
    return user


@pytest.fixture
def invited(session, event):
    person = make_returnee(session, full_name="Lê Thị Hòa", birth_year=1990)
    return make_attendance(session, event, person)


@pytest.fixture
def person(session):
    return make_returnee(
        session, full_name="Lê Thị Hòa", birth_year=1990, summary="Ghi chú riêng của cán bộ"
    )


@pytest.fixture
def attendance(session, event, person):
    return make_attendance(session, event, person)


@pytest.fixture
def card(session, person):
    position = make_position(session, title="Thợ may áo sơ mi")
    suggestion = make_suggestion(session, person, position, warnings=["Cần kiểm tra nơi được đi"])
    make_approval(session, suggestion)
    return suggestion


@pytest.fixture
def kiosk(app, session, event):
    return app.test_client().pair(make_device(session, event))


@pytest.fixture
def shown(kiosk, attendance):
    """The kiosk with the list of the person whose code and year were typed."""
    kiosk.submit("/my/", code="4827 1936", birth_year="1990")
    return kiosk


@pytest.fixture
def three(session, firm):
    return [introduced(session, firm, name) for name in NAMES]
