"""The worker on a real database: in the same transaction, tried again, landed once."""

import threading

import pytest
from sqlalchemy import func, select

from models import Job, Once, new_id, utcnow
from portal import create_app, tasks, worker
from portal.database import begin_writing
from portal.tasks import Task
from portal.worker import Worker
from services import jobs, nightly

pytestmark = pytest.mark.sqlite


@pytest.fixture
def own_app(installation):
    app = create_app(installation.settings)
    app.config["INSTALLATION"] = installation
    yield app
    app.extensions["sessionmaker"].kw["bind"].dispose()


@pytest.fixture
def kinds(monkeypatch):
    """The table of kinds without the nightly ones, to be filled by a test."""
    monkeypatch.setattr(nightly, "NIGHTLY", {})
    table = {}
    monkeypatch.setattr(worker, "TASKS", table)
    return table


@pytest.fixture
def at_night(monkeypatch):
    """Let the day's work begin at midnight: a test runs at any hour."""
    monkeypatch.setattr(nightly, "BEGINS_AT", 0)


def transaction(app, work):
    with app.extensions["sessionmaker"]() as session:
        begin_writing(session)
        work(session)
        session.commit()


def mark(session, _payload, _back, _now):
    session.add(Once(key=new_id(), location="/done"))


def rows(app, model=Once):
    with app.extensions["sessionmaker"]() as session:
        return session.scalar(select(func.count()).select_from(model))


def only_job(app):
    with app.extensions["sessionmaker"]() as session:
        return session.scalars(select(Job)).one()


def test_a_job_of_a_transaction_that_failed_is_never_seen(own_app, kinds):
    kinds["mark"] = Task(land=mark)
    with own_app.extensions["sessionmaker"]() as session:
        begin_writing(session)
        jobs.add(session, "mark")
        session.rollback()
    assert Worker(own_app).work_off() == 0


def test_outside_runs_between_two_transactions_on_what_was_read(own_app, kinds):
    told = []
    kinds["mark"] = Task(read=lambda _s, payload: payload["n"], outside=told.append, land=mark)
    transaction(own_app, lambda session: jobs.add(session, "mark", {"n": 7}))
    assert Worker(own_app).work_off() == 1
    assert (told, rows(own_app)) == ([7], 1)
    assert only_job(own_app).done_at is not None


def test_a_job_that_fails_waits_and_keeps_where_but_not_what(own_app, kinds):
    def stumble(session, payload, back, now):
        mark(session, payload, back, now)
        raise ValueError("Nguyễn Văn A")

    kinds["mark"] = Task(land=stumble)
    transaction(own_app, lambda session: jobs.add(session, "mark"))
    assert Worker(own_app).work_off() == 1
    job = only_job(own_app)
    assert job.error.startswith("ValueError")
    assert "Nguyễn" not in job.error
    assert job.due_at > utcnow()
    assert rows(own_app) == 0


def test_one_job_that_fails_leaves_the_others_their_turn(own_app, kinds):
    kinds["mark"] = Task(land=mark)
    transaction(own_app, lambda session: [jobs.add(session, k) for k in ("unknown", "mark")])
    assert Worker(own_app).work_off() == 2
    assert rows(own_app) == 1


def test_a_worker_that_died_leaves_the_job_for_the_next(own_app, kinds):
    """Claimed and then nothing: what a killed process leaves behind."""
    kinds["mark"] = Task(land=mark)
    transaction(own_app, lambda session: jobs.add(session, "mark"))
    transaction(own_app, lambda session: jobs.claim(session, utcnow() - 2 * jobs.LEASE))
    transaction(own_app, lambda session: jobs.claim(session, utcnow() - 2 * jobs.LEASE))
    assert Worker(own_app).work_off() == 1
    assert (rows(own_app), only_job(own_app).attempts) == (1, 1)


def test_four_workers_land_twenty_jobs_once_each(own_app, kinds):
    kinds["mark"] = Task(land=mark)
    transaction(own_app, lambda session: [jobs.add(session, "mark") for _ in range(20)])
    threads = [threading.Thread(target=Worker(own_app).work_off) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(own_app) == 20


def test_the_night_runs_by_its_table(own_app, at_night):
    assert Worker(own_app).work_off() == len(nightly.NIGHTLY)
    assert Worker(own_app).work_off() == 0
    assert set(tasks.TASKS) >= {nightly.KIND}


def test_the_loop_ends_when_told(own_app, kinds):
    busy = Worker(own_app)
    busy.stop()
    busy.loop()


def test_a_thread_beside_the_server_works_until_it_is_stopped(own_app, kinds):
    landed = threading.Event()
    kinds["mark"] = Task(land=lambda *_: landed.set())
    transaction(own_app, lambda session: jobs.add(session, "mark"))
    busy = Worker(own_app)
    busy.start()
    assert landed.wait(timeout=30)
    busy.stop()
    for thread in threading.enumerate():
        if thread.name == "worker":
            thread.join(timeout=30)


def test_the_command_does_what_is_due_once(own_app, at_night):
    said = own_app.test_cli_runner().invoke(args=["work", "--once"])
    assert said.exit_code == 0
    assert f"Đã chạy {len(nightly.NIGHTLY)} việc nền" in said.output
