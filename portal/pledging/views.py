"""What a firm pledges, seen and said by the firm itself."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Employer, Pledge, PledgeAction, Sponsorship, SponsorshipAction
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.errors import ALREADY_DONE
from portal.forms import ActionForm
from portal.once import finish
from portal.pages import personal_page
from portal.pledging.forms import PledgeForm
from portal.pledging.loan_forms import FirmCheckForm, known_of_firm
from services import loans, sponsor_sight, sponsorship_answers
from services import pledges as pledging
from services.scope import visible_pledges

bp = Blueprint("pledging", __name__, url_prefix="/pledges")
ANSWERS = {
    "yes": (
        sponsorship_answers.say_yes,
        "Đã ghi anh/chị đồng ý. Thỏa thuận có hiệu lực khi hai bên đều đồng ý.",
    ),
    "no": (sponsorship_answers.say_no, "Đã ghi. Cán bộ tư vấn sẽ ghép cam kết khác."),
}


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


@bp.route("/help/<uuid:sponsorship_id>", methods=["GET", "POST"])
@requires(Permission.PLEDGE_OWN)
def sponsorship(sponsorship_id: UUID) -> ResponseReturnValue:
    """Show the help of one person, still a number, and record the firm's own answer."""
    row = get_or_404(Sponsorship, sponsorship_id)
    if not row.can(SponsorshipAction.FIRM_AGREE):
        flash(ALREADY_DONE, "warning")
        return redirect(url_for(".pledges"), 303)
    answer = request.form.get("answer", "")
    if ActionForm().validate_on_submit() and answer in ANSWERS:
        say, sentence = ANSWERS[answer]
        say(session, row, by=actor())
        return finish(url_for(".pledges"), sentence)
    return personal_page(
        "pledging/sponsorship.html",
        subjects=[row.returnee],
        fields=["sponsorship"],
        row=row,
        number=sponsor_sight.number_of(session, row),
        said_yes_on=sponsorship_answers.own_yes(session, row, by=actor()),
    )
