"""A sign-in for somebody of a firm, made by its owner or by staff."""

from collections.abc import Callable

from flask import render_template
from flask.typing import ResponseReturnValue

from models import Employer
from portal.access import actor
from portal.database import begin_writing, end_transaction, session
from portal.employer.firm_forms import MemberForm
from portal.mail import sending
from portal.once import finish
from services import members


def invite(template: str, back: str, find: Callable[[], Employer]) -> ResponseReturnValue:
    """Ask who it is; the first password is on the answer to this form and nowhere else.

    `find` reads the firm, and again in the transaction that writes.
    """
    employer, form = find(), MemberForm()
    if form.validate_on_submit():
        if not members.is_taken(session, form.login.data):
            return _made(template, back, find, form)
        form.refuse_taken()
    page = render_template(template, employer=employer, back=back, form=form, made=None)
    return page, 422 if form.errors else 200


def _made(
    template: str, back: str, find: Callable[[], Employer], form: MemberForm
) -> ResponseReturnValue:
    """Hash outside the transaction, then make the sign-in; a repeated form leads back."""
    end_transaction()
    password = members.first_password()
    begin_writing(session)
    employer = find()
    user = members.invite(session, employer, form.colleague(), password=password, by=actor())
    finish(back)
    return render_template(
        template,
        employer=employer,
        back=back,
        form=form,
        made=user,
        password=password.shown,
        is_sending=sending.is_on(),
    )
