"""What a firm does with a posting in one click: copy, pause, extend, take back, close."""

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from models import ClosingReason, Position, PositionAction, PositionState
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.views import bp
from portal.errors import is_local
from portal.forms import ActionForm
from portal.labels import words
from portal.once import finish
from services import positions, reach


@bp.post("/positions/<uuid:position_id>/copy")
@requires(Permission.POSITION_OWN)
def copy_position(position_id: UUID) -> ResponseReturnValue:
    """Start a draft that says the same, or five of them."""
    found = get_or_404(Position, position_id)
    number = request.form.get("number", 1, type=int)
    drafts = positions.copies(session, found, number, by=actor())
    if len(drafts) == 1:
        there = url_for(".edit_position", position_id=drafts[0].id)
        return finish(there, "Đã chép thành bản nháp mới. Hãy xem lại rồi gửi duyệt.")
    drafted = url_for(".home", state=PositionState.DRAFT.value)
    return finish(drafted, f"Đã chép thành {len(drafts)} bản nháp. Hãy sửa từng tin rồi gửi duyệt.")


@bp.post("/positions/<uuid:position_id>/moves/<action>")
@requires(Permission.POSITION_OWN)
def move_position(position_id: UUID, action: str) -> ResponseReturnValue:
    """Pause, resume, fill, reopen, renew, take back."""
    found = get_or_404(Position, position_id)
    if not ActionForm().validate_on_submit() or action not in positions.DIRECT_MOVES:
        abort(404)
    positions.move(session, found, PositionAction(action), by=actor())
    return finish(_back(found), f"Đã ghi: {words(found.state)}.")


@bp.post("/positions/<uuid:position_id>/extend")
@requires(Permission.POSITION_OWN)
def extend_position(position_id: UUID) -> ResponseReturnValue:
    """Let an open posting stand for sixty more days."""
    found = get_or_404(Position, position_id)
    positions.extend(session, found, by=actor())
    return finish(_back(found), f"Đã gia hạn 60 ngày: {found.title}.")


@bp.post("/positions/<uuid:position_id>/close/<reason>")
@requires(Permission.POSITION_OWN)
def close_position(position_id: UUID, reason: str) -> ResponseReturnValue:
    """End a posting; the button says why."""
    found = get_or_404(Position, position_id)
    if reason not in set(ClosingReason):
        abort(404)
    positions.close(session, found, ClosingReason(reason), by=actor())
    return finish(_back(found), "Đã đóng tin. Các lời giới thiệu đang chờ cũng đã khép lại.")


@bp.post("/positions/<uuid:position_id>/reach")
@requires(Permission.POSITION_OWN)
def reach_position(position_id: UUID) -> ResponseReturnValue:
    """Count the people within reach who fit, and name the change that would help most."""
    found = get_or_404(Position, position_id)
    reach.ask(session, found, by=actor())
    return finish(url_for(".position", position_id=found.id))


def _back(found: Position) -> str:
    back = request.form.get("back", "")
    return back if is_local(back) else url_for(".position", position_id=found.id)
