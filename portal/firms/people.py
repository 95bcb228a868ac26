"""People of a firm: the signed agreement and sign-ins, as staff record them."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from models import Employer
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer import colleagues
from portal.firms.forms import SignedPaperForm
from portal.firms.views import bp
from portal.once import finish
from services import employers


@bp.route("/<uuid:employer_id>/agreement", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def record_agreement(employer_id: UUID) -> ResponseReturnValue:
    """Record the data agreement a firm signed on paper."""
    employer = get_or_404(Employer, employer_id)
    form = SignedPaperForm()
    if form.validate_on_submit():
        employers.sign_agreement(
            session,
            employer,
            signed_by=form.signed_by.data,
            how="paper",
            on=form.on.data,
            by=actor(),
        )
        return finish(url_for(".firm", employer_id=employer.id), "Đã ghi cam kết dữ liệu.")
    status = 422 if form.errors else 200
    return render_template("firms/record_agreement.html", employer=employer, form=form), status


@bp.route("/<uuid:employer_id>/people/new", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def invite_member(employer_id: UUID) -> ResponseReturnValue:
    """Make a sign-in; its first password is on the answer to this form and nowhere else."""
    return colleagues.invite(
        "firms/invite_member.html",
        url_for(".firm", employer_id=employer_id),
        lambda: get_or_404(Employer, employer_id),
    )
