"""Forms of a firm's answers: an interview, the first day, "chưa phù hợp" with words apart."""

from datetime import UTC, date, datetime
from typing import Any

from wtforms import DateField, RadioField, SubmitField
from wtforms.validators import InputRequired, Length, ValidationError

from models import LOCAL_ZONE, Introduction, RefusalReason, local_today, utcnow
from portal.employer.fields import ClockField
from portal.forms import Form, TextField
from portal.free_text import WorkText
from portal.labels import words
from services import posting_rules
from services.introductions import MAX_WORDS, Invitation, Refusal

DATES = ["%d/%m/%Y", "%Y-%m-%d"]
# What a firm may say; the others are written by the product or by staff.
FIRM_REASONS = [
    reason
    for reason in RefusalReason
    if reason not in {RefusalReason.POSITION_CLOSED, RefusalReason.NO_ANSWER}
]


def interview_of(introduction: Introduction) -> dict[str, Any]:
    """Return the date that stands, so that moving it is not typing it again."""
    if introduction.interview_at is None:
        return {}
    local = introduction.interview_at.astimezone(LOCAL_ZONE)
    return {
        "on": local.date(),
        "at": local.time(),
        "place": introduction.interview_place,
        "ask_for": introduction.interview_ask_for,
        "papers": introduction.interview_papers,
    }


class InvitationForm(Form):
    """When and where an interview is, whom to ask for at the gate, what to bring."""

    on = DateField(
        "Ngày",
        [InputRequired("Hãy ghi ngày phỏng vấn.")],
        format=DATES,
        description="Ngày/tháng/năm, từ hôm nay.",
    )
    at = ClockField(
        "Giờ",
        [InputRequired("Hãy ghi giờ, ví dụ 8h30.")],
        description="Ví dụ 8h30 hoặc 13:30.",
    )
    place = TextField("Địa điểm, cổng nào", [InputRequired("Hãy ghi địa điểm."), Length(max=200)])
    ask_for = TextField(
        "Đến nơi gặp ai", [InputRequired("Hãy ghi đến nơi gặp ai."), Length(max=120)]
    )
    papers = TextField(
        "Giấy tờ mang theo", [Length(max=200)], description="Chỉ cần bản sao. Không giữ bản gốc."
    )
    save = SubmitField("Mời phỏng vấn")

    def validate_at(self, field: ClockField) -> None:
        """Refuse an hour that is over."""
        moment = self.moment()
        if moment is not None and moment <= utcnow():
            raise ValidationError("Giờ hẹn đã qua. Hãy ghi ngày, giờ sắp tới.")

    def validate_papers(self, field: TextField) -> None:
        """Refuse papers the law does not let a firm ask for."""
        for found in posting_rules.find([field.data or ""], local_today()):
            raise ValidationError(
                f"{found.rule.what_vi} là điều luật không cho ({found.rule.article}). Hãy bỏ đi."
            )

    def moment(self) -> datetime | None:
        """Return the moment in UTC, when day and hour were read."""
        if not self.on.data or not self.at.data:
            return None
        return datetime.combine(self.on.data, self.at.data, LOCAL_ZONE).astimezone(UTC)

    def invitation(self) -> Invitation:
        """Return what was filled in."""
        return Invitation(
            at=self.moment() or utcnow(),
            place=self.place.data,
            ask_for=self.ask_for.data or "",
            papers=self.papers.data or "",
        )


class RefusalForm(Form):
    """Why not, in a code, and words for two readers that never meet."""

    reason = RadioField(
        "Vì sao chưa phù hợp",
        [InputRequired("Hãy chọn một lý do.")],
        choices={reason.value: words(reason) for reason in FIRM_REASONS},
    )
    to_person = WorkText(
        "Lời nhắn cho người lao động",
        MAX_WORDS,
        "Người lao động đọc được. Để trống thì dùng câu có sẵn.",
    )
    to_counselor = WorkText(
        "Lời nhắn riêng cho cán bộ",
        MAX_WORDS,
        "Chỉ cán bộ tư vấn đọc. Người lao động không đọc được.",
    )
    preview = SubmitField("Xem trước")
    save = SubmitField("Ghi chưa phù hợp")

    def refusal(self) -> Refusal:
        """Return what was filled in."""
        return Refusal(
            RefusalReason(self.reason.data),
            to_person=self.to_person.data or "",
            to_counselor=self.to_counselor.data or "",
        )


class AgreedDayForm(Form):
    """The first day agreed with a person who is taken on."""

    starts_on = DateField(
        "Ngày hẹn đi làm",
        [InputRequired("Hãy ghi ngày hẹn đi làm.")],
        format=DATES,
        description="Ngày/tháng/năm, từ hôm nay.",
    )
    save = SubmitField("Ghi ngày hẹn")

    def validate_starts_on(self, field: DateField) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < local_today():
            raise ValidationError("Ngày này đã qua. Hãy ghi ngày sắp tới.")

    def day(self) -> date:
        """Return the day."""
        day: date = self.starts_on.data
        return day


class CameForm(Form):
    """The first day somebody really came."""

    first_day = DateField(
        "Ngày đầu đi làm",
        [InputRequired("Hãy ghi ngày đầu đi làm.")],
        format=DATES,
        default=local_today,
    )
    save = SubmitField("Đã đi làm")

    def validate_first_day(self, field: DateField) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > local_today():
            raise ValidationError("Ngày này chưa đến. Hãy ghi khi người lao động đã đi làm.")
