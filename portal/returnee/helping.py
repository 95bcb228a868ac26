"""A help that is offered to a person: read and answered by nobody but that person."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from models import Sponsorship, SponsorshipAction
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from portal.pages import personal_page
from portal.returnee.views import bp, frame, start_again
from portal.returnee.visit import visitor
from services import firm_consents, sponsorship_answers

SAID_NO = "Đã ghi. Việc giúp đỡ khác không bị ảnh hưởng."
NAME_KEPT = "Anh/chị vẫn được giúp."
NAME_SHARED = "Đã ghi. Bên giúp được xem tên khi hai bên đã đồng ý."


@bp.route("/help/<uuid:sponsorship_id>", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_ANSWER)
def sponsorship(sponsorship_id: UUID) -> ResponseReturnValue:
    """Show what is offered, and record the person's own answer: two equal ones, none preset."""
    if visitor() is None:
        return start_again()
    row = get_or_404(Sponsorship, sponsorship_id)
    answer = request.form.get("answer", "")
    if ActionForm().validate_on_submit() and answer in {"yes", "no"}:
        return _answer(row, says_yes=answer == "yes")
    return personal_page(
        "returnee/sponsorship.html",
        subjects=[row.returnee],
        fields=["sponsorship"],
        row=row,
        is_waiting=row.can(SponsorshipAction.PERSON_AGREE),
        said_yes_on=sponsorship_answers.own_yes(session, row, by=actor()),
        knows_name=_knows_name(row),
        **frame(),
    )


def _answer(row: Sponsorship, *, says_yes: bool) -> ResponseReturnValue:
    if not says_yes:
        sponsorship_answers.say_no(session, row, by=actor())
        return finish(url_for(".cards"), SAID_NO)
    sponsorship_answers.say_yes(session, row, by=actor())
    return finish(url_for(".help_name", sponsorship_id=row.id), "Đã ghi anh/chị đồng ý.")


@bp.route("/help/<uuid:sponsorship_id>/name", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_ANSWER)
def help_name(sponsorship_id: UUID) -> ResponseReturnValue:
    """Ask apart whether the one who helps may read the name; no still is helped."""
    if visitor() is None:
        return start_again()
    row = get_or_404(Sponsorship, sponsorship_id)
    there = url_for(".sponsorship", sponsorship_id=row.id)
    if sponsorship_answers.waits_for(session, row, by=actor()) or _knows_name(row):
        return redirect(there, 303)
    if not ActionForm().validate_on_submit():
        return personal_page(
            "returnee/help_name.html",
            subjects=[row.returnee],
            fields=["sponsorship"],
            row=row,
            **frame(),
        )
    if request.form.get("answer") != "yes":
        return finish(there, NAME_KEPT)
    sponsorship_answers.share_name(session, row, by=actor())
    return finish(there, NAME_SHARED)


def _knows_name(row: Sponsorship) -> bool:
    """Tell whether the person's yes to the name stands for this help."""
    given = firm_consents.consent_for(session, row.returnee, row.pledge.employer_id)
    return row.shares_name and given is not None
