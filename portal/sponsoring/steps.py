"""What happens to the help for one person: agreed, handed over, confirmed, completed, ended."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from models import ConsentHow, Sponsorship, SponsorshipAction, SponsorshipEnd, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.errors import ALREADY_DONE
from portal.once import finish
from portal.pages import personal_page
from portal.pledging.forms import CheckedForm
from portal.sponsoring.forms import AgreeForm, ConfirmForm, DeliverForm, EndForm
from portal.sponsoring.views import bp
from services import sponsorships


@bp.route("/<uuid:sponsorship_id>/agree", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def agree(sponsorship_id: UUID) -> ResponseReturnValue:
    """Record the agreement both signed."""
    row = get_or_404(Sponsorship, sponsorship_id)
    form = AgreeForm(on=local_today())
    if not row.can(SponsorshipAction.AGREE):
        return _too_late(row)
    if not form.validate_on_submit():
        return _ask("sponsoring/agree.html", row, form)
    sponsorships.agree(
        session,
        row,
        by=actor(),
        yes=form.yes(),
        shares_name=form.shares_name.data == "yes",
    )
    return finish(_page_of(row), "Đã lưu thỏa thuận.")


@bp.route("/<uuid:sponsorship_id>/deliver", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def deliver(sponsorship_id: UUID) -> ResponseReturnValue:
    """Record one part handed over."""
    row = get_or_404(Sponsorship, sponsorship_id)
    form = DeliverForm(row, on=local_today())
    if not row.can(SponsorshipAction.DELIVER):
        return _too_late(row)
    if not form.validate_on_submit():
        return _ask("sponsoring/deliver.html", row, form)
    sponsorships.deliver(
        session,
        row,
        by=actor(),
        on=form.on.data,
        amount_vnd=form.amount_vnd.data,
        note=form.note.data or "",
    )
    return finish(_page_of(row), "Đã lưu lần trao.")


@bp.route("/<uuid:sponsorship_id>/confirm", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def confirm(sponsorship_id: UUID) -> ResponseReturnValue:
    """Record what the person and the commune say; no sponsor has this permission."""
    row = get_or_404(Sponsorship, sponsorship_id)
    form = ConfirmForm(row, on=local_today())
    if not row.can(SponsorshipAction.CONFIRM):
        return _too_late(row)
    if not form.validate_on_submit():
        return _ask("sponsoring/confirm.html", row, form)
    sponsorships.confirm(
        session,
        row,
        by=actor(),
        on=form.on.data,
        how=ConsentHow(form.how.data),
        commune_officer=form.commune_officer.data,
    )
    return finish(_page_of(row), "Đã lưu xác nhận.")


@bp.post("/<uuid:sponsorship_id>/complete")
@requires(Permission.SPONSORSHIP_MANAGE)
def complete(sponsorship_id: UUID) -> ResponseReturnValue:
    """Close help that was given to its end."""
    row = get_or_404(Sponsorship, sponsorship_id)
    if not row.can(SponsorshipAction.COMPLETE):
        return _too_late(row)
    sponsorships.complete(session, row, by=actor())
    return finish(_page_of(row), "Đã ghi hoàn thành.")


@bp.route("/<uuid:sponsorship_id>/end", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def end(sponsorship_id: UUID) -> ResponseReturnValue:
    """End help early, with a reason."""
    row = get_or_404(Sponsorship, sponsorship_id)
    form = EndForm()
    if not row.can(SponsorshipAction.END):
        return _too_late(row)
    if not form.validate_on_submit():
        return _ask("sponsoring/end.html", row, form)
    sponsorships.end(session, row, SponsorshipEnd(form.reason.data), by=actor())
    return finish(_page_of(row), "Đã dừng việc giúp đỡ này.")


def _ask(template: str, row: Sponsorship, form: CheckedForm) -> ResponseReturnValue:
    return personal_page(
        template,
        subjects=[row.returnee],
        fields=["full_name"],
        status=422 if form.errors else 200,
        row=row,
        form=form,
        left_vnd=(row.amount_vnd or 0) - sponsorships.delivered_vnd(session, row),
        back=_page_of(row),
    )


def _too_late(row: Sponsorship) -> ResponseReturnValue:
    flash(ALREADY_DONE, "warning")
    return redirect(_page_of(row), 303)


def _page_of(row: Sponsorship) -> str:
    return url_for(".sponsorship", sponsorship_id=row.id)
