"""Forms of the hall."""

from wtforms import SubmitField
from wtforms.validators import InputRequired, Length

from portal.forms import Form, TextField


class BreakForm(Form):
    reason = TextField(
        "Vì sao không chờ máy hội trường",
        [InputRequired("Hãy gõ lý do, ví dụ Máy hỏng."), Length(max=200)],
    )
    save = SubmitField("Làm tiếp trên máy chủ")
