"""What is offered, kept in a process: the lists of a fresh start, whatever other processes do."""

from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from factories import make_employer, make_position
from forks import FORKS
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.docs import PersonDoc, SkillClaim
from matching.indexed import IndexedRanker
from matching.ranker import Ranker
from models import (
    SYSTEM,
    Job,
    Keyring,
    Position,
    PositionAction,
    PositionState,
    crypto,
    local_today,
    utcnow,
)
from portal.database import begin_writing, make_engine
from portal.tasks import TASKS
from services import match_index, model_versions, position_docs, positions

pytestmark = pytest.mark.sqlite
TODAY = local_today()
TITLES = ("Thợ hàn", "Công nhân may", "Lái xe tải", "Bảo vệ", "Phụ bếp", "Thợ xây")
WELDER = PersonDoc(
    id="W", birth_year=1990, commune_code="14758", skills=(SkillClaim("hàn", 4.0, "skilled"),),
    licences=("C",), wage_expected=8_000_000, has_vehicle=True, desired_work="thợ hàn",
)  # fmt: skip


@pytest.fixture(autouse=True)
def many(monkeypatch, tmp_path):
    """Keep an index from the first posting on."""
    monkeypatch.setattr("services.match_index.INDEX_FROM", 1)
    monkeypatch.setattr("matching.indexed.FIRST", 16)
    match_index.forget()
    match_index.use(tmp_path / "index")
    yield
    match_index.forget()


@pytest.fixture
def stocked(installation):
    with installation.session() as session:
        employer = make_employer(session)
        for n in range(60):
            make_position(
                session, employer, title=TITLES[n % len(TITLES)], wage_min=7_000_000 + 10_000 * n
            )
    return installation


def kept(session, on=TODAY):
    ranking = model_versions.in_use(session)
    if match_index.is_missing(session):
        match_index.write(session, on, ranking)
    return match_index.ranker(session, on, ranking)


def listed(ranker):
    return [(entry.position_id, round(entry.score, 9)) for entry in ranker.rank(WELDER, 60)]


def move(session, action, *which):
    for position in which:
        positions.move(session, position, action, by=SYSTEM)
    session.commit()


def test_many_postings_are_kept_and_give_the_lists_of_a_fresh_ranker(stocked):
    with stocked.session() as session:
        ranker = kept(session)
        docs = position_docs.position_docs(
            session, position_docs.open_positions(session, TODAY), TODAY
        )
        assert isinstance(ranker, IndexedRanker)
        assert listed(ranker) == listed(Ranker(docs, on=TODAY))
        assert kept(session) is ranker


def test_changes_are_taken_and_those_that_are_not_committed_are_not(stocked):
    with stocked.session() as session:
        ranker = kept(session)
        first, second, third = (session.get(Position, UUID(i)) for i, _ in listed(ranker)[:3])
        move(session, PositionAction.PAUSE, first)
        begin_writing(session)
        positions.move(session, second, PositionAction.FILL, by=SYSTEM)
        assert listed(kept(session))[0][0] == str(second.id)
        session.rollback()
        move(session, PositionAction.RESUME, first)
        move(session, PositionAction.FILL, third)
        assert [i for i, _ in listed(kept(session))][:2] == [str(first.id), str(second.id)]
        assert str(third.id) not in kept(session).offers()


def test_a_day_later_what_ran_out_is_not_offered(stocked):
    with stocked.session() as session:
        last = make_position(session, title="Thợ hàn", deadline=TODAY)
        old = make_position(session, title="Thợ hàn", opened_on=TODAY - timedelta(60))
        assert {str(last.id), str(old.id)} <= set(kept(session).offers())
        offered = kept(session, TODAY + timedelta(1)).offers()
        assert not {str(last.id), str(old.id)} & set(offered)
        assert len(offered) == 60


def test_a_snapshot_is_mapped_then_brought_up_to_date_and_never_written(stocked, tmp_path):
    with stocked.session() as session:
        assert match_index.write(session, TODAY, model_versions.in_use(session)) == 60
        before = listed(kept(session))
        match_index.forget()
        files = {f: f.read_bytes() for f in (tmp_path / "index").rglob("*") if f.is_file()}
        assert listed(kept(session)) == before
        best = session.get(Position, UUID(before[0][0]))
        move(session, PositionAction.PAUSE, best)
        assert listed(kept(session))[0] == before[1]
        assert {f: f.read_bytes() for f in files} == files


def test_no_page_waits_for_the_index_which_the_worker_writes(stocked):
    with stocked.session() as session:
        ranking = model_versions.in_use(session)
        with pytest.raises(match_index.NotReadyError, match="chạy lệnh flask work"):
            match_index.ranker(session, TODAY, ranking)
        assert match_index.is_missing(session)
        for _ in range(2):
            match_index.plan(session, by=SYSTEM, now=utcnow())
        assert [job.kind for job in session.scalars(select(Job))] == [match_index.JOB]
        task = TASKS[match_index.JOB]
        task.outside(task.read(session, {}))
        assert not match_index.is_missing(session)
        assert len(match_index.ranker(session, TODAY, ranking).offers()) == 60


def test_a_build_that_gave_up_is_planned_again_after_an_hour(stocked):
    with stocked.session() as session:
        now = utcnow()
        match_index.plan(session, by=SYSTEM, now=now)
        session.scalars(select(Job)).one().gave_up_at = now
        for later in (5, 61):
            match_index.plan(session, by=SYSTEM, now=now + timedelta(minutes=later))
            assert len(session.scalars(select(Job)).all()) == 1 + (later > 60)


def test_few_postings_want_no_index(stocked, monkeypatch):
    monkeypatch.setattr("services.match_index.INDEX_FROM", 1000)
    with stocked.session() as session:
        assert not match_index.is_missing(session)
        match_index.plan(session, by=SYSTEM, now=utcnow())
        assert session.scalars(select(Job)).all() == []


def test_a_newer_generation_takes_the_place_of_the_old_one(stocked):
    with stocked.session() as session:
        ranking = model_versions.in_use(session)
        match_index.write(session, TODAY, ranking)
        old = kept(session)
        for _ in range(3):
            match_index.write(session, TODAY, ranking)
        assert kept(session) is not old
        assert listed(kept(session)) == listed(old)
        assert len(list(match_index.folder_of(session).glob("*/facts.json"))) == 2


def test_people_for_a_posting_come_with_the_scores_of_their_own_lists(stocked):
    sewer = PersonDoc(id="S", commune_code="14758", skills=(SkillClaim("may"),))
    with stocked.session() as session:
        best, score = listed(kept(session))[0]
        found = match_index.people_for(session, session.get(Position, UUID(best)), [sewer, WELDER])
        assert [entry.person_id for entry in found] == ["W", "S"]
        assert round(found[0].score, 9) == score


def publish(url, key_file, position_id):
    """Publish a posting in a process of its own."""
    crypto.use(Keyring.load(key_file))
    with Session(make_engine(url)) as session:
        begin_writing(session)
        positions.publish(session, session.get_one(Position, position_id), by=SYSTEM)
        session.commit()


def test_the_next_search_finds_what_another_process_has_committed(stocked):
    settings = stocked.settings
    with stocked.session() as session, ProcessPoolExecutor(1, mp_context=FORKS) as other:
        late = make_position(
            session, title="Thợ hàn", wage_min=20_000_000, wage_max=30_000_000,
            state=PositionState.SUBMITTED,
        )  # fmt: skip
        assert str(late.id) not in kept(session).offers()
        session.rollback()
        other.submit(publish, settings.database_url, settings.key_file, late.id).result()
        assert listed(kept(session))[0][0] == str(late.id)
