"""Forms of the review."""

from uuid import UUID

from wtforms import HiddenField, IntegerField, RadioField, SubmitField
from wtforms.validators import InputRequired

from models import HandReason, RejectReason
from portal.forms import Form
from portal.free_text import FreeLine
from portal.labels import choices


class DecisionForm(Form):
    version = IntegerField(validators=[InputRequired("Hãy tải lại trang rồi quyết định.")])
    back = HiddenField()


class ApproveForm(DecisionForm):
    """`opened` is set by the page when the card's details were read."""

    opened = HiddenField()


class HandForm(Form):
    """Why a position nobody proposed is put before the person."""

    reason = RadioField(
        "Vì sao đưa việc này?", [InputRequired("Hãy chọn một lý do.")], choices=choices(HandReason)
    )
    save = SubmitField("Đưa việc này cho người này")


class RejectForm(DecisionForm):
    reason = RadioField(
        "Lý do từ chối", [InputRequired("Hãy chọn một lý do.")], choices=choices(RejectReason)
    )
    note = FreeLine("Ghi chú")


def read_ticks(values: list[str]) -> list[tuple[UUID, int]]:
    """Return ticked suggestions, each with the version that the page showed: "id:version"."""
    parts = [value.partition(":") for value in values]
    try:
        return [(UUID(number), int(version)) for number, _, version in parts]
    except ValueError:
        return []


def read_ids(values: list[str]) -> frozenset[UUID]:
    """Return the ids among some values; what is none is left out."""
    found = set()
    for value in values:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return frozenset(found)
