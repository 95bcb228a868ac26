"""Events that are out on a laptop: with whom, until when, and what clashed when it came back."""

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from models import Event, EventAction, EventState, HallAction, Settlement
from portal.access import Permission, actor, requires
from portal.database import session
from portal.forms import ActionForm
from portal.hall.forms import BreakForm
from portal.hall.verbs import verb_words
from portal.hall.views import bp
from portal.once import finish
from services import hall_return, hall_settling

SETTLED = {
    Settlement.TAKEN_OVER: "Đã lập hồ sơ. Xã của người này sẽ hỏi lại lời đồng ý.",
    Settlement.DROPPED: "Đã bỏ. Nội dung của việc này đã xóa.",
}


@bp.get("/leases")
@requires(Permission.LEASE_BREAK)
def lease_list() -> ResponseReturnValue:
    """Show the events out, and the clashes of those that are back."""
    out = select(Event).where(Event.state == EventState.OUT).order_by(Event.on)
    clashed = (
        select(Event)
        .where(Event.id.in_(select(HallAction.event_id).where(hall_return.clashes())))
        .order_by(Event.on.desc())
    )
    return render_template(
        "hall/lease_list.html",
        out=session.scalars(out).all(),
        verb_words=verb_words,
        can_take_over=hall_settling.can_take_over,
        clashed=[(one, hall_return.conflicts(session, one)) for one in session.scalars(clashed)],
    )


@bp.route("/leases/<uuid:event_id>/break", methods=["GET", "POST"])
@requires(Permission.LEASE_BREAK)
def break_lease(event_id: UUID) -> ResponseReturnValue:
    """Take an event back without its laptop."""
    event = session.get(Event, event_id)
    if event is None or not event.can(EventAction.BREAK_LEASE):
        abort(404)
    form = BreakForm()
    if form.validate_on_submit():
        hall_return.break_lease(session, event, form.reason.data, by=actor())
        return finish(
            url_for(".lease_list"), "Máy chủ làm tiếp được. Máy hội trường về sẽ đối chiếu."
        )
    page = render_template("hall/break_lease.html", form=form, event=event)
    return page, 422 if form.errors else 200


@bp.post("/leases/actions/<uuid:action_id>/<how>")
@requires(Permission.LEASE_BREAK)
def settle(action_id: UUID, how: str) -> ResponseReturnValue:
    """End a clash: put a walk-in on file, or drop what the laptop wrote down."""
    row = session.get(HallAction, action_id)
    if row is None or how not in set(Settlement) or not ActionForm().validate_on_submit():
        abort(404)
    hall_settling.settle(session, row, Settlement(how), by=actor())
    return finish(url_for(".lease_list"), SETTLED[Settlement(how)])
