"""Forms of introducing: the person's yes, answers a firm gave by phone, the first day."""

from wtforms import DateField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from models import AfterRefusal, ConsentHow, RefusalReason, local_today
from portal.employer.introduction_forms import DATES, InvitationForm
from portal.forms import Form, TextField
from portal.free_text import WorkText
from portal.labels import choices
from portal.said import SaidForm
from services.firm_consents import Yes
from services.introductions import MAX_WORDS, Refusal
from services.sharing import NEEDS_WITNESS

NO_STEP = {"": "Chưa chọn"}


def _not_ahead(day: DateField, sentence: str) -> None:
    if day.data and day.data > local_today():
        raise ValidationError(sentence)


class YesForm(Form):
    how = RadioField(
        "Người lao động đồng ý bằng cách nào",
        [InputRequired("Hãy chọn cách người lao động đồng ý.")],
        choices=choices(ConsentHow),
    )
    given_on = DateField(
        "Ngày đồng ý", [InputRequired("Hãy ghi ngày.")], format=DATES, default=local_today
    )
    witness = TextField(
        "Người chứng kiến", [Length(max=120)], description="Cần khi đồng ý bằng lời nói."
    )
    save = SubmitField("Ghi đồng ý và giới thiệu")

    def validate_given_on(self, field: DateField) -> None:
        _not_ahead(field, "Ngày đồng ý chưa đến. Hãy ghi lại ngày.")

    def validate_witness(self, field: TextField) -> None:
        if self.how.data == ConsentHow.SPOKEN and not field.data:
            raise ValidationError(NEEDS_WITNESS)

    def yes(self) -> Yes:
        """Return what was filled in."""
        return Yes(ConsentHow(self.how.data), self.given_on.data, self.witness.data or "")


class AnswerForm(SaidForm):
    save = SubmitField("Ghi trả lời")


class HireForm(AnswerForm):
    """A hire by phone, with the first day if one was agreed."""

    starts_on = DateField("Ngày hẹn đi làm", [Optional()], format=DATES)


class PhonedInvitationForm(SaidForm, InvitationForm):
    """An interview a firm set by phone."""


class PhonedRefusalForm(SaidForm):
    reason = RadioField(
        "Vì sao chưa phù hợp",
        [InputRequired("Hãy chọn một lý do.")],
        choices=choices(RefusalReason),
    )
    to_person = WorkText(
        "Lời nhắn cho người lao động", MAX_WORDS, "Để trống thì dùng câu có sẵn theo lý do."
    )
    to_counselor = WorkText("Lời nhắn riêng cho cán bộ", MAX_WORDS)
    next_step = SelectField(
        "Việc tiếp theo", choices={**NO_STEP, **choices(AfterRefusal)}, default=""
    )
    save = SubmitField("Ghi chưa phù hợp")

    def refusal(self) -> Refusal:
        """Return what was filled in."""
        step = AfterRefusal(self.next_step.data) if self.next_step.data else None
        return Refusal(
            RefusalReason(self.reason.data),
            to_person=self.to_person.data or "",
            to_counselor=self.to_counselor.data or "",
            next_step=step,
        )


class CloseForm(Form):
    reason = RadioField(
        "Vì sao khép lại",
        [InputRequired("Hãy chọn một lý do.")],
        choices=choices(RefusalReason),
    )
    save = SubmitField("Khép lại")


class FirstDayForm(SaidForm):
    first_day = DateField(
        "Ngày đầu đi làm",
        [InputRequired("Hãy ghi ngày đầu đi làm.")],
        format=DATES,
        default=local_today,
    )
    save = SubmitField("Ghi ngày đầu đi làm")

    def validate_first_day(self, field: DateField) -> None:
        _not_ahead(field, "Ngày đầu đi làm chưa đến. Hãy ghi khi đã đi làm.")


class WithdrawForm(Form):
    on = DateField(
        "Ngày rút lời đồng ý", [InputRequired("Hãy ghi ngày.")], format=DATES, default=local_today
    )
    save = SubmitField("Rút lời đồng ý")

    def validate_on(self, field: DateField) -> None:
        _not_ahead(field, "Ngày này chưa đến. Hãy ghi lại ngày.")


class NextStepForm(Form):
    next_step = SelectField(
        "Việc tiếp theo cho người lao động",
        [InputRequired("Hãy chọn việc tiếp theo.")],
        choices=choices(AfterRefusal),
    )
    save = SubmitField("Ghi việc tiếp theo")
