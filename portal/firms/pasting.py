"""A firm's message from Zalo, pasted by staff: a filled form; stored only when it is sent."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from models import Employer
from portal.access import Permission, get_or_404, requires
from portal.employer.pasting import PasteForm, read_page
from portal.firms.forms import StaffPositionForm
from portal.firms.views import bp


@bp.get("/<uuid:employer_id>/positions/paste")
@requires(Permission.POSITION_MANAGE)
def paste_position(employer_id: UUID) -> ResponseReturnValue:
    """Ask for the text that a firm sent."""
    employer = get_or_404(Employer, employer_id)
    return render_template("firms/paste_position.html", form=PasteForm(), employer=employer)


@bp.post("/<uuid:employer_id>/positions/read")
@requires(Permission.POSITION_MANAGE)
def read_position(employer_id: UUID) -> ResponseReturnValue:
    """Answer it with the posting form filled, to be recorded for the firm."""
    employer = get_or_404(Employer, employer_id)
    form = PasteForm()
    if not form.validate_on_submit():
        return render_template("firms/paste_position.html", form=form, employer=employer), 422
    action = url_for(".new_position", employer_id=employer.id)
    return read_page(
        "firms/read_position.html",
        form.text.data,
        StaffPositionForm,
        action=action,
        employer=employer,
    )
