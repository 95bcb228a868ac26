"""A draft that keeps itself while it is typed; the button "Lưu nháp" does the same by hand."""

from uuid import UUID

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from models import Position, utcnow
from portal.access import Permission, actor, get_or_404, requires
from portal.database import end_transaction, session
from portal.employer.forms import PositionForm
from portal.employer.postings import form_of, store
from portal.employer.views import bp
from portal.formats import format_time
from portal.once import finish, new_key
from services import employers, positions

OVER = "Tin này không sửa được nữa. Hãy đăng lại giống tin này."


@bp.post("/positions/autosave")
@requires(Permission.POSITION_OWN)
def autosave_new() -> ResponseReturnValue:
    """Begin a draft of what is typed so far."""
    form = form_of(PositionForm, None)
    position = positions.begin(session, employers.own(session, actor()), by=actor())
    store(form, position, by=actor())
    return finish(_saved(position))


@bp.post("/positions/<uuid:position_id>/autosave")
@requires(Permission.POSITION_OWN)
def autosave_position(position_id: UUID) -> ResponseReturnValue:
    """Keep a draft as it is typed; one changed elsewhere meanwhile is left alone."""
    position = get_or_404(Position, position_id)
    form = form_of(PositionForm, position)
    if not positions.may_edit(position, actor()):
        return _not_kept(OVER)
    if not store(form, position, by=actor()):
        return _not_kept(" ".join(map(str, form.form_errors)))
    return finish(_saved(position))


@bp.get("/positions/<uuid:position_id>/saved")
@requires(Permission.POSITION_OWN)
def saved_position(position_id: UUID) -> ResponseReturnValue:
    """Tell the page when its draft was kept, and how to keep it next time."""
    position = get_or_404(Position, position_id)
    return jsonify(
        note=f"Đã lưu nháp lúc {format_time(utcnow())}",
        save=url_for(".autosave_position", position_id=position.id),
        edit=url_for(".edit_position", position_id=position.id),
        version=str(position.version),
        once=new_key(),
    )


def _saved(position: Position) -> str:
    return url_for(".saved_position", position_id=position.id)


def _not_kept(note: str) -> ResponseReturnValue:
    end_transaction()
    return jsonify(note=f"Chưa lưu. {note}"), 409
