"""The loan desk: would the bank's programmes take them, who was sent on, what came of it."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from models import (
    Employer,
    LoanAction,
    LoanPurpose,
    LoanReason,
    LoanReferral,
    Returnee,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.once import finish
from portal.pages import personal_page
from portal.pledging.loan_forms import (
    DeclineForm,
    FirmCheckForm,
    LendForm,
    MilestoneForm,
    PersonCheckForm,
    ReferForm,
    SubmitForm,
    known_of_firm,
    known_of_person,
)
from portal.sponsoring.views import bp
from services import loan_referrals, loans
from services.loan_referrals import Referral
from services.loan_table import programmes
from services.scope import visible_loan_referrals

BUTTONS = {
    LoanAction.SUBMIT: ("Đã nộp hồ sơ", "primary"),
    LoanAction.LEND: ("Đã giải ngân", "primary"),
    LoanAction.DECLINE: ("Chưa cho vay", "quiet"),
    LoanAction.WITHDRAW: ("Không vay nữa", "quiet"),
}
FORMS: Mapping[LoanAction, type[MilestoneForm]] = {
    LoanAction.SUBMIT: SubmitForm,
    LoanAction.LEND: LendForm,
    LoanAction.DECLINE: DeclineForm,
}


@bp.get("/people/<uuid:returnee_id>/loan")
@requires(Permission.SPONSORSHIP_MANAGE)
def loan(returnee_id: UUID) -> ResponseReturnValue:
    """Answer for a person by every programme, with what was done so far."""
    person = get_or_404(Returnee, returnee_id)
    return _loan_page(person, ReferForm(formdata=None))


@bp.post("/people/<uuid:returnee_id>/loan")
@requires(Permission.SPONSORSHIP_MANAGE)
def refer_to_loan(returnee_id: UUID) -> ResponseReturnValue:
    """Write down that a person was sent on to the loan desk."""
    person = get_or_404(Returnee, returnee_id)
    form = ReferForm()
    if not form.validate_on_submit():
        return _loan_page(person, form)
    purpose = LoanPurpose(form.purpose.data)
    asked = Referral(form.programme.data, purpose, form.on.data, form.amount_vnd.data)
    loan_referrals.refer(session, person, asked, by=actor())
    return finish(url_for(".loan", returnee_id=person.id), "Đã ghi giới thiệu vay vốn.")


def _loan_page(person: Returnee, refer_form: ReferForm) -> ResponseReturnValue:
    mine = visible_loan_referrals(actor()).where(LoanReferral.returnee_id == person.id)
    rows = session.scalars(mine.order_by(LoanReferral.referred_on, LoanReferral.id)).all()
    form = PersonCheckForm(**known_of_person(person))
    return personal_page(
        "sponsoring/loan.html",
        subjects=[person],
        fields=["full_name", "birth_date", "return_basis", "return_date", "loan"],
        status=422 if refer_form.errors else 200,
        person=person,
        form=form,
        results=loans.check_person(form.facts()),
        rows=[(row, loan_referrals.milestones(session, row)) for row in rows],
        names={one.code: one.name for one in programmes()},
        buttons=BUTTONS,
        refer_form=refer_form,
    )


@bp.route("/loans/<uuid:loan_id>/<action>", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def move_loan(loan_id: UUID, action: str) -> ResponseReturnValue:
    """Write down the next milestone of a referral."""
    row = get_or_404(LoanReferral, loan_id)
    if action not in {one.value for one in FORMS}:
        abort(404)
    chosen = LoanAction(action)
    form = FORMS[chosen](row)
    back = url_for(".loan", returnee_id=row.returnee_id)
    if form.validate_on_submit():
        STEPS[chosen](row, form)
        return finish(back, "Đã lưu.")
    return personal_page(
        "sponsoring/move_loan.html",
        subjects=[row.returnee],
        fields=["full_name"],
        status=422 if form.errors else 200,
        row=row,
        form=form,
        label=BUTTONS[chosen][0],
        back=back,
    )


@bp.post("/loans/withdraw/<uuid:loan_id>")
@requires(Permission.SPONSORSHIP_MANAGE)
def withdraw_loan(loan_id: UUID) -> ResponseReturnValue:
    """Write down that the person does not want it any more."""
    row = get_or_404(LoanReferral, loan_id)
    loan_referrals.withdraw(session, row, by=actor())
    return finish(url_for(".loan", returnee_id=row.returnee_id), "Đã lưu.")


def _submit(row: LoanReferral, form: MilestoneForm) -> None:
    loan_referrals.submit(session, row, by=actor(), on=_day(form))


def _lend(row: LoanReferral, form: MilestoneForm) -> None:
    amount = form["amount_vnd"].data
    loan_referrals.lend(session, row, by=actor(), on=_day(form), amount_vnd=amount)


def _decline(row: LoanReferral, form: MilestoneForm) -> None:
    reason = LoanReason(form["reason"].data)
    loan_referrals.decline(session, row, reason, by=actor(), on=_day(form))


def _day(form: MilestoneForm) -> date:
    day: date = form.on.data
    return day


STEPS: Mapping[LoanAction, Callable[[LoanReferral, MilestoneForm], None]] = {
    LoanAction.SUBMIT: _submit,
    LoanAction.LEND: _lend,
    LoanAction.DECLINE: _decline,
}


@bp.get("/firms/<uuid:employer_id>/loan")
@requires(Permission.PLEDGE_MANAGE)
def firm_loan(employer_id: UUID) -> ResponseReturnValue:
    """Answer for a firm by every programme."""
    firm = get_or_404(Employer, employer_id)
    form = FirmCheckForm(**known_of_firm(firm))
    return render_template(
        "sponsoring/firm_loan.html",
        firm=firm,
        form=form,
        results=loans.check_firm(form.facts(firm)),
    )
