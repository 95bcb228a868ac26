"""Ghi hộ: who told staff something, how and when; part of every form that records for others."""

from datetime import date

from wtforms import DateField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from models import Said, local_today
from portal.forms import Form, TextField

HOW = {
    "phone": "Qua điện thoại",
    "in_person": "Gặp trực tiếp",
    "paper": "Giấy, công văn",
    "message": "Tin nhắn",
}


class SaidForm(Form):
    """Fields of who said it; a form that records for a firm begins with them."""

    said_by = TextField(
        "Ai nói",
        [InputRequired("Hãy ghi ai nói."), Length(max=120)],
        description="Tên và chức vụ của người bên doanh nghiệp.",
    )
    said_how = SelectField("Nói bằng cách nào", [InputRequired("Hãy chọn cách nói.")], choices=HOW)
    said_on = DateField(
        "Ngày nói",
        [InputRequired("Hãy ghi ngày nói.")],
        format=["%d/%m/%Y", "%Y-%m-%d"],
        default=local_today,
    )

    def validate_said_on(self, field: DateField) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > local_today():
            raise ValidationError("Ngày nói chưa đến. Hãy ghi lại ngày.")

    def said(self) -> Said:
        """Return who said it."""
        return Said(by=self.said_by.data, how=self.said_how.data)

    def said_day(self) -> date:
        """Return the day it was said."""
        day: date = self.said_on.data
        return day
