"""The administrator's page of background jobs."""

from factories import make_user

from models import Job, utcnow
from portal.jobs.names import NAMES
from portal.tasks import TASKS
from services import jobs, nightly


def failed(session):
    jobs.add(session, "mail", {"mail": "1"})
    held = jobs.claim(session, utcnow())
    jobs.fail(session, held, "ConnectionRefusedError", utcnow())
    session.commit()
    return session.get_one(Job, held.id)


def test_a_failed_job_shows_with_its_error_and_is_tried_again(administrator, session):
    job = failed(session)
    page = administrator.get("/jobs/").text
    assert "ConnectionRefusedError" in page
    assert "Chờ chạy lại" in page
    assert administrator.submit(f"/jobs/{job.id}/retry").status_code == 303
    session.refresh(job)
    assert job.due_at <= utcnow()


def test_waiting_jobs_show_under_all_only(administrator, session):
    jobs.add(session, "mail", {"mail": "1"})
    session.commit()
    assert "Gửi một thư" not in administrator.get("/jobs/").text
    assert "Gửi một thư" in administrator.get("/jobs/?show=all").text
    assert "chưa ai chạy" not in administrator.get("/jobs/").text


def test_a_worker_that_does_not_run_is_said(administrator, session):
    jobs.add(session, "mail", due_at=utcnow() - 2 * jobs.LATE)
    session.commit()
    assert "chưa ai chạy" in administrator.get("/jobs/").text


def test_nobody_else_sees_or_retries(app, session):
    job = failed(session)
    stranger = app.test_client().sign_in(make_user(session))
    assert stranger.get("/jobs/").status_code == 403
    assert stranger.submit(f"/jobs/{job.id}/retry").status_code == 403


def test_every_job_has_words():
    codes = {*nightly.NIGHTLY, *TASKS} - {nightly.KIND}
    assert codes - set(NAMES) == set(), "add its words to portal/jobs/names.py"
