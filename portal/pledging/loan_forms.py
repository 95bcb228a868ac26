"""Forms of the loan desk: what is asked by the checker, and each milestone of a referral."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from wtforms import DateField, IntegerField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, NumberRange, Optional

from models import (
    Employer,
    EmployerState,
    LoanPurpose,
    LoanReason,
    LoanReferral,
    ReturnBasis,
    Returnee,
    local_today,
)
from portal.access import actor
from portal.forms import Form
from portal.labels import choices
from portal.pledging.forms import DATES, CheckedForm
from portal.pledging.money import VndField
from services import expungement, loan_referrals
from services.loan_table import programmes
from services.loans import FirmFacts, PersonFacts

YES_NO = {"": "Chưa rõ", "yes": "Có", "no": "Không"}
MOST_WORKERS = 500_000
ON_A_DAY = [InputRequired("Hãy ghi ngày.")]
HOW_MANY = [Optional(), NumberRange(0, MOST_WORKERS, "Hãy ghi số người, ví dụ 12.")]


def ask(label: str) -> SelectField:
    """Return a question with yes, no, and not known."""
    return SelectField(label, [Optional()], choices=YES_NO)


def said(field: SelectField) -> bool | None:
    """Return what was answered; nothing is not known."""
    answers = {"yes": True, "no": False}
    return answers.get(field.data or "")


class CheckForm(Form):
    """A form of questions in the address: asking changes nothing."""

    class Meta(Form.Meta):
        """No token: nothing is changed."""

        csrf = False

    def __init__(self, **known: Any) -> None:
        asked = request.args if "check" in request.args else None
        super().__init__(formdata=asked, **known)
        if asked is not None:
            self.validate()


class PersonCheckForm(CheckForm):
    """What is asked of a person."""

    # Two are asked once more where the person is sent on: on a page an id stands once.
    purpose = SelectField(
        "Vay để làm gì",
        choices=choices(LoanPurpose),
        default=LoanPurpose.BUSINESS.value,
        id="check-purpose",
    )
    basis = SelectField(
        "Trở về theo diện", [Optional()], choices={"": "Chưa rõ"} | choices(ReturnBasis)
    )
    completed_on = DateField("Ngày chấp hành xong", [Optional()], format=DATES)
    born_on = DateField("Ngày sinh", [Optional()], format=DATES)
    has_certificate = ask("Có giấy chứng nhận")
    is_on_list = ask("Có tên trong danh sách của xã")
    owes_same = ask("Đang nợ ngân hàng cho cùng mục đích")
    has_plan = ask("Có kế hoạch vay được xác nhận")
    amount_vnd = VndField("Số tiền muốn vay", [Optional()], id="check-amount")

    def facts(self) -> PersonFacts:
        """Return what is known."""
        basis = self.basis.data if self.basis.data in set(ReturnBasis) else None
        purpose = self.purpose.data if self.purpose.data in set(LoanPurpose) else None
        return PersonFacts(
            on=local_today(),
            purpose=LoanPurpose(purpose or LoanPurpose.BUSINESS),
            basis=ReturnBasis(basis) if basis else None,
            completed_on=self.completed_on.data,
            born_on=self.born_on.data,
            has_certificate=said(self.has_certificate),
            is_on_list=said(self.is_on_list),
            owes_same=said(self.owes_same),
            has_plan=said(self.has_plan),
            amount_vnd=self.amount_vnd.data,
        )


class FirmCheckForm(CheckForm):
    """What is asked of a firm."""

    is_small = ask("Là doanh nghiệp nhỏ và vừa")
    is_legal = ask("Có đăng ký, hoạt động hợp pháp")
    workers_total = IntegerField("Tổng số người làm", HOW_MANY)
    workers_of_programme = IntegerField(
        "Trong đó người của chương trình, có hợp đồng lao động", HOW_MANY
    )
    supported = IntegerField("Số người được tạo việc làm nhờ khoản vay", HOW_MANY)
    has_plan = ask("Có kế hoạch vay được xác nhận")
    amount_vnd = VndField("Số tiền muốn vay", [Optional()])

    def facts(self, firm: Employer) -> FirmFacts:
        """Return what is known; more people of the programme than people is a slip."""
        mine, total = self.workers_of_programme.data, self.workers_total.data
        is_slip = mine is not None and total is not None and mine > total
        return FirmFacts(
            on=local_today(),
            kind=firm.kind,
            is_small=said(self.is_small),
            is_legal=said(self.is_legal),
            workers_total=total,
            workers_of_programme=None if is_slip else mine,
            supported=self.supported.data,
            has_plan=said(self.has_plan),
            amount_vnd=self.amount_vnd.data,
        )


def known_of_person(person: Returnee) -> dict[str, Any]:
    """Return what the case file answers already; nothing of what an expungement cleared."""
    born = {"born_on": date.fromisoformat(person.birth_date) if person.birth_date else None}
    if expungement.is_hidden(person, actor()):
        return born
    basis = person.return_basis.value if person.return_basis else ""
    return born | {"basis": basis, "completed_on": person.return_date}


def known_of_firm(firm: Employer) -> dict[str, Any]:
    """Return what is on file of a firm."""
    is_verified = firm.state == EmployerState.VERIFIED
    return {"workers_total": firm.workers_total, "is_legal": "yes" if is_verified else ""}


class ReferForm(CheckedForm):
    """For what a person is sent on."""

    programme = SelectField("Chương trình", [InputRequired("Hãy chọn chương trình.")])
    purpose = SelectField(
        "Vay để làm gì", choices=choices(LoanPurpose), default=LoanPurpose.BUSINESS.value
    )
    on = DateField("Ngày giới thiệu", ON_A_DAY, format=DATES, default=local_today)
    amount_vnd = VndField("Số tiền muốn vay", [Optional()])
    save = SubmitField("Ghi đã giới thiệu")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.programme.choices = {one.code: one.name for one in programmes()}

    def problems(self) -> Mapping[str, str]:
        """Refuse a day that has not come."""
        is_late = self.on.data and self.on.data > local_today()
        return {"on": loan_referrals.NOT_YET} if is_late else {}


class MilestoneForm(CheckedForm):
    """The day of a milestone; each has its own further boxes."""

    on = DateField("Ngày", ON_A_DAY, format=DATES, default=local_today)

    def __init__(self, row: LoanReferral, **options: Any) -> None:
        super().__init__(**options)
        self.row = row

    def problems(self) -> Mapping[str, str]:
        """Refuse a day before the referral or after today."""
        problem = loan_referrals.day_problem(self.row, self.on.data) if self.on.data else None
        return {"on": problem} if problem else {}


class SubmitForm(MilestoneForm):
    """The papers are at the bank."""

    save = SubmitField("Ghi đã nộp hồ sơ")


class LendForm(MilestoneForm):
    """The bank paid out."""

    amount_vnd = VndField("Số tiền ngân hàng đã giải ngân", [InputRequired("Hãy ghi số tiền.")])
    save = SubmitField("Ghi đã giải ngân")


class DeclineForm(MilestoneForm):
    """It came to no loan."""

    reason = RadioField(
        "Vì sao chưa vay được",
        [InputRequired("Hãy chọn một lý do.")],
        choices=choices(LoanReason),
    )
    save = SubmitField("Ghi chưa cho vay")
