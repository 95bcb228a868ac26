"""Every row that every firm reads before a yes is listed: none may single a person out.

The count is made anew here, from the tables: how many consented people does what is told of a row
also hold for, near one of them? Below five, skills and distance would name somebody.
"""

import shutil
from contextlib import closing

import pytest
from factories import make_approval, make_position, make_returnee, make_suggestion
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching import vocab
from models import (
    Consent,
    ConsentPurpose,
    Position,
    PositionState,
    Returnee,
    ReturneeSkill,
    Suggestion,
    SuggestionState,
    local_today,
)
from portal.database import make_engine
from services import firm_sight, places
from services.anonymous_view import LEAST_ALIKE, NEAR_KM, NOTHING, distance_band
from tests.site.scenery import COUNSELOR, FIRM, firm_of, user

pytestmark = pytest.mark.sqlite
RARE = "lai-xe-tai"
SEWING = "may-cong-nghiep"


@pytest.fixture
def session(tmp_path, demo_file, key_file):
    path = tmp_path / "demo.db"
    shutil.copy(demo_file, path)
    engine = make_engine(f"sqlite:///{path}")
    with closing(Session(engine, expire_on_commit=False)) as session:
        yield session
    engine.dispose()


def crowd_of(session):
    consented = select(Consent.returnee_id).where(
        Consent.purpose == ConsentPurpose.MATCHING, Consent.withdrawn_on.is_(None)
    )
    people = session.scalars(
        select(Returnee).where(Returnee.id.in_(consented), Returnee.erased_at.is_(None))
    ).all()
    skills = {}
    for row in session.scalars(select(ReturneeSkill).where(ReturneeSkill.code.is_not(None))):
        skills.setdefault(row.returnee_id, set()).add(row.code)
    return [(person, skills.get(person.id, set())) for person in people]


def holds_for(told, person, skills, position):
    """Tell whether what is told of a row is true of a person."""
    km = places.distance_km(person.commune_code, position.commune_code)
    groups = {code: skill.group for code, skill in vocab.load().skills.items()}
    mine = {(groups.get(code), True) for code in skills} | {(code, False) for code in skills}
    return (
        (not told.distance or told.distance == distance_band(km))
        and all((code, is_group) in mine for code, is_group, _ in told.skills)
        and (not told.shifts or set(told.shifts) == set(person.shifts_ok))
        and set(told.needs) <= set(person.needs)
    )


def shared_by(told, crowd, position):
    """Return how many people, all near one of them, a row could be about."""
    homes = [p.commune_code for p, skills in crowd if holds_for(told, p, skills, position)]
    near = [sum(places.distance_km(a, b) <= NEAR_KM for b in homes) for a in homes]
    return max(near, default=0)


def approve_every_proposal(session):
    officer = user(session, COUNSELOR)
    waiting = select(Suggestion).where(Suggestion.state == SuggestionState.PROPOSED)
    for suggestion in session.scalars(waiting).all():
        make_approval(session, suggestion, by=officer)


def sewers_and_one_who_also_drives(session):
    """Eight people of one commune for one posting; one of them has what nobody else has."""
    officer = user(session, COUNSELOR)
    posting = make_position(
        session, None, employer_id=firm_of(session, FIRM), required_skills=["may công nghiệp"]
    )
    for number in range(8):
        person = make_returnee(session, shifts_ok=["day"])
        codes = [SEWING, RARE] if number == 0 else [SEWING]
        session.add_all(
            ReturneeSkill(returnee=person, name=code, code=code, years=2.0) for code in codes
        )
        make_approval(session, make_suggestion(session, person, posting), by=officer)
    session.commit()
    return posting


def test_no_row_of_any_firm_singles_a_person_out(session):
    approve_every_proposal(session)
    crowded = sewers_and_one_who_also_drives(session)
    crowd = crowd_of(session)
    listed = told_of = 0
    for position in session.scalars(
        select(Position).where(Position.state == PositionState.OPEN)
    ).all():
        for told in firm_sight.approved_views(session, position, local_today()):
            listed += 1
            if told != NOTHING:
                told_of += 1
                alike = shared_by(told, crowd, position)
                assert alike >= LEAST_ALIKE, (position.title, told, alike)
    assert listed > 20
    assert told_of >= LEAST_ALIKE
    shown = firm_sight.approved_views(session, crowded, local_today())
    assert len(shown) == 8
    assert len(set(shown)) == 1 or NOTHING in shown
