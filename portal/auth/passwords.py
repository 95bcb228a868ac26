"""Changing one's password: whenever one likes, and before anything else where others made it."""

from flask import g, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import PasswordField, SubmitField
from wtforms.validators import InputRequired, Length, ValidationError

from models import User
from portal.access import Permission, actor, requires
from portal.auth.views import bp
from portal.database import begin_writing, end_transaction, session
from portal.forms import Form
from portal.once import finish
from portal.sessions import end_others
from services import accounts, audit
from services.accounts import MAX_PASSWORD, MIN_PASSWORD

OPEN_BEFORE = frozenset({"auth.change_password", "auth.sign_out", "static"})
WRONG = "Mật khẩu hiện tại không đúng. Hãy gõ lại."


class PasswordForm(Form):
    """The password of now, and the new one twice."""

    old = PasswordField(
        "Mật khẩu hiện tại",
        [InputRequired("Hãy gõ mật khẩu hiện tại."), Length(max=MAX_PASSWORD)],
    )
    new = PasswordField(
        "Mật khẩu mới",
        [
            InputRequired("Hãy gõ mật khẩu mới."),
            Length(
                MIN_PASSWORD,
                MAX_PASSWORD,
                f"Mật khẩu dài từ {MIN_PASSWORD} đến {MAX_PASSWORD} ký tự.",
            ),
        ],
        description=f"Từ {MIN_PASSWORD} ký tự. Một câu ngắn là dễ nhớ nhất.",
    )
    again = PasswordField("Gõ lại mật khẩu mới", [InputRequired("Hãy gõ lại mật khẩu mới.")])
    save = SubmitField("Đổi mật khẩu")

    def validate_new(self, field: PasswordField) -> None:
        """Refuse the password of before."""
        if field.data == self.old.data:
            raise ValidationError("Mật khẩu mới phải khác mật khẩu hiện tại.")

    def validate_again(self, field: PasswordField) -> None:
        """Refuse a slip of the keyboard."""
        if field.data != self.new.data:
            raise ValidationError("Hai lần gõ chưa giống nhau.")


@bp.before_app_request
def change_first() -> ResponseReturnValue | None:
    """Lead whoever holds a password made by others to a new one, from any page."""
    if request.endpoint in OPEN_BEFORE or not current_user.is_authenticated:
        return None
    user = g.get("user")
    if user is None or not user.must_change_password:
        return None
    return redirect(url_for("auth.change_password"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def change_password() -> ResponseReturnValue:
    """Take a new password; the brake of signing in holds here too."""
    form = PasswordForm()
    is_first = bool(g.user.must_change_password)
    if form.validate_on_submit():
        if _change(form):
            return finish(url_for("auth.home"), "Đã đổi mật khẩu.")
        form.old.errors = [WRONG]
    status = 422 if form.errors else 200
    return render_template("auth/change_password.html", form=form, is_first=is_first), status


def _change(form: PasswordForm) -> bool:
    """Check and hash outside any transaction, then write; False where the old one is wrong."""
    by, user_id, stored = actor(), g.user.id, g.user.password_hash
    keys = accounts.brakes(f"password:{user_id}", request.remote_addr or "")
    if accounts.must_wait(session, keys):
        return False
    end_transaction()
    is_right = accounts.password_matches(stored, form.old.data)
    made = accounts.hash_password(form.new.data) if is_right else ""
    begin_writing(session)
    if not is_right:
        for key in keys:
            accounts.count_failure(session, key)
        session.commit()
        return False
    user = session.get_one(User, user_id)
    user.password_hash, user.must_change_password = made, False
    audit.record(session, "change", user, by=by, fields=["password"])
    end_others(session, user_id, browser.token)  # type: ignore[attr-defined]
    return True
