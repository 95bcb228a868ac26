"""The case file as a form: what each field is called, asked and refused for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SubmitField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from matching import vocab
from matching.docs import MAX_KM
from models import Education, Path, ReturnBasis, Shift, SponsorshipKind, local_today
from portal.counselor.forms import DATES, TickField, not_in_future
from portal.counselor.reach import default_province
from portal.forms import FiniteField, Form, Rows, TextField, Vietnamese, clean_text, refuse_odd_days
from portal.labels import choices
from portal.pledging.money import VndField
from services import addresses
from services.workbooks.offence import speaks_of_offence

OLDEST, YOUNGEST = 1930, 14
LEVELS = {"basic": "Mới biết", "working": "Làm được", "skilled": "Thạo"}
RESIDENCE = {
    "": "Chưa ghi",
    "none": "Đã kiểm tra, không bị hạn chế",
    "conditional": "Tha trước thời hạn có điều kiện",
    "community": "Chấp hành tại cộng đồng",
    "supervised": "Quản chế",
    "ban": "Cấm cư trú",
}
NEEDS = {
    kind.value: label
    for kind, label in zip(SponsorshipKind, choices(SponsorshipKind).values(), strict=True)
    if kind != SponsorshipKind.JOB
}
OFFENCE = "Hồ sơ không ghi chuyện vi phạm, hình phạt. Hãy bỏ phần đó."
BLANK_ROWS = 3
MOST_ROWS = 40


def no_offence(_form: Any, field: Any) -> None:
    """Refuse what speaks of an offence: it is never stored."""
    if field.data and speaks_of_offence(field.data):
        raise ValidationError(OFFENCE)


def free_text(label: str, most: int, description: str = "", rows: int = 3) -> TextAreaField:
    """Declare a longer text that never speaks of an offence."""
    return TextAreaField(
        label,
        [Length(max=most), no_offence],
        filters=[clean_text],
        description=description,
        render_kw={"rows": rows},
    )


def line(label: str, most: int, description: str = "") -> TextField:
    """Declare one line that never speaks of an offence."""
    return TextField(label, [Length(max=most), no_offence], description=description)


class _Row(PlainForm):  # type: ignore[misc]
    """Part of a larger form: no token of its own."""

    def process(self, *args: Any, **options: Any) -> None:
        """Read what was posted, days as every form does."""
        super().process(*args, **options)
        refuse_odd_days(self)

    class Meta:
        """Use our own catalogue."""

        def get_translations(self, _form: Any) -> Vietnamese:
            """Return the catalogue."""
            return Vietnamese()


class YearsField(FiniteField):
    """Years with a comma or a point: 2,5."""

    def _value(self) -> str:
        if self.raw_data or self.data is None:
            return super()._value() if self.raw_data else ""
        return f"{self.data:g}".replace(".", ",")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a comma as the point it means."""
        super().process_formdata([value.replace(",", ".") for value in valuelist])


class SkillForm(_Row):
    """One skill as it is called here."""

    name = line("Kỹ năng", 120)
    years = YearsField("Số năm", [Optional(), NumberRange(0, 60, "Số năm từ 0 đến 60.")])
    level = SelectField("Mức", choices=LEVELS, default="working")


class BanForm(_Row):
    """One barred occupation."""

    isco_prefix = TextField(
        "Mã nghề", [Optional(), Regexp(r"[0-9]{1,4}$", message="Mã nghề là 1 đến 4 chữ số.")]
    )
    until = DateField("Đến ngày", [Optional()], format=DATES)


class CaseForm(Form):
    """Everything on file of a person."""

    version = HiddenField()
    same_person_seen = HiddenField()
    full_name = TextField("Họ và tên", [InputRequired("Hãy gõ họ và tên."), Length(max=120)])
    birth_date = DateField("Ngày sinh", [Optional(), not_in_future], format=DATES)
    birth_year = IntegerField(
        "Năm sinh", [Optional()], description="Chỉ cần khi không biết ngày sinh."
    )
    national_id = TextField(
        "Số căn cước", [Optional(), Regexp(r"[0-9]{12}$", message="Số căn cước có 12 chữ số.")]
    )
    commune_code = SelectField("Xã, phường", [InputRequired("Hãy chọn xã, phường.")])
    address = line("Thôn, xóm, tổ dân phố", 200)
    phone = TextField(
        "Số điện thoại",
        [
            Optional(),
            Regexp(r"(?=(?:.*[0-9]){8})[0-9 +().-]{8,20}$", message="Hãy gõ số điện thoại."),
        ],
    )
    contact_whose = line("Điện thoại của ai", 120, "Ví dụ: của anh trai.")
    contact_may_say = line("Được nói gì", 200, "Ví dụ: chỉ xưng tên, hẹn gọi lại.")
    contact_when = line("Gọi lúc nào", 120)
    reader_needed = BooleanField("Cần người đọc giúp hoặc phiên dịch")

    path = RadioField("Hướng đi", choices=choices(Path), default=Path.WORK.value)
    desired_work = line("Việc mong muốn", 300)
    summary = free_text("Đã làm những việc gì", 3000, "Viết như anh chị vẫn kể cho nhau.", 4)
    skills = Rows(FormField(SkillForm), max_entries=MOST_ROWS)
    education = SelectField("Học vấn", choices={"": "Chưa rõ", **choices(Education)})
    licences = TickField("Bằng lái, chứng chỉ")
    wage_expected = VndField("Lương mong muốn mỗi tháng", [Optional()])
    max_distance_km = IntegerField("Đi làm xa nhất", [Optional(), NumberRange(0, MAX_KM)])
    has_vehicle = BooleanField("Có xe máy")
    shifts_ok = TickField("Làm được ca nào", choices=choices(Shift))
    needs_housing = BooleanField("Cần chỗ ở gần nơi làm")
    needs = TickField("Cần giúp gì", choices=NEEDS)
    health_limits = free_text("Điều cần tránh vì sức khỏe", 600, "Mỗi điều một dòng.")
    automatic_matching = BooleanField("Đồng ý để phần mềm gợi ý việc", default=True)
    is_mine = BooleanField("Tôi phụ trách hồ sơ này")

    return_date = DateField("Ngày về địa phương", [Optional()], format=DATES)
    return_basis = SelectField("Diện", choices={"": "Chưa rõ", **choices(ReturnBasis)})
    bans = Rows(FormField(BanForm), max_entries=MOST_ROWS)
    residence_kind = SelectField("Hạn chế đi lại, cư trú", choices=RESIDENCE)
    residence_known = BooleanField("Đã biết rõ nơi được đi", default=True)
    residence_until = DateField("Hạn chế đến ngày", [Optional()], format=DATES)
    residence_places = TextAreaField(
        "Xã, phường khác được đến",
        [Length(max=2000)],
        filters=[clean_text],
        description="Mỗi xã, phường một dòng. Xã nhà không cần ghi.",
        render_kw={"rows": 3},
    )
    notes = free_text("Ghi chú của cán bộ", 3000, "Chỉ cán bộ tư vấn đọc được.", 4)
    save = SubmitField("Lưu hồ sơ")

    def __init__(
        self, *args: Any, communes: dict[str, str], held: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.commune_code.choices = {"": "Chọn xã, phường", **communes}
        known = {code: licence.name_vi for code, licence in vocab.load().licences.items()}
        self.licences.choices = {**{code: code for code in held}, **known}
        self.permitted: list[str] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a birth year where no day is known, beside every field's own rules."""
        is_valid: bool = super().validate(extra_validators)
        if self.birth_date.errors or self.birth_year.errors or not (said := self._year_problem()):
            return is_valid
        self.birth_year.process_errors, self.birth_year.errors = (), [said]
        return False

    def _year_problem(self) -> str:
        year = self.year()
        if year is None:
            return "Hãy gõ ngày sinh hoặc năm sinh."
        fits = OLDEST <= year <= local_today().year - YOUNGEST
        return "" if fits else "Năm sinh chưa đúng. Hãy kiểm tra lại."

    def validate_residence_places(self, field: Any) -> None:
        """Find the communes that are typed, or say which line is doubtful."""
        for typed in filter(None, map(str.strip, (field.data or "").splitlines())):
            found = addresses.resolve(typed, default_province=default_province())
            if found.commune_code is None:
                raise ValidationError(f"“{typed}”: {found.problem}")
            self.permitted.append(found.commune_code)

    def year(self) -> int | None:
        """Return the year of birth, from the day where it is known."""
        born: date | None = self.birth_date.data
        typed: int | None = self.birth_year.data
        return born.year if born else typed
