"""Forms of pledging."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, IntegerField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from models import MoneyType, SponsorshipKind, local_today
from portal.employer.fields import HeadcountField
from portal.forms import Form, TextField
from portal.free_text import WorkText
from portal.labels import choices
from portal.pledging.money import VndField
from services.pledges import Terms

DATES = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
MONEY_TYPES = {"": "Không phải tiền, dụng cụ"} | choices(MoneyType)
NOT_YET = "Hãy ghi ngày không sau hôm nay."


class CheckedForm(Form):
    """A form whose service has rules of its own: their sentences stand at the fields."""

    def problems(self) -> Mapping[str, str]:
        """Return what the rules refuse, by field."""
        return {}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field and every rule, so that all faults are shown at once."""
        super().validate(extra_validators)
        for name, sentence in self.problems().items():
            if not self[name].errors:
                self[name].errors = [sentence]
        return not self.errors


class PledgeForm(CheckedForm):
    kind = SelectField(
        "Giúp đỡ bằng",
        [InputRequired("Hãy chọn một loại giúp đỡ.")],
        choices={"": "Hãy chọn"} | choices(SponsorshipKind),
    )
    sponsor_name = TextField(
        "Người đỡ đầu",
        [Length(max=120)],
        description="Ghi khi một người trong doanh nghiệp giúp. Trống: doanh nghiệp giúp.",
    )
    trade = TextField("Nghề dạy", [Length(max=80)], description="Chỉ ghi khi dạy nghề.")
    hours = IntegerField(
        "Số giờ dạy cho một người",
        [Optional(), NumberRange(1, 3000, "Hãy ghi từ 1 đến 3000 giờ.")],
        widget=TextInput(),
    )
    quantity = HeadcountField(
        "Giúp được mấy người",
        [Optional(), NumberRange(1, 1000, "Hãy ghi từ 1 đến 1000 người.")],
    )
    amount_vnd = VndField(
        "Tổng số tiền",
        [Optional()],
        description="Ví dụ 12.000.000 hoặc 12 triệu. Để trống nếu không góp tiền.",
    )
    money_type = SelectField(
        "Tiền, dụng cụ được đưa thế nào",
        [Optional()],
        choices=MONEY_TYPES,
        description="Chỉ chọn khi giúp bằng tiền, vốn, dụng cụ. Không bao giờ tính lãi.",
    )
    until = DateField(
        "Giúp đến ngày",
        [InputRequired("Hãy ghi ngày cuối cùng.")],
        format=DATES,
        description="Ngày/tháng/năm, từ hôm nay.",
    )
    conditions = WorkText(
        "Điều kiện, cách giúp",
        500,
        "In trên giấy thỏa thuận. Không lãi, không giữ lương, giấy tờ, không ép ở lại.",
    )
    save = SubmitField("Lưu cam kết")

    def terms(self) -> Terms:
        """Return what was typed; a box with a fault stands as what breaks no further rule."""
        money_type = None if self.money_type.errors else self.money_type.data
        return Terms(
            kind=SponsorshipKind.MENTOR if self.kind.errors else SponsorshipKind(self.kind.data),
            until=self.until.data or local_today(),
            money_type=MoneyType(money_type) if money_type else None,
            quantity=self.quantity.data,
            amount_vnd=self.amount_vnd.data,
            conditions=self.conditions.data or "",
            sponsor_name=self.sponsor_name.data or "",
            trade=self.trade.data or "",
            hours=self.hours.data,
        )

    def problems(self) -> Mapping[str, str]:
        found = self.terms().problems()
        if self.amount_vnd.errors:
            found.pop("quantity", None)
        return found
