"""The case file as a form: the person, and the limits to keep."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import SubmitField

from matching import vocab
from models import local_today
from portal.counselor.limit_form import LimitFields
from portal.counselor.person_fields import OLDEST, YOUNGEST, PersonFields
from portal.forms import Form
from portal.free_text import FreeText


class CaseForm(PersonFields, LimitFields, Form):
    """Everything on file of a person."""

    notes = FreeText("Ghi chú của cán bộ", 3000, "Chỉ cán bộ tư vấn đọc được.", rows=4)
    save = SubmitField("Lưu hồ sơ")

    def __init__(
        self, *args: Any, communes: dict[str, str], held: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.commune_code.choices = {"": "Chọn xã, phường", **communes}
        known = {code: licence.name_vi for code, licence in vocab.load().licences.items()}
        self.licences.choices = {**{code: code for code in held}, **known}
        self.permitted: list[str] = []

    def leave_out_limits(self) -> None:
        """Drop every field of status and limits, for whom they are no longer to be read."""
        for name in [name for name in vars(LimitFields) if name in self]:
            del self[name]

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

    def year(self) -> int | None:
        """Return the year of birth, from the day where it is known."""
        born: date | None = self.birth_date.data
        typed: int | None = self.birth_year.data
        return born.year if born else typed
