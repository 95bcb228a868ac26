"""Forms of signing in."""

from wtforms import PasswordField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length

from portal.forms import Form, TextField
from services.accounts import MAX_PASSWORD


class SignInForm(Form):
    login = TextField("Tên đăng nhập", [InputRequired("Hãy gõ tên đăng nhập."), Length(max=120)])
    password = PasswordField(
        "Mật khẩu",
        [
            InputRequired("Hãy gõ mật khẩu."),
            Length(max=MAX_PASSWORD, message="Mật khẩu dài nhất 128 ký tự. Hãy kiểm tra lại."),
        ],
    )
    save = SubmitField("Đăng nhập")


class HatForm(Form):
    role = SelectField("Làm việc với vai trò")
    save = SubmitField("Đổi vai trò")


class PairForm(Form):
    code = TextField(
        "Mã ghép nối",
        [InputRequired("Hãy gõ mã ghép nối do ban tổ chức cấp.")],
        description="8 chữ số hiện trên máy của ban tổ chức.",
    )
    save = SubmitField("Ghép nối máy này")
