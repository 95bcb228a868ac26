"""Forms of the rights desk."""

from wtforms import BooleanField, DateField, RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from models import RightKind
from portal.counselor.forms import DATES, not_in_future
from portal.forms import Form, clean_text
from portal.labels import choices

MOST = 1000


def words_field(label: str, ask: str = "") -> TextAreaField:
    """Declare a text; with a sentence to ask for it when it must not be empty."""
    needed = [InputRequired(ask)] if ask else [Optional()]
    return TextAreaField(
        label, [*needed, Length(max=MOST)], filters=[clean_text], render_kw={"rows": 4}
    )


class RequestForm(Form):
    """One request of a person."""

    kind = RadioField(
        "Yêu cầu gì?", [InputRequired("Hãy chọn một yêu cầu.")], choices=choices(RightKind)
    )
    received_on = DateField(
        "Ngày nhận", [InputRequired("Hãy ghi ngày nhận."), not_in_future], format=DATES
    )
    with_others = BooleanField("Phải nhờ nơi khác cùng làm (doanh nghiệp, đơn vị đã nhận dữ liệu)")
    detail = words_field("Nội dung")
    save = SubmitField("Ghi yêu cầu")


class ComplaintForm(Form):
    """A complaint in one's own words."""

    detail = words_field("Anh/chị muốn phản ánh điều gì?", "Hãy ghi vài chữ.")
    save = SubmitField("Gửi phản ánh")
