"""Forms of the ranking's versions."""

from wtforms.validators import InputRequired, Length

from portal.forms import Form, TextField


class RollBackForm(Form):
    reason = TextField(
        "Lý do quay lại", [InputRequired("Hãy ghi lý do quay lại bản trước."), Length(max=200)]
    )
