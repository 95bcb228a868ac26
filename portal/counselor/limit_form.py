"""Limits that must be kept: status, barred occupations, where a person may be, as one form."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    SelectField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, Regexp, ValidationError

from models import ReturnBasis
from portal.counselor.forms import DATES
from portal.counselor.person_fields import MOST_ROWS, Row
from portal.counselor.reach import default_province
from portal.forms import Form, Rows, TextField, clean_text
from portal.labels import choices
from services import addresses

RESIDENCE = {
    "": "Chưa ghi",
    "none": "Đã kiểm tra, không bị hạn chế",
    "conditional": "Tha trước thời hạn có điều kiện",
    "community": "Chấp hành tại cộng đồng",
    "supervised": "Quản chế",
    "ban": "Cấm cư trú",
}


class BanForm(Row):
    """One barred occupation."""

    isco_prefix = TextField(
        "Mã nghề", [Optional(), Regexp(r"[0-9]{1,4}$", message="Mã nghề là 1 đến 4 chữ số.")]
    )
    until = DateField("Đến ngày", [Optional()], format=DATES)


def read_communes(typed: str | None) -> list[str]:
    """Return the codes of communes typed one a line, or say which line is doubtful."""
    found = []
    for each in filter(None, map(str.strip, (typed or "").splitlines())):
        place = addresses.resolve(each, default_province=default_province())
        if place.commune_code is None:
            raise ValidationError(f"“{each}”: {place.problem}")
        found.append(place.commune_code)
    return found


class LimitFields:
    """Status and limits: what an officer of either hat may write."""

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

    permitted: list[str]

    def validate_residence_places(self, field: Any) -> None:
        """Find the communes that are typed, or say which line is doubtful."""
        self.permitted = read_communes(field.data)


class LimitsForm(LimitFields, Form):
    """Status and limits alone."""

    version = HiddenField()
    save = SubmitField("Lưu giới hạn")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permitted = []
