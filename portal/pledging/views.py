"""What a firm pledges, seen and said by the firm itself."""

from uuid import UUID

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Employer, Pledge, PledgeAction
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from portal.pages import personal_page
from portal.pledging.forms import PledgeForm
from portal.pledging.loan_forms import FirmCheckForm, known_of_firm
from services import loans, sponsor_sight
from services import pledges as pledging
from services.scope import visible_pledges

bp = Blueprint("pledging", __name__, url_prefix="/pledges")


def _my_firm() -> Employer:
    firm = actor().employer_id
    return get_or_404(Employer, firm) if firm else abort(404)


@bp.get("/")
@requires(Permission.PLEDGE_OWN)
def pledges() -> ResponseReturnValue:
    firm = _my_firm()
    rows = session.scalars(pledging.listed(visible_pledges(actor()))).all()
    helped = sponsor_sight.of_firm(session, firm)
    return personal_page(
        "pledging/pledges.html",
        subjects=[line.opened.returnee for line in helped if line.opened],
        fields=["full_name"],
        action="list",
        rows=rows,
        rests=pledging.rests(session, rows),
        sums=pledging.balance(session, employer_ids=[firm.id])[firm.id],
        helped=helped,
        withdraw=PledgeAction.WITHDRAW,
    )


@bp.get("/loan")
@requires(Permission.PLEDGE_OWN)
def loan() -> ResponseReturnValue:
    firm = _my_firm()
    form = FirmCheckForm(**known_of_firm(firm))
    results = loans.check_firm(form.facts(firm))
    return render_template("pledging/loan.html", firm=firm, form=form, results=results)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.PLEDGE_OWN)
def new_pledge() -> ResponseReturnValue:
    firm = _my_firm()
    form = PledgeForm()
    if form.validate_on_submit():
        pledging.make(session, firm, form.terms(), by=actor())
        return finish(url_for(".pledges"), "Đã lưu cam kết.")
    return render_template("pledging/new_pledge.html", form=form), 422 if form.errors else 200


@bp.route("/<uuid:pledge_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.PLEDGE_OWN)
def withdraw(pledge_id: UUID) -> ResponseReturnValue:
    pledge = get_or_404(Pledge, pledge_id)
    form = ActionForm()
    if form.validate_on_submit():
        pledging.withdraw(session, pledge, by=actor())
        return finish(url_for(".pledges"), "Đã rút phần còn lại của cam kết.")
    return render_template(
        "pledging/withdraw.html",
        form=form,
        pledge=pledge,
        rest=pledging.rests(session, [pledge])[pledge.id],
        can_withdraw=pledge.can(PledgeAction.WITHDRAW),
    )
