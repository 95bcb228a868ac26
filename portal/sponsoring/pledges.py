"""What firms pledge, as staff see it, and pledges written down for a firm that told them."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from models import Employer, Pledge, PledgeAction, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.once import finish
from portal.paging import paged
from portal.sponsoring.forms import StaffPledgeForm, WithdrawForm
from portal.sponsoring.views import bp
from services import pledges as pledging
from services.scope import visible_employers, visible_pledges


@bp.get("/pledges")
@requires(Permission.PLEDGE_MANAGE)
def pledges() -> ResponseReturnValue:
    """List every pledge with what is left, and each firm's balance."""
    scope = visible_pledges(actor()).options(joinedload(Pledge.employer))
    page = paged(pledging.listed(scope))
    rows = page.rows
    firms = {row.employer_id: row.employer for row in rows}
    return render_template(
        "sponsoring/pledges.html",
        rows=rows,
        page=page,
        rests=pledging.rests(session, rows),
        firms=sorted(firms.values(), key=lambda firm: firm.name_key),
        sums=pledging.balance(session, employer_ids=list(firms)),
        withdraw=PledgeAction.WITHDRAW,
        today=local_today(),
    )


@bp.route("/pledges/new", methods=["GET", "POST"])
@requires(Permission.PLEDGE_MANAGE)
def new_pledge() -> ResponseReturnValue:
    """Write down what a firm pledged."""
    form = StaffPledgeForm(_firm_choices(), employer_id=request.args.get("firm"))
    if form.validate_on_submit():
        firm = get_or_404(Employer, UUID(form.employer_id.data))
        pledging.make(session, firm, form.terms(), by=actor(), said=form.said(), on=form.said_day())
        return finish(url_for(".pledges"), "Đã ghi cam kết cho doanh nghiệp.")
    return render_template("sponsoring/new_pledge.html", form=form), 422 if form.errors else 200


@bp.route("/pledges/<uuid:pledge_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.PLEDGE_MANAGE)
def withdraw_pledge(pledge_id: UUID) -> ResponseReturnValue:
    """Take back what is left of a pledge, as the firm said."""
    pledge = get_or_404(Pledge, pledge_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        pledging.withdraw(session, pledge, by=actor(), said=form.said(), on=form.said_day())
        return finish(url_for(".pledges"), "Đã rút phần còn lại của cam kết.")
    page = render_template(
        "sponsoring/withdraw_pledge.html",
        form=form,
        pledge=pledge,
        rest=pledging.rests(session, [pledge])[pledge.id],
        can_withdraw=pledge.can(PledgeAction.WITHDRAW),
    )
    return page, 422 if form.errors else 200


def _firm_choices() -> dict[str, str]:
    columns = visible_employers(actor()).with_only_columns(Employer.id, Employer.name)
    rows = session.execute(columns.order_by(Employer.name_key, Employer.id))
    return {str(row[0]): row[1] for row in rows}
