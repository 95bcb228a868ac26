"""The fields of a firm's answer to an event: the firm fills them, or staff on the phone."""

from typing import Any

from wtforms import IntegerField, RadioField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from models import Event
from portal.forms import Form
from services.event_firms import Booking

TIMES = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H.%M", "%H"]
HALF_BREAK = "Hãy gõ cả giờ bắt đầu và giờ hết nghỉ, ví dụ 15:00 và 15:15."
YES, NO = "yes", "no"


class BookingForm(Form):
    """A firm's answer: yes with its tables, or no."""

    answer = RadioField(
        "Doanh nghiệp có đến không",
        [InputRequired("Hãy chọn có hoặc không.")],
        choices={YES: "Có đến", NO: "Không đến được"},
    )
    tables = IntegerField(
        "Số bàn", [Optional(), NumberRange(1, 10, "Mỗi doanh nghiệp đặt từ 1 đến 10 bàn.")]
    )
    group_size = IntegerField(
        "Số người mỗi lượt",
        [Optional(), NumberRange(1, 30, "Mỗi lượt từ 1 đến 30 người.")],
        description="Gặp riêng từng người thì gõ 1.",
    )
    opens_at = TimeField(
        "Đến muộn, bàn mở từ", [Optional()], format=TIMES, description="Đến đúng giờ thì để trống."
    )
    break_from = TimeField("Nghỉ từ", [Optional()], format=TIMES)
    break_to = TimeField("Nghỉ đến", [Optional()], format=TIMES)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    @property
    def is_yes(self) -> bool:
        """Tell whether the firm comes."""
        return bool(self.answer.data == YES)

    def validate_answer(self, field: Any) -> None:
        """Ask for the tables of a firm that comes."""
        if field.data == YES and not self.tables.data and not self.tables.errors:
            raise ValidationError("Doanh nghiệp đến thì hãy gõ số bàn ở ô dưới.")

    def validate_opens_at(self, field: Any) -> None:
        """Refuse an arrival outside the event."""
        if field.data and not self.event.starts_at <= field.data < self.event.ends_at:
            raise ValidationError("Giờ mở bàn phải trong giờ hội nghị.")

    def validate_break_from(self, field: Any) -> None:
        """Refuse a break without an end: an empty box below is not asked again."""
        if field.data and not self.break_to.data:
            raise ValidationError(HALF_BREAK)

    def validate_break_to(self, field: Any) -> None:
        """Refuse half a break, or one that ends before it begins."""
        begins = self.break_from.data
        if field.data and (begins is None or field.data <= begins):
            raise ValidationError(HALF_BREAK)

    def booking(self) -> Booking:
        """Return what the firm brings."""
        return Booking(
            tables=self.tables.data or 1,
            group_size=self.group_size.data or 1,
            opens_at=self.opens_at.data,
            break_from=self.break_from.data,
            break_to=self.break_to.data,
        )
