"""Forms of the rights desk."""

from typing import Any
from uuid import UUID

from wtforms import BooleanField, DateField, RadioField, SelectField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from models import RightKind, User
from portal.counselor.forms import DATES, not_in_future
from portal.forms import Form, clean_text
from portal.free_text import FreeText
from portal.labels import choices
from services.rights import Said

MOST = 1000


class AboutForm(Form):
    """A complaint may be about an officer, who then never reads it."""

    about = SelectField(
        "Phản ánh về cán bộ nào?", default="", description="Cán bộ đó không đọc được."
    )

    def __init__(self, officers: list[User], **options: Any) -> None:
        super().__init__(**options)
        self.officers = {str(user.id): user for user in officers}
        self.about.choices = {"": "Không phải về cán bộ", **self.names()}

    def names(self) -> dict[str, str]:
        """Return the officers by what stands for each in a list of choices."""
        return {key: user.full_name or user.login for key, user in self.officers.items()}

    def about_id(self) -> UUID | None:
        """Return whom it is about."""
        return UUID(self.about.data) if self.about.data else None


class RequestForm(AboutForm):
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

    def said(self) -> Said:
        """Return what was asked; only a complaint is about somebody."""
        kind = RightKind(self.kind.data)
        return Said(
            kind,
            self.detail.data or "",
            self.received_on.data,
            self.with_others.data,
            self.about_id() if kind == RightKind.COMPLAINT else None,
        )


class OutcomeForm(Form):
    """What came of a request, why it takes longer, or why it cannot be done."""

    words = FreeText("Kết quả", MOST, rows=2)


class ComplaintForm(AboutForm):
    """A complaint in one's own words."""

    detail = TextAreaField(
        "Anh/chị muốn phản ánh điều gì?",
        [InputRequired("Hãy ghi vài chữ."), Length(max=MOST)],
        filters=[clean_text],
        render_kw={"rows": 4},
    )
    save = SubmitField("Gửi phản ánh")

    def said(self) -> Said:
        """Return what was complained of."""
        return Said(RightKind.COMPLAINT, self.detail.data, about_id=self.about_id())
