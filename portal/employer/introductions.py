"""People introduced to the firm: name and contact after their yes, and the firm's answers."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from models import (
    Introduction,
    IntroductionAction,
    RefusalReason,
    local_today,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.forms import InvitationForm, RefusalForm
from portal.employer.sight import described
from portal.employer.views import bp
from portal.forms import ActionForm
from portal.labels import words
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from services import employers, firm_sight, introductions
from services.scope import visible_introductions

# Answers that are one button.
BUTTONS: Mapping[IntroductionAction, Callable[..., None]] = {
    IntroductionAction.SEE: introductions.see,
    IntroductionAction.OFFER: introductions.offer,
    IntroductionAction.HIRE: introductions.hire,
}


@bp.get("/introductions")
@requires(Permission.INTRODUCTION_ANSWER)
def introduction_list() -> ResponseReturnValue:
    """List the people the firm may see now, newest first."""
    employer = employers.own(session, actor())
    if not employer.may_see_people():
        return render_template("employer/introduction_list.html", employer=employer, page=None)
    query = visible_introductions(actor()).options(
        joinedload(Introduction.returnee), joinedload(Introduction.position)
    )
    page = paged(query.order_by(Introduction.number.desc()))
    return personal_page(
        "employer/introduction_list.html",
        subjects=[row.returnee for row in page.rows],
        fields=["full_name"],
        employer=employer,
        page=page,
        today=local_today(),
    )


@bp.get("/introductions/<uuid:introduction_id>")
@requires(Permission.INTRODUCTION_ANSWER)
def introduction(introduction_id: UUID) -> ResponseReturnValue:
    """Show one person: name, contact and canonical skills; reading changes nothing."""
    found = get_or_404(Introduction, introduction_id)
    return _page("employer/introduction.html", found)


@bp.post("/introductions/<uuid:introduction_id>/answers/<action>")
@requires(Permission.INTRODUCTION_ANSWER)
def answer(introduction_id: UUID, action: str) -> ResponseReturnValue:
    """Take an answer that is one button: seen, an offer, taken on."""
    found = get_or_404(Introduction, introduction_id)
    if not ActionForm().validate_on_submit() or action not in BUTTONS:
        abort(404)
    BUTTONS[IntroductionAction(action)](session, found, by=actor())
    return finish(_address(found), f"Đã ghi: {words(found.state)}.")


@bp.route("/introductions/<uuid:introduction_id>/invite", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def invite(introduction_id: UUID) -> ResponseReturnValue:
    """Invite to an interview: when, where, whom to ask for, what to bring."""
    found = get_or_404(Introduction, introduction_id)
    form = InvitationForm()
    if form.validate_on_submit():
        introductions.invite(session, found, form.invitation(), by=actor())
        return finish(_address(found), "Đã ghi lịch. Cán bộ sẽ báo cho người lao động.")
    return _page("employer/invite.html", found, form=form)


@bp.route("/introductions/<uuid:introduction_id>/refuse", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def refuse(introduction_id: UUID) -> ResponseReturnValue:
    """Say "chưa phù hợp" with a reason; the person leaves the firm's pages at once."""
    found = get_or_404(Introduction, introduction_id)
    form = RefusalForm()
    if form.validate_on_submit():
        introductions.refuse(session, found, RefusalReason(form.reason.data), by=actor())
        return finish(url_for(".introduction_list"), "Đã ghi chưa phù hợp. Cảm ơn anh/chị.")
    return _page("employer/refuse.html", found, form=form)


def _page(
    template: str, found: Introduction, form: InvitationForm | RefusalForm | None = None
) -> ResponseReturnValue:
    view = firm_sight.introduced_view(session, found.returnee, found.position, local_today())
    return personal_page(
        template,
        subjects=[found.returnee],
        fields=["full_name", "phone"],
        status=422 if form is not None and form.errors else 200,
        introduction=found,
        phone=firm_sight.phone_for_firm(found.returnee),
        person=described(view),
        form=form,
        actions=found.actions(),
        A=IntroductionAction,
    )


def _address(found: Introduction) -> str:
    return url_for(".introduction", introduction_id=found.id)
