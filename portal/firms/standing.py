"""Verifying a firm: what was checked, and who says that a firm on file is theirs."""

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from models import CheckKind, Employer
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.firms.views import bp
from portal.once import finish
from services import employer_checks, signups

ANSWERS = {"accept": True, "refuse": False}


@bp.post("/<uuid:employer_id>/checks/<kind>")
@requires(Permission.EMPLOYER_MANAGE)
def check_firm(employer_id: UUID, kind: str) -> ResponseReturnValue:
    """Note that something of the firm was checked."""
    employer = get_or_404(Employer, employer_id)
    if kind not in set(CheckKind):
        abort(404)
    employer_checks.record(session, employer, CheckKind(kind), by=actor())
    return finish(url_for(".firm", employer_id=employer.id), "Đã ghi việc kiểm tra.")


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
