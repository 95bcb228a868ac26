"""Forms with which staff keep firms and record for them."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from models import CallSource, ClosingReason, Employer, EmployerKind, local_today
from portal.database import session
from portal.employer.forms import DATES, PositionForm
from portal.employer.places import PlacedForm
from portal.forms import Form, TextField, clean_text
from portal.labels import choices
from portal.pledging.forms import CheckedForm
from portal.said import SaidForm
from services import firm_calls, tax_codes
from services.employers import EmployerFacts
from services.firm_calls import Call
from services.workbooks.identity import parse_phone

MAX_WORKERS = 500_000


class EmployerForm(PlacedForm):
    kind = RadioField(
        "Loại hình",
        [InputRequired("Hãy chọn loại hình.")],
        choices=choices(EmployerKind),
        default=EmployerKind.COMPANY.value,
    )
    name = TextField("Tên doanh nghiệp", [InputRequired("Hãy ghi tên."), Length(max=200)])
    tax_code = TextField(
        "Mã số thuế",
        [Optional(), Length(max=30)],
        description="10 hoặc 13 số. Hộ kinh doanh: 12 số của chủ hộ.",
    )
    address = TextField("Số nhà, đường, thôn, khu công nghiệp", [Length(max=200)])
    contact_name = TextField("Người liên hệ", [Length(max=120)])
    contact_phone = TextField("Số điện thoại", [Optional(), Length(max=60)])
    contact_email = TextField(
        "Thư điện tử",
        [
            Optional(),
            Length(max=120),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message="Hãy ghi địa chỉ như ten@vidu.vn."),
        ],
    )
    industry = TextField("Ngành nghề", [Length(max=80)])
    workers_total = IntegerField("Số lao động hiện có", [Optional(), NumberRange(1, MAX_WORKERS)])
    about = TextAreaField(
        "Giới thiệu ngắn", [Length(max=1000)], filters=[clean_text], render_kw={"rows": 3}
    )
    save = SubmitField("Lưu")

    def validate_tax_code(self, field: TextField) -> None:
        kind = EmployerKind(self.kind.data) if self.kind.data in set(EmployerKind) else None
        wrong = tax_codes.problem(tax_codes.compact(field.data), kind or EmployerKind.COMPANY)
        if wrong:
            raise ValidationError(wrong)

    def validate_contact_phone(self, field: TextField) -> None:
        parsed = parse_phone(field.data)
        if parsed.value is None:
            raise ValidationError(parsed.problem or "Hãy ghi đủ 10 số, bắt đầu bằng 0.")

    def facts(self) -> EmployerFacts:
        """Return what was filled in."""
        phone: Any = parse_phone(self.contact_phone.data or "").value
        return EmployerFacts(
            kind=EmployerKind(self.kind.data),
            name=self.name.data,
            tax_code=tax_codes.compact(self.tax_code.data or "") or None,
            commune_code=self.commune_code,
            address=self.address.data or "",
            industry=self.industry.data or "",
            about=self.about.data or "",
            workers_total=self.workers_total.data,
            contact_name=self.contact_name.data or "",
            contact_phone=phone or "",
            contact_email=self.contact_email.data or "",
        )


class CallForm(CheckedForm):
    """Which number of the firm was called, and where it was found."""

    source = RadioField(
        "Số lấy ở đâu", [InputRequired("Hãy chọn nơi lấy số.")], choices=choices(CallSource)
    )
    number = TextField(
        "Số đã gọi",
        [Length(max=60)],
        description="Để trống khi đến tận nơi, hoặc khi gọi số cán bộ đã ghi từ trước.",
    )
    save = SubmitField("Ghi cuộc gọi")

    def __init__(self, employer: Employer, **options: Any) -> None:
        super().__init__(**options)
        self.employer = employer

    def call(self) -> Call:
        """Return what was filled in."""
        return Call(CallSource(self.source.data), self.number.data or "")

    def problems(self) -> Mapping[str, str]:
        """Refuse a number that the claimant brought along."""
        if self.source.data not in set(CallSource):
            return {}
        return firm_calls.problems(session, self.employer, self.call())


class ReasonForm(Form):
    reason = TextAreaField(
        "Lý do",
        [InputRequired("Hãy ghi lý do."), Length(max=200)],
        filters=[clean_text],
        render_kw={"rows": 3},
    )
    save = SubmitField("Ghi")


class SignedPaperForm(Form):
    signed_by = TextField(
        "Người ký, chức vụ", [InputRequired("Hãy ghi người ký."), Length(max=120)]
    )
    on = DateField(
        "Ngày ký", [InputRequired("Hãy ghi ngày ký.")], format=DATES, default=local_today
    )
    save = SubmitField("Ghi cam kết đã ký")

    def validate_on(self, field: DateField) -> None:
        if field.data and field.data > local_today():
            raise ValidationError("Ngày ký chưa đến. Hãy ghi lại ngày.")


class StaffPositionForm(SaidForm, PositionForm):
    """A posting recorded for a firm: who said it comes first."""


class ConfirmForm(SaidForm):
    save = SubmitField("Ghi lời xác nhận")


class SendBackForm(Form):
    note = TextAreaField(
        "Chỗ cần sửa",
        [InputRequired("Hãy ghi chỗ cần sửa."), Length(max=500)],
        filters=[clean_text],
        description="Doanh nghiệp đọc nguyên văn câu này.",
        render_kw={"rows": 4},
    )
    save = SubmitField("Trả lại để sửa")


class PublishForm(Form):
    lawful_reason = TextField(
        "Lý do hợp pháp của điều kiện trên",
        [Length(max=200)],
        description="Ví dụ: nghề nặng nhọc theo danh mục của Bộ. Không có thì trả lại tin.",
    )
    save = SubmitField("Duyệt đăng")


class MoveForm(SaidForm):
    save = SubmitField("Ghi")


class CloseForm(SaidForm):
    reason = RadioField(
        "Lý do đóng tin",
        [InputRequired("Hãy chọn lý do đóng tin.")],
        choices=choices(ClosingReason),
    )
    save = SubmitField("Đóng tin")
