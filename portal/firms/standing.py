"""Verifying a firm: what was checked, and who says that a firm on file is theirs."""

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from models import CheckKind, Employer
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.firms.forms import CallForm
from portal.firms.views import bp
from portal.once import finish
from services import employer_checks, firm_calls, signups

ANSWERS = {"accept": True, "refuse": False}


@bp.post("/<uuid:employer_id>/checks/<kind>")
@requires(Permission.EMPLOYER_MANAGE)
def check_firm(employer_id: UUID, kind: str) -> ResponseReturnValue:
    """Note that something of the firm was checked."""
    employer = get_or_404(Employer, employer_id)
    if kind not in set(CheckKind) - {CheckKind.CALLED}:
        abort(404)
    employer_checks.record(session, employer, CheckKind(kind), by=actor())
    return finish(url_for(".firm", employer_id=employer.id), "Đã ghi việc kiểm tra.")


@bp.route("/<uuid:employer_id>/call", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def record_call(employer_id: UUID) -> ResponseReturnValue:
    """Note which number of the firm was called and where it was found."""
    employer = get_or_404(Employer, employer_id)
    form = CallForm(employer)
    if form.validate_on_submit():
        firm_calls.record(session, employer, form.call(), by=actor())
        return finish(url_for(".firm", employer_id=employer.id), "Đã ghi cuộc gọi.")
    status = 422 if form.errors else 200
    return render_template("firms/record_call.html", employer=employer, form=form), status


@bp.post("/<uuid:employer_id>/claims/<uuid:claim_id>/<answer>")
@requires(Permission.EMPLOYER_MANAGE)
def answer_claim(employer_id: UUID, claim_id: UUID, answer: str) -> ResponseReturnValue:
    """Answer somebody who says that the firm is theirs, after the call."""
    employer = get_or_404(Employer, employer_id)
    waiting = {claim.id: claim for claim, _ in signups.waiting(session, employer)}
    if claim_id not in waiting or answer not in ANSWERS:
        abort(404)
    signups.answer(session, waiting[claim_id], is_accepted=ANSWERS[answer], by=actor())
    return finish(url_for(".firm", employer_id=employer.id), "Đã ghi câu trả lời.")
