"""Forms of the consultation event."""

from typing import Any

from flask import current_app
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    SubmitField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from models import DeviceKind, Employer, EventTable, TableKind, local_today
from portal.forms import Form, TextField
from portal.labels import choices
from services import places
from services.attendances import CODE_DIGITS, only_digits
from services.events import unfit_words
from services.returnees import name_sort_key

DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
TIMES = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H.%M", "%H"]
HALF_A_BREAK = "Hãy gõ cả giờ bắt đầu và giờ hết nghỉ, ví dụ 15:00 và 15:15."
NO_TIME = "Giờ chưa đúng. Hãy gõ như 13:30."
OLDEST, YOUNGEST = 1930, 15


def commune_choices() -> list[tuple[str, str]]:
    """Return the communes of this installation's province, by name."""
    province = current_app.config["SETTINGS"].default_province
    of_province = [c for c in places.communes().values() if c.province_code == province]
    of_province.sort(key=lambda commune: name_sort_key(commune.name)[::-1])
    return [("", "Chọn xã, phường"), *((c.code, c.full_name) for c in of_province)]


def fits_paper(_form: Form, field: Any) -> None:
    """Refuse words that no invitation carries."""
    if found := unfit_words(field.data or ""):
        raise ValidationError(
            f"Giấy mời không dùng chữ “{'”, “'.join(found)}”. Hãy chọn cách gọi khác."
        )


class EventForm(Form):
    name = TextField(
        "Tên hội nghị",
        [InputRequired("Hãy gõ tên hội nghị."), Length(max=160), fits_paper],
        description="Tên này in trên giấy mời, ví dụ Hội nghị tư vấn, giới thiệu việc làm.",
    )
    place = TextField("Địa điểm", [InputRequired("Hãy gõ địa điểm."), Length(max=200), fits_paper])
    commune_code = SelectField("Xã, phường", [InputRequired("Hãy chọn xã, phường.")])
    on = DateField("Ngày", [InputRequired("Hãy gõ ngày tổ chức.")], format=DATES)
    starts_at = TimeField("Bắt đầu", [InputRequired(NO_TIME)], format=TIMES)
    ends_at = TimeField("Kết thúc", [InputRequired(NO_TIME)], format=TIMES)
    slot_minutes = IntegerField(
        "Mỗi lượt trao đổi",
        [
            InputRequired("Hãy gõ số phút của một lượt."),
            NumberRange(5, 120, "Một lượt dài từ 5 đến 120 phút."),
        ],
        default=15,
    )
    max_talks = IntegerField(
        "Mỗi người gặp nhiều nhất",
        [
            InputRequired("Hãy gõ số bàn mỗi người gặp."),
            NumberRange(1, 9, "Mỗi người gặp từ 1 đến 9 bàn."),
        ],
        default=3,
    )
    expected = IntegerField(
        "Số người dự kiến đến",
        [Optional(), NumberRange(0, 5000, "Số người từ 0 đến 5000.")],
        description="Để biết mỗi người gặp được mấy bàn trước khi gửi giấy mời.",
    )
    review_by = DateField("Duyệt gợi ý xong trước ngày", [Optional()], format=DATES)
    contact_phone = TextField(
        "Số điện thoại hỗ trợ",
        [Optional(), Length(max=20)],
        description="In trên giấy mời và phiếu để người lao động gọi hỏi.",
    )
    save = SubmitField("Lưu hội nghị")

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        self.commune_code.choices = commune_choices()

    def validate_on(self, field: Any) -> None:
        """Refuse a past day for a new event."""
        if self.is_new and field.data and field.data < local_today():
            raise ValidationError("Ngày này đã qua. Hãy chọn ngày sắp tới.")

    def validate_ends_at(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_at.data and field.data <= self.starts_at.data:
            raise ValidationError("Giờ kết thúc phải sau giờ bắt đầu.")

    def validate_review_by(self, field: Any) -> None:
        """Refuse a deadline after the day itself."""
        if field.data and self.on.data and field.data > self.on.data:
            raise ValidationError("Ngày duyệt xong phải trước ngày hội nghị.")

    def details(self) -> dict[str, Any]:
        """Return the event's values."""
        values = {
            name: value
            for name, value in self.data.items()
            if name not in {"save", "once", "csrf_token"}
        }
        return values | {"expected": self.expected.data or 0}


class TableForm(Form):
    number = IntegerField(
        "Số bàn",
        [InputRequired("Hãy gõ số bàn."), NumberRange(1, 200, "Số bàn từ 1 đến 200.")],
    )
    kind = SelectField("Loại bàn", [InputRequired()], choices=choices(TableKind))
    employer_id = SelectField(
        "Doanh nghiệp", [Optional()], description="Chỉ chọn cho bàn tuyển dụng."
    )
    label = TextField(
        "Tên bàn",
        [Optional(), Length(max=80), fits_paper],
        description="Ví dụ Bàn tư vấn vay vốn (Ngân hàng Chính sách xã hội).",
    )
    group_size = IntegerField(
        "Số người mỗi lượt",
        [
            InputRequired("Hãy gõ số người mỗi lượt."),
            NumberRange(1, 30, "Mỗi lượt từ 1 đến 30 người."),
        ],
        default=1,
    )
    least = IntegerField(
        "Ít nhất",
        [
            InputRequired("Hãy gõ số người ít nhất của một lượt."),
            NumberRange(1, 30, "Mỗi lượt từ 1 đến 30 người."),
        ],
        default=1,
        description="Trao đổi theo nhóm cần từ mấy người trở lên. Gặp riêng thì gõ 1.",
    )
    opens_at = TimeField("Bàn mở từ", [Optional()], format=TIMES)
    closes_at = TimeField("Bàn đóng lúc", [Optional()], format=TIMES)
    break_from = TimeField("Nghỉ từ", [Optional()], format=TIMES)
    break_to = TimeField("Nghỉ đến", [Optional()], format=TIMES)
    save = SubmitField("Lưu bàn")

    def __init__(self, *args: Any, employers: list[Employer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: set[int] = set()
        self.employer_id.choices = [
            ("", "Không có"),
            *((str(employer.id), employer.name) for employer in employers),
        ]

    def validate_number(self, field: Any) -> None:
        """Two tables never share a number."""
        if field.data in self.taken:
            raise ValidationError("Số bàn này đã có. Hãy chọn số khác.")

    def validate_least(self, field: Any) -> None:
        """Refuse a group that could never be large enough."""
        if field.data and self.group_size.data and field.data > self.group_size.data:
            raise ValidationError("Số ít nhất không lớn hơn số người mỗi lượt.")

    def validate_closes_at(self, field: Any) -> None:
        """Refuse a table that closes before it opens."""
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError("Giờ đóng phải sau giờ mở.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Refuse half a break too, or one ending before it begins; an empty box has no check."""
        is_right: bool = super().validate(*args, **kwargs)
        begins, ends = self.break_from.data, self.break_to.data
        if (begins is None) != (ends is None) or (begins and ends and ends <= begins):
            self.break_to.errors = [*self.break_to.errors, HALF_A_BREAK]
            return False
        return is_right

    def validate_kind(self, field: Any) -> None:
        """Refuse a hiring table without a firm."""
        if field.data == TableKind.HIRING and not self.employer_id.data:
            raise ValidationError("Bàn tuyển dụng cần một doanh nghiệp. Hãy chọn ở ô dưới.")


class TalkTimeForm(Form):
    table_id = SelectField("Bàn", [InputRequired("Hãy chọn bàn.")])
    slot = SelectField("Giờ", [InputRequired("Hãy chọn giờ.")], coerce=int)
    save = SubmitField("Đổi lượt")


class PresenceForm(Form):
    comes_at = TimeField("Đến được từ", [Optional()], format=TIMES)
    leaves_at = TimeField("Phải về lúc", [Optional()], format=TIMES)
    no_photo = BooleanField("Không chụp ảnh người này")
    needs_transport = BooleanField("Cần xe đưa đón đến hội nghị")
    save = SubmitField("Lưu")

    def validate_leaves_at(self, field: Any) -> None:
        """Refuse leaving before coming."""
        if field.data and self.comes_at.data and field.data <= self.comes_at.data:
            raise ValidationError("Giờ về phải sau giờ đến.")

    def details(self) -> dict[str, Any]:
        """Return the values of an attendance."""
        names = ("comes_at", "leaves_at", "no_photo", "needs_transport")
        return {name: self[name].data for name in names}


class InviteForm(Form):
    communes = SelectMultipleField("Xã, phường", validate_choice=False)
    save = SubmitField("Mời những người đã đồng ý")

    def validate_communes(self, field: Any) -> None:
        """Refuse to invite nobody."""
        if not field.data:
            raise ValidationError("Hãy chọn ít nhất một xã, phường.")


class DeviceForm(Form):
    kind = SelectField("Loại máy", [InputRequired()], choices=choices(DeviceKind))
    label = TextField(
        "Tên máy",
        [InputRequired("Hãy đặt tên cho máy."), Length(max=60)],
        description="Ví dụ Máy tra cứu 1, cạnh cửa vào.",
    )
    table_id = SelectField("Bàn", [Optional()], description="Chỉ chọn cho máy bàn tuyển dụng.")
    save = SubmitField("Tạo mã ghép nối")

    def __init__(self, *args: Any, tables: list[EventTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table_id.choices = [
            ("", "Không có"),
            *((str(table.id), f"Bàn số {table.number}") for table in tables if table.employer),
        ]

    def validate_kind(self, field: Any) -> None:
        """Refuse a table's machine without its table."""
        if field.data == DeviceKind.TABLE and not self.table_id.data:
            raise ValidationError("Máy bàn tuyển dụng cần một bàn. Hãy chọn ở ô dưới.")


class SheetEntryForm(Form):
    code = TextField("Mã trên phiếu", [InputRequired("Hãy gõ mã trên phiếu.")])
    likes = TextField("Việc đánh dấu Thích", [Length(max=30)])
    call_backs = TextField("Việc đánh dấu Gọi lại cho tôi", [Length(max=30)])
    is_signed = BooleanField("Người lao động đã ký đồng ý")
    replace = BooleanField("Ghi đè phiếu đã nhập")
    save = SubmitField("Lưu phiếu")

    def validate_code(self, field: Any) -> None:
        """Refuse what cannot be a code."""
        if len(only_digits(field.data or "")) != CODE_DIGITS:
            raise ValidationError("Mã gồm 8 chữ số. Hãy xem lại phiếu.")


class CheckInForm(Form):
    who = TextField(
        "Mã hoặc tên",
        [InputRequired("Hãy gõ mã hoặc tên."), Length(max=200)],
        description="Gõ 8 chữ số, quét mã, hoặc gõ tên không cần dấu.",
    )
    save = SubmitField("Có mặt")


class WalkInForm(Form):
    full_name = TextField("Họ và tên", [InputRequired("Hãy gõ họ và tên."), Length(max=80)])
    birth_year = IntegerField("Năm sinh", [InputRequired("Hãy gõ năm sinh, 4 chữ số.")])
    commune_code = SelectField("Xã, phường đang ở", [InputRequired("Hãy chọn xã, phường.")])
    phone = TextField("Số điện thoại", [Optional(), Length(max=20)])
    agrees = BooleanField("Người lao động đồng ý để cán bộ tìm việc phù hợp")
    witness = TextField("Người chứng kiến", [Length(max=80)])
    save = SubmitField("Ghi tên và phát mã")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune_code.choices = commune_choices()

    def validate_birth_year(self, field: Any) -> None:
        """Refuse a year no worker was born in."""
        if field.data and not OLDEST <= field.data <= local_today().year - YOUNGEST:
            raise ValidationError("Năm sinh chưa đúng. Hãy gõ 4 chữ số, ví dụ 1990.")

    def validate_witness(self, field: Any) -> None:
        """Refuse a spoken yes without a witness."""
        if self.agrees.data and not field.data:
            raise ValidationError("Đồng ý bằng lời cần người chứng kiến. Hãy gõ tên người đó.")
