"""Forms of letters: a member's own switch, an invitation to sign in."""

from wtforms import BooleanField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length, Regexp

from portal.forms import Form, TextField

# One line, one "@", a dot behind it: the mail server knows better, and a line end is no address.
ADDRESS = Regexp(
    r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$", message="Hãy ghi địa chỉ như ten@vidu.vn."
)


class BoxForm(Form):
    address = TextField(
        "Địa chỉ thư điện tử",
        [InputRequired("Hãy ghi địa chỉ thư."), Length(max=200), ADDRESS],
        description="Thư không ghi tên người lao động.",
    )
    is_on = BooleanField("Nhận thư khi có người được giới thiệu hoặc đến hạn trả lời")
    save = SubmitField("Lưu")


class InvitationForm(Form):
    member = SelectField("Người của doanh nghiệp", [InputRequired("Hãy chọn một người.")])
    address = TextField(
        "Địa chỉ thư điện tử",
        [InputRequired("Hãy ghi địa chỉ thư."), Length(max=200), ADDRESS],
    )
    save = SubmitField("Gửi thư mời")
