"""The data agreement: read by everyone of the firm, accepted by its owner."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, actor, requires
from portal.database import session
from portal.employer.forms import AgreementForm
from portal.employer.views import bp
from portal.once import finish
from services import employers


@bp.route("/agreement", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_OWN)
def agreement() -> ResponseReturnValue:
    """Show the text, and take the owner's yes before any person is shown."""
    employer = employers.own(session, actor())
    form = AgreementForm()
    is_owner = employers.is_owner(session, actor())
    if form.validate_on_submit() and not is_owner:
        flash(employers.OWNER_ONLY, "error")
    elif form.validate_on_submit():
        employers.sign_agreement(
            session, employer, signed_by=form.signed_by.data, how="screen", by=actor()
        )
        return finish(url_for(".agreement"), "Đã ghi lời đồng ý. Cảm ơn anh/chị.")
    return render_template(
        "employer/agreement.html",
        employer=employer,
        form=form,
        signed=employers.current_agreement(employer),
        is_owner=is_owner,
    ), (422 if form.errors else 200)
