"""The worker: plans the day's jobs, takes what is due one by one, and lands each once.

Several may run side by side, as threads or processes, on one database.
"""

import threading
from datetime import datetime

from flask import Flask
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from models import SYSTEM, utcnow
from portal.database import begin_writing, end_transaction, session
from portal.logs import frames, log
from portal.tasks import TASKS
from services import jobs, match_index, nightly
from services.jobs import Held

PAUSE_SECONDS = 5.0


class Worker:
    """Looks for work every few seconds until told to stop."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = threading.Event()

    def start(self) -> None:
        """Work in a thread beside the server; a process that ends leaves its job in doubt."""
        threading.Thread(target=self.loop, name="worker", daemon=True).start()

    def stop(self) -> None:
        """Take no further job."""
        self.stopping.set()

    def loop(self) -> None:
        """Do what is due, wait, look again."""
        while not self.stopping.is_set():
            try:
                self.work_off()
            except SQLAlchemyError as error:
                # A busy or vanished database is no reason to end: look again after the pause.
                log.warning("worker", kind=type(error).__name__)
            self.stopping.wait(PAUSE_SECONDS)

    def work_off(self) -> int:
        """Plan the day, do everything that is due; return how many jobs were tried."""
        with self.app.app_context():
            _plan(utcnow())
        tried = 0
        while not self.stopping.is_set() and self.do_next():
            tried += 1
        return tried

    def do_next(self) -> bool:
        """Do the job that waits longest; tell whether there was one."""
        with self.app.app_context():
            job = _claim(utcnow())
            if job is not None:
                _try(job)
            return job is not None


def _plan(now: datetime) -> None:
    """Plan today's jobs that are missing, and an index where one is needed and none serves."""
    wants_index = match_index.is_missing(session)
    is_planned = not nightly.missing(session, now) and not wants_index
    end_transaction()
    if is_planned:
        return
    begin_writing(session)
    try:
        nightly.plan(session, now)
        if wants_index:
            match_index.plan(session, by=SYSTEM, now=now)
        session.commit()
    except IntegrityError:
        # Another worker wrote the same day's jobs first.
        end_transaction()


def _claim(now: datetime) -> Held | None:
    is_due = jobs.is_due(session, now)
    end_transaction()
    if not is_due:
        return None
    begin_writing(session)
    job = jobs.claim(session, now)
    session.commit()
    return job


def _try(job: Held) -> None:
    try:
        _run(job)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the next job must have its turn
        end_transaction()
        where = frames(error)[-1:]
        log.error("job", kind=job.kind, error=type(error).__name__, at=where)
        begin_writing(session)
        jobs.fail(session, job, " ".join([type(error).__name__, *where]), utcnow())
        session.commit()


def _run(job: Held) -> None:
    task = TASKS[job.kind]
    thing = task.read(session, job.payload)
    end_transaction()
    back = task.outside(thing)
    begin_writing(session)
    if jobs.land(session, job, utcnow()):
        task.land(session, job.payload, back, utcnow())
        session.commit()
    else:
        end_transaction()
