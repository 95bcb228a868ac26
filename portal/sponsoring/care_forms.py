"""Forms of what follows an agreement: the monthly look, a task, a complaint."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, RadioField, SelectField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from models import CheckInAnswer, RightKind, TaskOwner, User, local_today
from portal.forms import clean_text
from portal.free_text import FreeLine
from portal.labels import choices
from portal.pledging.forms import DATES, NOT_YET, CheckedForm
from portal.rights.forms import AboutForm
from services import sponsorship_care
from services.rights import Said

ON_A_DAY = [InputRequired("Hãy ghi ngày.")]


class CheckInForm(CheckedForm):
    """What the person says of the help."""

    on = DateField("Ngày hỏi", ON_A_DAY, format=DATES, default=local_today)
    answer = RadioField(
        "Người được giúp nói thế nào",
        [InputRequired("Hãy chọn một câu trả lời.")],
        choices=choices(CheckInAnswer),
    )
    met_mentor = RadioField(
        "Tháng này có gặp người kèm cặp",
        choices={"yes": "Có", "no": "Không", "none": "Không có người kèm cặp"},
        default="none",
    )
    note = FreeLine("Ghi ngắn", sponsorship_care.MOST_TEXT)
    save = SubmitField("Lưu lần hỏi thăm")

    def problems(self) -> Mapping[str, str]:
        """Refuse a day that has not come."""
        is_late = self.on.data and self.on.data > local_today()
        return {"on": NOT_YET} if is_late else {}


class TaskForm(CheckedForm):
    """What is to be done, by whom, until when."""

    text = FreeLine("Việc cần làm", sponsorship_care.MOST_TEXT, ask="Hãy ghi việc cần làm.")
    owner = SelectField("Ai làm", choices=choices(TaskOwner))
    due_on = DateField("Trước ngày", ON_A_DAY, format=DATES)
    save = SubmitField("Thêm việc")

    def problems(self) -> Mapping[str, str]:
        """Refuse a day that is over."""
        is_past = self.due_on.data and self.due_on.data < local_today()
        return {"due_on": sponsorship_care.NOT_PAST} if is_past else {}


class ComplaintForm(AboutForm, CheckedForm):
    """What the person complains of, and who handles it."""

    text = TextAreaField(
        "Người được giúp phản ánh điều gì",
        [InputRequired("Hãy ghi điều được phản ánh."), Length(max=1000)],
        filters=[clean_text],
        description="Bên giúp không nhìn thấy phản ánh này.",
    )
    handler_id = SelectField("Ai giải quyết", [InputRequired("Hãy chọn cán bộ.")])
    save = SubmitField("Lưu phản ánh")

    def __init__(self, officers: list[User], **options: Any) -> None:
        super().__init__(officers, **options)
        self.handler_id.choices = {"": "Hãy chọn", **self.names()}

    def problems(self) -> Mapping[str, str]:
        """Refuse to let the one it is about handle it."""
        is_accused = self.about.data and self.about.data == self.handler_id.data
        return {"handler_id": sponsorship_care.NOT_THE_ACCUSED} if is_accused else {}

    def said(self) -> Said:
        """Return what was complained of."""
        return Said(RightKind.COMPLAINT, self.text.data, about_id=self.about_id())

    def handler(self) -> User:
        """Return who was chosen."""
        return self.officers[self.handler_id.data]
