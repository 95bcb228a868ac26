"""What the posting form of a firm and of staff share: filled, read, kept or sent."""

from typing import Any

from models import Actor, Position
from portal.database import session
from portal.employer.forms import COLUMNS, PositionForm
from portal.employer.places import place_name
from portal.said import SaidForm
from services import positions

STALE = "Tin vừa được người khác sửa. Hãy mở lại trang sửa rồi chép phần mới vào."


def form_of(kind: type[PositionForm], position: Position | None) -> PositionForm:
    """Return the form, filled with a posting's own values and with what was typed before."""
    if position is None:
        return kind()
    form = kind(data=_values(position))
    if not form.is_submitted():
        form.refill(position.typed)
    return form


def store(form: PositionForm, position: Position, *, by: Actor, sends: bool = True) -> bool:
    """Keep a draft however incomplete, or send a complete posting; False where it cannot be.

    Without `sends` a complete posting is only saved: its firm must be called first.
    """
    is_valid = form.validate()
    if form.version.data and form.version.data != str(position.version):
        form.form_errors.append(STALE)
        return False
    is_whole = bool(form.submit.data)
    if is_whole and not is_valid:
        return False
    positions.save(session, position, form.facts(), typed=form.unread(), by=by)
    if is_whole and sends:
        _send(form, position, by)
    return True


def _send(form: PositionForm, position: Position, by: Actor) -> None:
    if isinstance(form, SaidForm):
        positions.submit(session, position, by=by, said=form.said(), happened_on=form.said_day())
    else:
        positions.submit(session, position, by=by)


def _values(position: Position) -> dict[str, Any]:
    values = {name: getattr(position, name) for name in COLUMNS}
    return {
        **values,
        "min_education": position.min_education or "",
        "commune": place_name(position.commune_code),
        "version": str(position.version),
    }
