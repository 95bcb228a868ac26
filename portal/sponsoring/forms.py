"""Forms of the staff side: pledges a firm told, and each step of the help for one person."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length, Optional

from models import (
    ConsentHow,
    Pledge,
    Sponsorship,
    SponsorshipEnd,
    local_today,
)
from portal.database import session
from portal.forms import TextField
from portal.free_text import FreeLine
from portal.labels import choices, words
from portal.pledging.forms import DATES, NOT_YET, CheckedForm, PledgeForm
from portal.pledging.money import VndField
from portal.said import SaidForm
from services import sponsorship_matching, sponsorships
from services.firm_consents import Yes
from services.pledges import Rest
from services.sharing import NEEDS_WITNESS

# On a shared screen nobody signs for somebody else: paper, or spoken with a witness.
BY_HAND = {how.value: words(how) for how in (ConsentHow.PAPER, ConsentHow.SPOKEN)}
ON_A_DAY = [InputRequired("Hãy ghi ngày.")]


class StaffPledgeForm(PledgeForm, SaidForm):
    employer_id = SelectField("Doanh nghiệp", [InputRequired("Hãy chọn doanh nghiệp.")])

    def __init__(self, firms: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.employer_id.choices = {"": "Hãy chọn", **firms}


class WithdrawForm(SaidForm):
    save = SubmitField("Rút phần còn lại")


class MatchForm(CheckedForm):
    amount_vnd = VndField("Số tiền dành cho người này", [Optional()])
    mentor_name = TextField(
        "Người kèm cặp",
        [Length(max=120)],
        description="Tên, chức vụ người bên doanh nghiệp theo sát việc này.",
    )
    save = SubmitField("Ghép với cam kết này")

    def __init__(self, pledge: Pledge, rest: Rest, **options: Any) -> None:
        super().__init__(**options)
        self.pledge, self.rest = pledge, rest

    def problems(self) -> Mapping[str, str]:
        amount = self.amount_vnd.data
        problem = sponsorship_matching.share_problem(self.pledge, self.rest, amount)
        return {"amount_vnd": problem} if problem else {}


class AgreeForm(CheckedForm):
    on = DateField("Ngày hai bên đồng ý", ON_A_DAY, format=DATES)
    how = RadioField(
        "Đồng ý bằng cách nào",
        [InputRequired("Hãy chọn một cách.")],
        choices=BY_HAND,
    )
    witness = TextField(
        "Người chứng kiến",
        [Length(max=80)],
        description="Cần khi đồng ý bằng lời nói.",
    )
    shares_name = RadioField(
        "Người lao động cho doanh nghiệp biết họ tên",
        [InputRequired("Hãy hỏi người lao động rồi chọn.")],
        choices={"yes": "Đồng ý", "no": "Không đồng ý"},
        description="Hỏi riêng câu này. Không đồng ý thì vẫn được giúp.",
    )
    save = SubmitField("Lưu thỏa thuận")

    def problems(self) -> Mapping[str, str]:
        found = {"on": NOT_YET} if self.on.data and self.on.data > local_today() else {}
        if self.how.data == ConsentHow.SPOKEN and not self.witness.data:
            found["witness"] = NEEDS_WITNESS
        return found

    def yes(self) -> Yes:
        """Return how and when both agreed."""
        return Yes(ConsentHow(self.how.data), self.on.data, self.witness.data or "")


class DeliverForm(CheckedForm):
    on = DateField("Ngày trao", ON_A_DAY, format=DATES)
    amount_vnd = VndField("Số tiền đã trao", [Optional()])
    note = FreeLine("Đã trao gì", 200, "Ví dụ: bộ kìm hàn, ba buổi kèm nghề.")
    save = SubmitField("Lưu lần trao này")

    def __init__(self, sponsorship: Sponsorship, **options: Any) -> None:
        super().__init__(**options)
        self.sponsorship = sponsorship
        self.so_far = sponsorships.delivered_vnd(session, sponsorship)

    def problems(self) -> Mapping[str, str]:
        return sponsorships.delivery_problems(
            self.sponsorship, self.so_far, self.on.data, self.amount_vnd.data, self.note.data or ""
        )


class ConfirmForm(CheckedForm):
    on = DateField("Ngày xác nhận", ON_A_DAY, format=DATES)
    how = RadioField(
        "Người nhận xác nhận bằng cách nào",
        [InputRequired("Hãy chọn một cách.")],
        choices=BY_HAND,
    )
    commune_officer = TextField(
        "Cán bộ xã cùng xác nhận",
        [InputRequired("Hãy ghi tên, chức vụ cán bộ xã."), Length(max=120)],
    )
    save = SubmitField("Lưu xác nhận")

    def __init__(self, sponsorship: Sponsorship, **options: Any) -> None:
        super().__init__(**options)
        self.sponsorship = sponsorship

    def problems(self) -> Mapping[str, str]:
        if self.on.data is None:
            return {}
        problem = sponsorships.confirmation_problem(session, self.sponsorship, self.on.data)
        return {"on": problem} if problem else {}


class EndForm(CheckedForm):
    reason = RadioField(
        "Vì sao dừng",
        [InputRequired("Hãy chọn một lý do.")],
        choices=choices(SponsorshipEnd),
    )
    save = SubmitField("Dừng việc giúp đỡ này")
