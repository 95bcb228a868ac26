"""The fields of a person on file: what each is called, asked and refused for."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from matching.docs import MAX_KM
from models import Barrier, Education, Path, Shift, SponsorshipKind
from portal.counselor.forms import DATES, TickField, not_in_future
from portal.forms import FiniteField, Rows, TextField, Vietnamese, refuse_odd_days
from portal.free_text import FreeLine, FreeText
from portal.labels import choices
from portal.pledging.money import VndField

OLDEST, YOUNGEST = 1930, 14
LEVELS = {"basic": "Mới biết", "working": "Làm được", "skilled": "Thạo"}
NEEDS = {
    kind.value: label
    for kind, label in zip(SponsorshipKind, choices(SponsorshipKind).values(), strict=True)
    if kind != SponsorshipKind.JOB
}
PHONE = r"(?=(?:.*[0-9]){8})[0-9 +().-]{8,20}$"
BLANK_ROWS = 3
MOST_ROWS = 40


class Row(PlainForm):  # type: ignore[misc]
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


class SkillForm(Row):
    """One skill as it is called here."""

    name = FreeLine("Kỹ năng", 120)
    years = YearsField("Số năm", [Optional(), NumberRange(0, 60, "Số năm từ 0 đến 60.")])
    level = SelectField("Mức", choices=LEVELS, default="working")


class PersonFields:
    """Who the person is, what they can do, want and need."""

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
    address = FreeLine("Thôn, xóm, tổ dân phố", 200)
    phone = TextField(
        "Số điện thoại",
        [
            Optional(),
            Regexp(PHONE, message="Hãy gõ số điện thoại."),
        ],
    )
    contact_whose = FreeLine("Điện thoại của ai", 120, "Ví dụ: của anh trai.")
    contact_may_say = FreeLine("Được nói gì", 200, "Ví dụ: chỉ xưng tên, hẹn gọi lại.")
    contact_when = FreeLine("Gọi lúc nào", 120)
    reader_needed = BooleanField("Cần người đọc giúp hoặc phiên dịch")
    representative = FreeLine(
        "Người đại diện", 120, "Bắt buộc khi chưa đủ 16 tuổi: cha, mẹ, giám hộ."
    )
    representative_phone = TextField(
        "Số điện thoại người đại diện", [Optional(), Regexp(PHONE, message="Hãy gõ số điện thoại.")]
    )

    path = RadioField("Hướng đi", choices=choices(Path), default=Path.WORK.value)
    desired_work = FreeLine("Việc mong muốn", 300)
    summary = FreeText("Đã làm những việc gì", 3000, "Viết như anh chị vẫn kể cho nhau.", rows=4)
    skills = Rows(FormField(SkillForm), max_entries=MOST_ROWS)
    education = SelectField("Học vấn", choices={"": "Chưa rõ", **choices(Education)})
    licences = TickField("Bằng lái, chứng chỉ")
    wage_expected = VndField("Lương mong muốn mỗi tháng", [Optional()])
    max_distance_km = IntegerField("Đi làm xa nhất", [Optional(), NumberRange(0, MAX_KM)])
    has_vehicle = BooleanField("Có xe máy")
    shifts_ok = TickField("Làm được ca nào", choices=choices(Shift))
    needs_housing = BooleanField("Cần chỗ ở gần nơi làm")
    needs = TickField("Cần giúp gì", choices=NEEDS)
    barriers = TickField("Điều gì đang cản trở", choices=choices(Barrier))
    health_limits = FreeText("Điều cần tránh vì sức khỏe", 600, "Mỗi điều một dòng.")
    automatic_matching = BooleanField("Đồng ý để phần mềm gợi ý việc", default=True)
    is_mine = BooleanField("Tôi phụ trách hồ sơ này")
