"""After an agreement: monthly looks, tasks, complaints, and a firm's letter of thanks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from models import (
    CheckIn,
    CheckInAnswer,
    Employer,
    Sponsorship,
    SponsorTask,
    TaskOwner,
    local_today,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from portal.sponsoring.care_forms import CheckInForm, ComplaintForm, TaskForm
from portal.sponsoring.views import bp
from services import places, rights, sponsor_thanks, sponsorship_care
from services.errors import Refused
from services.sponsorship_care import Look, Task

AHEAD = timedelta(days=7)
MET = {"yes": True, "no": False}


@bp.get("/check-ins")
@requires(Permission.SPONSORSHIP_MANAGE)
def check_ins() -> ResponseReturnValue:
    """List the looks that are due within a week, the oldest first."""
    page = paged(sponsorship_care.due(actor(), local_today() + AHEAD))
    return personal_page(
        "sponsoring/check_ins.html",
        subjects=[row.returnee for row in page.rows],
        fields=["full_name", "commune_code", "sponsorship"],
        action="list",
        page=page,
        today=local_today(),
        commune=places.commune_name,
    )


@bp.route("/check-ins/<uuid:check_in_id>", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def check_in(check_in_id: UUID) -> ResponseReturnValue:
    """Write down what a monthly look found."""
    row = get_or_404(CheckIn, check_in_id)
    form = CheckInForm()
    back = url_for(".sponsorship", sponsorship_id=row.sponsorship_id)
    if form.validate_on_submit():
        look = Look(
            form.on.data,
            CheckInAnswer(form.answer.data),
            MET.get(form.met_mentor.data),
            form.note.data or "",
        )
        sponsorship_care.check(session, row, look, by=actor())
        return finish(back, "Đã lưu lần hỏi thăm.")
    return _ask("sponsoring/check_in.html", row.sponsorship, form, due_on=row.due_on)


@bp.post("/<uuid:sponsorship_id>/tasks")
@requires(Permission.SPONSORSHIP_MANAGE)
def add_task(sponsorship_id: UUID) -> ResponseReturnValue:
    """Agree on a task."""
    row = get_or_404(Sponsorship, sponsorship_id)
    form = TaskForm()
    if not form.validate_on_submit():
        return _ask("sponsoring/add_task.html", row, form)
    task = Task(form.text.data, TaskOwner(form.owner.data), form.due_on.data)
    sponsorship_care.add_task(session, row, task, by=actor())
    return finish(url_for(".sponsorship", sponsorship_id=row.id), "Đã thêm việc.")


@bp.post("/tasks/<uuid:task_id>/done")
@requires(Permission.SPONSORSHIP_MANAGE)
def finish_task(task_id: UUID) -> ResponseReturnValue:
    """Note that a task is done."""
    row = get_or_404(SponsorTask, task_id)
    form = ActionForm()
    if not form.validate_on_submit():
        raise Refused("Hãy bấm lại.")
    sponsorship_care.finish_task(session, row, by=actor())
    return finish(url_for(".sponsorship", sponsorship_id=row.sponsorship_id), "Đã ghi xong việc.")


@bp.route("/<uuid:sponsorship_id>/complaint", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def complain(sponsorship_id: UUID) -> ResponseReturnValue:
    """Open a complaint of the person about this help; the sponsor never sees it."""
    row = get_or_404(Sponsorship, sponsorship_id)
    form = ComplaintForm(rights.officers(session, row.returnee.commune_code))
    if form.validate_on_submit():
        sponsorship_care.complain(session, row, form.said(), form.handler(), by=actor())
        return finish(url_for(".sponsorship", sponsorship_id=row.id), "Đã lưu phản ánh.")
    return _ask("sponsoring/complain.html", row, form)


def _ask(
    template: str,
    row: Sponsorship,
    form: CheckInForm | TaskForm | ComplaintForm,
    **context: Any,
) -> ResponseReturnValue:
    return personal_page(
        template,
        subjects=[row.returnee],
        fields=["full_name"],
        status=422 if form.errors else 200,
        row=row,
        form=form,
        back=url_for(".sponsorship", sponsorship_id=row.id),
        **context,
    )


@bp.get("/firms/<uuid:employer_id>/thanks")
@requires(Permission.PLEDGE_MANAGE)
def thanks(employer_id: UUID) -> ResponseReturnValue:
    """Print a letter of thanks for what was given and confirmed."""
    firm = get_or_404(Employer, employer_id)
    return render_template(
        "sponsoring/thanks.html",
        firm=firm,
        given=sponsor_thanks.given(session, firm),
        today=local_today(),
        back_url=url_for(".pledges"),
    )
