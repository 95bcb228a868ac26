"""Sign in and out, choose a hat, pair a device, read the access log."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select

from models import AccessLog, Role, User, utcnow
from portal.access import Permission, actor, public, requires
from portal.auth.forms import HatForm, PairForm, SignInForm
from portal.auth.identity import load_signed_in
from portal.database import begin_writing, end_transaction, session
from portal.errors import is_local
from portal.labels import ROLE_LABELS
from portal.nav import landing
from services import accounts, devices

bp = Blueprint("auth", __name__)
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Hãy gõ lại."
WAIT = "Đã sai nhiều lần. Hãy chờ 15 phút rồi thử lại."


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(landing(), 303)
    return redirect(url_for(".sign_in"), 303)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        problem = _sign_in(form.login.data, form.password.data)
        if problem is None:
            after = request.args.get("next", "")
            return redirect(after if is_local(after) else url_for(".home"), 303)
        form.password.errors = [problem]
    return render_template("auth/sign_in.html", form=form), 422 if form.errors else 200


def _sign_in(login: str, password: str) -> str | None:
    """Check a password outside any transaction; return the sentence to show where it fails."""
    key = f"login:{accounts.normalise_login(login)}"
    brakes = accounts.brakes(key, request.remote_addr or "")
    if accounts.must_wait(session, brakes):
        return WAIT
    user = accounts.find_user(session, login)
    stored = user.password_hash if user else None
    end_transaction()
    is_right = accounts.password_matches(stored, password)
    begin_writing(session)
    if not is_right or user is None:
        for brake in brakes:
            accounts.count_failure(session, brake)
        session.commit()
        return WRONG
    for brake in brakes:
        accounts.forget_failures(session, brake)
    session.get_one(User, user.id).last_sign_in_at = utcnow()
    session.commit()
    return _begin(f"u:{user.id}")


def _begin(key: str) -> str | None:
    browser.clear()
    browser.renew()  # type: ignore[attr-defined]
    signed_in = load_signed_in(key)
    if signed_in is None:
        return "Tài khoản chưa được giao vai trò nào. Hãy liên hệ quản trị viên."
    login_user(signed_in)
    return None


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    logout_user()
    browser.clear()
    browser.renew()  # type: ignore[attr-defined]
    response = redirect(url_for(".sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def account() -> ResponseReturnValue:
    form = HatForm()
    form.role.choices = {role.value: ROLE_LABELS[role] for role in current_user.roles}
    if form.validate_on_submit():
        browser["role"] = Role(form.role.data).value
        return redirect(url_for(".home"), 303)
    form.role.data = actor().role.value
    status = 422 if form.errors else 200
    return render_template("auth/account.html", form=form, user=g.get("user")), status


@bp.route("/pair", methods=["GET", "POST"])
@public
def pair() -> ResponseReturnValue:
    form = PairForm()
    if form.validate_on_submit():
        device = devices.pair(session, form.code.data, source=request.remote_addr or "")
        if device is not None:
            session.commit()
            _begin(f"d:{device.id}")
            flash(f"Đã ghép nối: {device.label}.", "success")
            return redirect(url_for(".home"), 303)
        session.commit()
        form.code.errors = [devices.WRONG_CODE]
    return render_template("auth/pair.html", form=form), 422 if form.errors else 200


@bp.get("/access-log")
@requires(Permission.ACCESS_LOG_READ)
def access_log() -> ResponseReturnValue:
    rows = session.scalars(select(AccessLog).order_by(AccessLog.at.desc()).limit(200)).all()
    names = {user.id: user.full_name for user in session.scalars(select(User))}
    return render_template("auth/access_log.html", rows=rows, names=names)
