"""On a laptop in the hall only what comes home may be written: the rest would be lost."""

from flask import request
from sqlalchemy import select

from models import Event
from portal.database import SAFE_METHODS, session
from portal.hall.views import bp
from services.errors import Refused

BLUEPRINTS = frozenset({"hall", "returnee", "auth"})
ALSO = frozenset(
    f"organiser.{view}"
    for view in (
        *("check_in", "present", "undo_present", "walk_in", "walk_in_cards", "sheet_entry"),
        *("plan_talk", "move_talk", "next_step", "talk_consent", "plan_timetable", "change_time"),
        *("cancel_talk", "all_sheets", "sheet", "device_list", "revoke_device"),
    )
)
ONLY_THE_HALL = "Máy này chỉ ghi việc trong hội trường. Hãy ghi việc này ở máy chủ."


@bp.before_app_request
def keep_to_the_hall() -> None:
    """Refuse to write on a laptop what no action carries home."""
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    if request.blueprint in BLUEPRINTS or request.endpoint in ALSO:
        return
    if session.scalar(select(Event.id).where(Event.is_pack).limit(1)) is not None:
        raise Refused(ONLY_THE_HALL)
