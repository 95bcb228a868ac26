"""Forms of consents."""

from typing import Any

from wtforms import DateField, RadioField, SelectMultipleField, SubmitField, widgets
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from models import ConsentHow, local_today
from portal.forms import Form, TextField
from portal.labels import choices
from services.consents import Given

DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]


def not_in_future(_form: Form, field: Any) -> None:
    """Refuse a day that has not come."""
    if field.data and field.data > local_today():
        raise ValidationError("Ngày này chưa đến. Hãy ghi lại ngày.")


class TickField(SelectMultipleField):  # type: ignore[misc]
    """Check boxes, none ticked until someone ticks it."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PapersForm(Form):
    signed = TickField(
        "Ai đã ký giấy?",
        [InputRequired("Chưa chọn ai. Hãy đánh dấu người đã ký.")],
        validate_choice=False,
    )
    given_on = DateField(
        "Ngày ký", [InputRequired("Hãy ghi ngày ký."), not_in_future], format=DATES
    )
    save = SubmitField("Lưu đồng ý")


class ConsentForm(Form):
    how = RadioField(
        "Đồng ý bằng cách nào?",
        [InputRequired("Hãy chọn một cách.")],
        choices={
            how: label for how, label in choices(ConsentHow).items() if how != ConsentHow.SCREEN
        },
    )
    given_on = DateField(
        "Ngày đồng ý", [InputRequired("Hãy ghi ngày đồng ý."), not_in_future], format=DATES
    )
    witness = TextField(
        "Người chứng kiến",
        [Length(max=120)],
        description="Bắt buộc khi nói trực tiếp.",
    )
    representative = TextField(
        "Người đại diện cùng đồng ý",
        [Length(max=120)],
        description="Bắt buộc khi chưa đủ 16 tuổi.",
    )
    until = DateField(
        "Đồng ý đến hết ngày",
        [Optional()],
        format=DATES,
        description="Để trống khi không hẹn ngày hết.",
    )
    save = SubmitField("Lưu đồng ý")

    def validate_until(self, field: Any) -> None:
        """Refuse a yes that ends before it begins."""
        if field.data and field.data < local_today():
            raise ValidationError("Ngày này đã qua. Hãy ghi lại ngày.")

    def validate_witness(self, field: Any) -> None:
        """Ask for the witness of a spoken yes."""
        if self.how.data == ConsentHow.SPOKEN and not field.data:
            raise ValidationError("Hãy ghi tên người chứng kiến.")

    def given(self) -> Given:
        """Return how and when the yes was given."""
        return Given(
            ConsentHow(self.how.data),
            self.given_on.data,
            self.witness.data or "",
            self.representative.data or "",
            self.until.data,
        )


class WithdrawForm(Form):
    on = DateField("Ngày rút", [Optional(), not_in_future], format=DATES)
