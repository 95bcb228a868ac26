"""Forms of a firm: a posting on one page, the agreement, answers to introductions."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matching import vocab
from models import (
    Contract,
    Education,
    PositionKind,
    Shift,
    local_today,
)
from portal.employer.fields import (
    HeadcountField,
    NamesField,
    TypedField,
    WageField,
    YearsField,
)
from portal.employer.places import PlacedForm, commune_box
from portal.forms import Form, TextField, clean_text
from portal.labels import choices
from services import wage_floor

MAX_TEXT = 4_000
DATES = ["%d/%m/%Y", "%Y-%m-%d"]
NOT_ASKED = {"": "Không yêu cầu"}
LICENCES = {code: licence.name_vi for code, licence in vocab.load().licences.items()}


def _optional_education(value: str) -> Education | None:
    return Education(value) if value else None


# Column -> how its value is made of the field's; `commune_code` comes from the commune's text.
COLUMNS: Mapping[str, Callable[[Any], Any]] = {
    "kind": PositionKind,
    "title": str,
    "description": str,
    "address": str,
    "wage_min": lambda value: value,
    "wage_max": lambda value: value,
    "headcount": int,
    "shift": Shift,
    "contract": Contract,
    "housing": bool,
    "shuttle": bool,
    "meals": bool,
    "training_provided": bool,
    "min_education": _optional_education,
    "min_experience_years": lambda value: value or 0.0,
    "licences": list,
    "required_skills": lambda value: value or [],
    "preferred_skills": lambda value: value or [],
    "deadline": lambda value: value,
}
# What a draft's column holds while the box cannot be read; the text itself is kept as typed.
BLANK: Mapping[str, Any] = {
    "title": "",
    "description": "",
    "address": "",
    "wage_min": None,
    "wage_max": None,
    "headcount": 1,
    "min_experience_years": 0.0,
    "licences": [],
    "required_skills": [],
    "preferred_skills": [],
    "deadline": None,
}


class PositionForm(PlacedForm):
    kind = RadioField(
        "Loại tin",
        [InputRequired("Hãy chọn loại tin.")],
        choices=choices(PositionKind),
        default=PositionKind.JOB.value,
    )
    title = TextField(
        "Tên công việc",
        [InputRequired("Hãy ghi tên công việc."), Length(max=160)],
        description="Ví dụ: Công nhân may, Thợ hàn, Phụ bếp.",
    )
    headcount = HeadcountField("Cần mấy người", [InputRequired("Hãy ghi số người.")])
    wage_min = WageField(
        "Lương tháng, từ", [Optional()], description="7,5 triệu hoặc 7.500.000. Trống: thỏa thuận."
    )
    wage_max = WageField("Đến", [Optional()])
    commune = commune_box()
    address = TextField("Số nhà, đường, thôn, khu công nghiệp", [Length(max=200)])
    shift = SelectField("Giờ làm", [InputRequired("Hãy chọn giờ làm.")], choices=choices(Shift))
    contract = SelectField(
        "Thời hạn việc",
        [InputRequired("Hãy chọn thời hạn.")],
        choices=choices(Contract),
        default=Contract.FIXED_TERM.value,
    )
    description = TextAreaField(
        "Công việc cụ thể",
        [InputRequired("Hãy ghi công việc cụ thể."), Length(max=MAX_TEXT)],
        filters=[clean_text],
        description="Làm gì, giờ nào, được gì. Dán nguyên tin có sẵn cũng được.",
    )
    required_skills = NamesField(
        "Tay nghề cần có", [Optional()], description="Cách nhau bằng dấu phẩy. Ví dụ: may, vắt sổ."
    )
    preferred_skills = NamesField("Biết thêm thì tốt", [Optional()])
    training_provided = BooleanField("Nhận người chưa biết việc, có dạy")
    housing = BooleanField("Có chỗ ở")
    shuttle = BooleanField("Có xe đưa đón")
    meals = BooleanField("Có ăn ca")
    min_education = SelectField(
        "Học vấn thấp nhất", choices={**NOT_ASKED, **choices(Education)}, default=""
    )
    min_experience_years = YearsField("Số năm kinh nghiệm", [Optional()])
    licences = SelectMultipleField(
        "Bằng lái, chứng chỉ bắt buộc",
        description="Lớp học nghề: đánh dấu bằng, chứng chỉ lớp cấp.",
        choices=LICENCES,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    deadline = DateField(
        "Nhận đến hết ngày",
        [Optional()],
        format=DATES,
        description="Ngày/tháng/năm. Trống: tin đăng 60 ngày.",
    )
    version = HiddenField()
    save_draft = SubmitField("Lưu nháp")
    submit = SubmitField("Gửi duyệt")

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return self._wages_fit() and is_valid

    def validate_deadline(self, field: DateField) -> None:
        if field.data and field.data < local_today():
            raise ValidationError("Ngày này đã qua. Hãy ghi ngày sắp tới.")

    def _wages_fit(self) -> bool:
        if self.wage_min.errors or self.wage_max.errors:
            return False
        low, high = self.wage_min.data, self.wage_max.data
        if low and high and low > high:
            return _blame(self.wage_max, "Mức này thấp hơn mức bắt đầu. Hãy ghi lại.")
        kind = PositionKind(self.kind.data) if not self.kind.errors else PositionKind.JOB
        below = wage_floor.problem(kind, self.commune_code, low, high, local_today())
        return _blame(self.wage_min if low else self.wage_max, below) if below else True

    def facts(self) -> dict[str, Any]:
        """Return what could be read, by column; a box that could not is blank."""
        read = {
            name: make(self[name].data) for name, make in COLUMNS.items() if not self[name].errors
        }
        blank = {name: value for name, value in BLANK.items() if self[name].errors}
        return {**read, **blank, "commune_code": self.commune_code}

    def unread(self) -> dict[str, list[str]]:
        """Return what was typed into the boxes that could not be read."""
        return {f.name: [v[:MAX_TEXT] for v in f.raw_data or []] for f in self if f.errors}

    def refill(self, typed: Mapping[str, list[str]]) -> None:
        """Show a draft's unread boxes as they were typed."""
        for field in self:
            raw = typed.get(field.name)
            if raw and isinstance(field, TypedField | DateField):
                field.raw_data = raw
            elif raw and isinstance(field, StringField):
                field.data = raw[0]


def _blame(field: Any, sentence: str) -> bool:
    field.errors = [*field.errors, sentence]
    return False


class AgreementForm(Form):
    signed_by = TextField(
        "Họ tên và chức vụ người đồng ý", [InputRequired("Hãy ghi họ tên."), Length(max=120)]
    )
    is_agreed = BooleanField(
        "Tôi đã đọc và đồng ý với các điều trên",
        [InputRequired("Hãy đánh dấu nếu đồng ý.")],
    )
    save = SubmitField("Đồng ý cam kết")
