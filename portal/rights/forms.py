"""Forms of the rights desk."""

from wtforms import BooleanField, DateField, RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from models import RightKind
from portal.counselor.forms import DATES, not_in_future
from portal.forms import Form, clean_text
from portal.free_text import FreeText
from portal.labels import choices

MOST = 1000


class RequestForm(Form):
    """One request of a person."""

    kind = RadioField(
        "Yêu cầu gì?", [InputRequired("Hãy chọn một yêu cầu.")], choices=choices(RightKind)
    )
    received_on = DateField(
        "Ngày nhận", [InputRequired("Hãy ghi ngày nhận."), not_in_future], format=DATES
    )
    with_others = BooleanField("Phải nhờ nơi khác cùng làm (doanh nghiệp, đơn vị đã nhận dữ liệu)")
    detail = FreeText("Nội dung", MOST, rows=4)
    save = SubmitField("Ghi yêu cầu")


class OutcomeForm(Form):
    """What came of a request, why it takes longer, or why it cannot be done."""

    words = FreeText("Kết quả", MOST, rows=2)


class ComplaintForm(Form):
    """A complaint in one's own words."""

    detail = TextAreaField(
        "Anh/chị muốn phản ánh điều gì?",
        [InputRequired("Hãy ghi vài chữ."), Length(max=MOST)],
        filters=[clean_text],
        render_kw={"rows": 4},
    )
    save = SubmitField("Gửi phản ánh")
