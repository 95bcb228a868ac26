"""Jobs: one worker at a time, longer waits after each failure, landed once."""

from datetime import UTC, datetime, timedelta

import pytest
from factories import actor_of, make_user
from sqlalchemy import func, select

from models import SYSTEM, Job, Role, utcnow
from services import jobs, nightly

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def make_job(session, **values):
    jobs.add(session, "try", {"n": 1}, due_at=NOW, **values)
    return session.scalars(select(Job).order_by(Job.id.desc())).first()


def claim(session, now=NOW):
    return jobs.claim(session, now)


def test_a_key_known_already_adds_nothing(session):
    make_job(session, key="a")
    make_job(session, key="a")
    make_job(session)
    assert session.scalar(select(func.count()).select_from(Job)) == 2


def test_a_job_waits_for_its_hour(session):
    make_job(session)
    assert not jobs.is_due(session, NOW - timedelta(seconds=1))
    assert claim(session, NOW - timedelta(seconds=1)) is None
    assert jobs.is_due(session, NOW)


def test_one_worker_holds_a_job_until_its_lease_ends(session):
    job = make_job(session)
    assert claim(session).id == job.id
    assert claim(session) is None
    after = NOW + jobs.LEASE + timedelta(seconds=1)
    assert claim(session, after).id == job.id
    assert job.attempts == 2


def test_a_job_lands_once(session):
    make_job(session)
    job = claim(session)
    assert jobs.land(session, job, NOW)
    assert not jobs.land(session, job, NOW)
    assert claim(session, NOW + timedelta(days=1)) is None


def test_a_worker_too_late_lands_nothing(session):
    job = make_job(session)
    slow = claim(session)
    after = NOW + jobs.LEASE + timedelta(seconds=1)
    quick = claim(session, after)
    assert quick.id == job.id
    assert not jobs.land(session, slow, after)
    jobs.fail(session, slow, "too late", after)
    assert job.error == ""
    assert jobs.land(session, quick, after)


def test_waits_grow_and_end(session):
    job, now, waits = make_job(session), NOW, []
    while job.gave_up_at is None:
        jobs.fail(session, claim(session, now), "ValueError", now)
        waits.append(job.due_at - now)
        now = max(now, job.due_at)
    assert waits[:-1] == list(jobs.PAUSES)
    assert claim(session, now + timedelta(days=9)) is None
    assert jobs.count_failed(session) == 1


def test_an_administrator_lets_it_run_again(session):
    job = make_job(session)
    job.gave_up_at, job.error, job.attempts = NOW, "ValueError", 7
    jobs.retry(session, job, by=actor_of(make_user(session, Role.ADMINISTRATOR)))
    assert claim(session, utcnow()).id == job.id
    assert job.attempts == 1


def test_jobs_due_for_long_say_that_no_worker_runs(session):
    make_job(session)
    assert not jobs.is_worker_missing(session, NOW + timedelta(minutes=9))
    assert jobs.is_worker_missing(session, NOW + timedelta(minutes=11))


def test_jobs_done_long_ago_are_forgotten_and_others_kept(session):
    old, waiting = make_job(session), make_job(session)
    old.done_at = NOW - jobs.KEPT - timedelta(hours=1)
    session.flush()
    kept = waiting.id
    jobs.forget_old(session, by=SYSTEM, now=NOW)
    assert session.scalars(select(Job.id)).all() == [kept]


@pytest.mark.parametrize(
    ("now", "planned"),
    [
        (datetime(2026, 11, 23, 17, 30, tzinfo=UTC), False),  # half past midnight in Vietnam
        (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 16, 59, tzinfo=UTC), True),  # the machine slept all day
    ],
)
def test_a_day_is_planned_from_one_in_the_morning(session, now, planned):
    nightly.plan(session, now)
    names = [job.payload["name"] for job in session.scalars(select(Job))]
    assert sorted(names) == (sorted(nightly.NIGHTLY) if planned else [])


def test_a_day_is_planned_once_and_the_next_day_again(session):
    for hours in (0, 5, 24):
        nightly.plan(session, NOW + timedelta(hours=hours))
    assert session.scalar(select(func.count()).select_from(Job)) == 2 * len(nightly.NIGHTLY)
    assert nightly.missing(session, NOW) == []


def test_what_is_no_longer_in_the_table_does_nothing(session):
    nightly.run(session, {"name": "gone"}, NOW)


def test_a_job_that_ends_every_worker_is_given_up_and_lets_others_by(session):
    now = utcnow()
    jobs.add(session, "deadly", due_at=now)
    for tried in range(len(jobs.PAUSES) + 1):
        assert jobs.claim(session, now + tried * 2 * jobs.LEASE) is not None
    later = now + (len(jobs.PAUSES) + 2) * 2 * jobs.LEASE
    jobs.add(session, "harmless", due_at=now)
    assert jobs.claim(session, later).kind == "harmless"
    deadly = session.scalars(select(Job).where(Job.kind == "deadly")).one()
    assert (deadly.gave_up_at, deadly.error) == (later, jobs.ENDED_ITS_WORKER)
