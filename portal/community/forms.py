"""Forms of models and of the outreach log."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    SubmitField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from models import (
    Actor,
    CommunityModel,
    ModelKind,
    ModelLevel,
    ModelOffer,
    OutreachKind,
    local_today,
)
from portal.database import session
from portal.employer.places import PlacedForm
from portal.forms import Form, TextField
from portal.free_text import FreeLine, FreeText
from portal.labels import choices
from portal.pledging.forms import DATES, CheckedForm
from services import community_models
from services.community_models import Facts
from services.outreach import Line

MOST_PEOPLE = 100_000
MOST = 1_000_000


class ModelForm(PlacedForm, CheckedForm):
    name = TextField("Tên mô hình", [InputRequired("Hãy ghi tên mô hình."), Length(max=200)])
    level = RadioField(
        "Cấp",
        [InputRequired("Hãy chọn cấp.")],
        choices=choices(ModelLevel),
        default=ModelLevel.COMMUNE.value,
    )
    kind = SelectField(
        "Loại",
        [InputRequired("Hãy chọn loại.")],
        choices={"": "Hãy chọn"} | choices(ModelKind),
    )
    started_on = DateField("Ngày ra mắt", [InputRequired("Hãy ghi ngày ra mắt.")], format=DATES)
    ended_on = DateField("Ngày kết thúc", [Optional()], format=DATES)
    lead_body = TextField("Đơn vị chủ trì", [Length(max=200)])
    offers = SelectMultipleField(
        "Giúp được gì",
        choices=choices(ModelOffer),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    capacity = IntegerField(
        "Giúp được nhiều nhất",
        [Optional(), NumberRange(1, MOST_PEOPLE, "Hãy ghi từ 1 đến 100.000 người.")],
    )
    about = FreeText("Ghi chú", 500)
    save = SubmitField("Lưu mô hình")

    def facts(self) -> Facts:
        """Return what was typed; a box with a fault stands as what breaks no further rule."""
        return Facts(
            name=self.name.data or "",
            level=ModelLevel(self.level.data) if not self.level.errors else ModelLevel.COMMUNE,
            kind=ModelKind(self.kind.data) if not self.kind.errors else ModelKind.OTHER,
            commune_code=self.commune_code or "",
            started_on=self.started_on.data or local_today(),
            ended_on=self.ended_on.data,
            lead_body=self.lead_body.data or "",
            offers=sorted(self.offers.data or []),
            about=self.about.data or "",
            capacity=self.capacity.data,
        )

    def __init__(self, model: CommunityModel | None = None, **options: Any) -> None:
        super().__init__(obj=model, **options)
        self.model = model

    def problems(self) -> Mapping[str, str]:
        return community_models.problems(session, self.facts(), self.model)


class FirmForm(Form):
    employer_id = SelectField("Doanh nghiệp", [InputRequired("Hãy chọn doanh nghiệp.")])
    save = SubmitField("Thêm doanh nghiệp")


class MemberForm(CheckedForm):
    returnee_id = SelectField("Người lao động", [InputRequired("Hãy chọn một người.")])
    on = DateField(
        "Tham gia từ ngày", [InputRequired("Hãy ghi ngày.")], format=DATES, default=local_today
    )
    save = SubmitField("Thêm người")


class ActivityForm(PlacedForm, CheckedForm):
    kind = SelectField(
        "Hình thức",
        [InputRequired("Hãy chọn hình thức.")],
        choices={"": "Hãy chọn"} | choices(OutreachKind),
    )
    on = DateField("Ngày", [InputRequired("Hãy ghi ngày.")], format=DATES, default=local_today)
    quantity = IntegerField(
        "Số lượng",
        [InputRequired("Hãy ghi số lượng."), NumberRange(1, MOST, "Hãy ghi một số từ 1 trở lên.")],
    )
    people = IntegerField(
        "Số người dự",
        [Optional(), NumberRange(0, MOST, "Hãy ghi số người, ví dụ 40.")],
        description="Buổi tư vấn phải ghi số người.",
    )
    commune = TextField(
        "Xã, phường",
        [Optional(), Length(max=200)],
        description="Để trống nếu làm cho toàn tỉnh.",
    )
    lead_body = TextField("Đơn vị thực hiện", [Length(max=200)])
    note = FreeLine("Ghi chú")
    save = SubmitField("Lưu dòng này")

    def __init__(self, by: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by

    def line(self) -> Line:
        """Return what was typed; a box with a fault stands as what breaks no further rule."""
        kind = OutreachKind.BROADCAST if self.kind.errors else OutreachKind(self.kind.data)
        return Line(
            kind=kind,
            on=self.on.data or local_today(),
            quantity=self.quantity.data or 1,
            people=self.people.data,
            commune_code=self.commune_code,
            lead_body=self.lead_body.data or "",
            note=self.note.data or "",
        )

    def problems(self) -> Mapping[str, str]:
        return self.line().problems(self.by)
