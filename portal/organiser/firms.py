"""The firms of an event: who is asked, what they answered, an answer given by phone."""

from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Employer, Event, EventFirm
from portal.access import Permission, actor, get_or_404, requires
from portal.booking import BookingForm
from portal.database import session
from portal.once import finish
from portal.organiser.views import bp
from portal.said import SaidForm
from services import event_firms


class AnswerForm(SaidForm, BookingForm):
    """What a firm said on the phone."""


@bp.route("/<uuid:event_id>/firms", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def firms(event_id: UUID) -> ResponseReturnValue:
    """List the firms asked with their answers; a post asks those ticked."""
    event = get_or_404(Event, event_id)
    if request.method == "POST":
        picked = [get_or_404(Employer, UUID(one)) for one in request.form.getlist("firm")]
        for firm in picked:
            event_firms.invite(session, event, firm, by=actor())
        return finish(url_for(".firms", event_id=event.id), f"Đã mời {len(picked)} doanh nghiệp.")
    return render_template(
        "organiser/firms.html",
        event=event,
        asked=event_firms.of_event(session, event),
        others=event_firms.to_invite(session, event),
    )


@bp.route("/<uuid:event_id>/firms/<uuid:asked_id>", methods=["GET", "POST"])
@requires(Permission.EVENT_MANAGE)
def firm_answer(event_id: UUID, asked_id: UUID) -> ResponseReturnValue:
    """Record for a firm what it said."""
    asked = get_or_404(EventFirm, asked_id)
    if asked.event_id != event_id:
        abort(404)
    form = AnswerForm(event=asked.event)
    if not form.validate_on_submit():
        page = render_template("organiser/firm_answer.html", asked=asked, form=form)
        return page, 422 if form.errors else 200
    if form.is_yes:
        event_firms.accept(session, asked, form.booking(), by=actor(), said=form.said())
    else:
        event_firms.decline(session, asked, by=actor(), said=form.said())
    return finish(url_for(".firms", event_id=event_id), "Đã ghi câu trả lời.")
