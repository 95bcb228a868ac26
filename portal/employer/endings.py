"""What ended: a number and a day by which the firm deletes what it wrote down, and its word."""

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from models import local_today
from portal.access import Permission, actor, requires
from portal.database import session
from portal.employer.views import bp
from portal.forms import ActionForm
from portal.once import finish
from portal.paging import paged
from services import introduction_lists, introductions


@bp.get("/introductions/ended")
@requires(Permission.INTRODUCTION_ANSWER)
def ended() -> ResponseReturnValue:
    """List what ended lately by number and posting, without a name."""
    return render_template(
        "employer/ended.html",
        page=paged(introduction_lists.ended_of_firm(by=actor(), today=local_today())),
        today=local_today(),
    )


@bp.post("/introductions/<uuid:introduction_id>/deleted")
@requires(Permission.INTRODUCTION_ANSWER)
def say_deleted(introduction_id: UUID) -> ResponseReturnValue:
    """Take the firm's word that it deleted what it wrote down."""
    found = introduction_lists.ended_one(session, introduction_id, by=actor())
    if found is None or not ActionForm().validate_on_submit():
        abort(404)
    introductions.note_deleted(session, found, by=actor())
    return finish(url_for(".ended"), "Đã ghi là đã xóa. Cảm ơn anh/chị.")
