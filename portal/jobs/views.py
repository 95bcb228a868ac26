"""Background jobs: what waits, what failed and why, and one more try."""

from uuid import UUID

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Job, utcnow
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.forms import ActionForm
from portal.jobs.names import name_of
from portal.once import finish
from portal.paging import paged
from services import jobs

bp = Blueprint("jobs", __name__, url_prefix="/jobs")
ALL = "all"


@bp.get("/")
@requires(Permission.JOB_MANAGE)
def job_list() -> ResponseReturnValue:
    failed = request.args.get("show") != ALL
    return render_template(
        "jobs/job_list.html",
        page=paged(jobs.listed(failed=failed)),
        tabs=[
            ("Chưa chạy được", url_for(".job_list"), failed, jobs.count_failed(session)),
            ("Tất cả", url_for(".job_list", show=ALL), not failed, None),
        ],
        name_of=name_of,
        is_worker_missing=jobs.is_worker_missing(session, utcnow()),
    )


@bp.post("/<uuid:job_id>/retry")
@requires(Permission.JOB_MANAGE)
def retry(job_id: UUID) -> ResponseReturnValue:
    job = get_or_404(Job, job_id)
    if not ActionForm().validate_on_submit():
        abort(404)
    jobs.retry(session, job, by=actor())
    return finish(url_for(".job_list"), "Đã xếp chạy lại. Xem kết quả sau một phút.")
