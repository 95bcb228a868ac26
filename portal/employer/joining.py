"""Signing up: a firm with a tax code or a household business, or the claim of one on file."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Employer
from portal.access import public
from portal.database import begin_writing, end_transaction, session
from portal.employer.firm_forms import JoinForm
from portal.employer.places import commune_names, default_province
from portal.employer.views import bp
from portal.once import finish
from services import accounts, members, signups

BRAKE = "join"
WAIT = "Máy này vừa đăng ký nhiều lần. Hãy chờ 15 phút rồi thử lại."
JOINED = "Đã tạo tài khoản. Hãy đăng nhập."


@bp.route("/join", methods=["GET", "POST"])
@public
def join() -> ResponseReturnValue:
    """Take a firm and the person who is responsible for it."""
    form = JoinForm()
    if form.validate_on_submit() and not _must_wait(form):
        if _may_join(form):
            return _join(form)
        _count_try()
    communes = commune_names(default_province())
    status = 422 if form.errors else 200
    return render_template("employer/join.html", form=form, communes=communes), status


@bp.get("/join/waiting")
@public
def join_waiting() -> ResponseReturnValue:
    """Say what happens after a claim: a call."""
    return render_template("employer/join_waiting.html")


def _must_wait(form: JoinForm) -> bool:
    """Tell whether this machine tried too often; then nothing is looked up for it."""
    if not accounts.must_wait(session, accounts.brakes(BRAKE, request.remote_addr or "")):
        return False
    form.form_errors.append(WAIT)
    return True


def _count_try() -> None:
    """Count a try that was refused: its answer tells which firms and logins are on file."""
    end_transaction()
    begin_writing(session)
    _count()
    session.commit()


def _count() -> None:
    for brake in accounts.brakes(BRAKE, request.remote_addr or ""):
        accounts.count_failure(session, brake)


def _may_join(form: JoinForm) -> bool:
    if sentence := signups.problem(session, form.code()):
        form.tax_code.errors = [*form.tax_code.errors, sentence]
    if members.is_taken(session, form.login.data):
        form.refuse_taken()
    return not form.errors


def _join(form: JoinForm) -> ResponseReturnValue:
    """Hash outside any transaction, count the sign-up, then make the firm or the claim."""
    end_transaction()
    stored = accounts.hash_password(form.password.data)
    begin_writing(session)
    _count()
    account = signups.Account(form.login.data, form.full_name.data, stored)
    made = signups.join(session, form.facts(), account)
    if isinstance(made, Employer):
        return finish(url_for("auth.sign_in", next=url_for(".firm")), JOINED)
    return finish(url_for(".join_waiting"))
