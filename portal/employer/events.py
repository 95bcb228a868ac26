"""A firm's answer to an invitation to an event: its tables, or that it cannot come."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from models import EventFirm
from portal.access import Permission, actor, get_or_404, requires
from portal.booking import BookingForm
from portal.database import session
from portal.employer.views import bp
from portal.once import finish
from services import event_firms


@bp.route("/events/<uuid:asked_id>", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_OWN)
def event_invitation(asked_id: UUID) -> ResponseReturnValue:
    """Show when and where, and take the answer."""
    asked = get_or_404(EventFirm, asked_id)
    form = BookingForm(event=asked.event)
    if not form.validate_on_submit():
        page = render_template("employer/event_invitation.html", asked=asked, form=form)
        return page, 422 if form.errors else 200
    if form.is_yes:
        event_firms.accept(session, asked, form.booking(), by=actor())
    else:
        event_firms.decline(session, asked, by=actor())
    said = "Đã đặt bàn. Hẹn gặp anh/chị tại hội nghị." if form.is_yes else "Đã ghi. Cảm ơn anh/chị."
    return finish(url_for(".event_invitation", asked_id=asked.id), said)
