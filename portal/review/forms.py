"""Forms of the review."""

from uuid import UUID

from wtforms import HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, Length, Optional

from models import RejectReason
from portal.forms import Form, TextField
from portal.labels import choices


class DecisionForm(Form):
    version = IntegerField(validators=[InputRequired("Hãy tải lại trang rồi quyết định.")])
    back = HiddenField()


class RejectForm(DecisionForm):
    reason = RadioField(
        "Lý do từ chối", [InputRequired("Hãy chọn một lý do.")], choices=choices(RejectReason)
    )
    note = TextField("Ghi chú", [Optional(), Length(max=200)])


def read_ticks(values: list[str]) -> list[tuple[UUID, int]]:
    """Return ticked suggestions, each with the version that the page showed: "id:version"."""
    parts = [value.partition(":") for value in values]
    try:
        return [(UUID(number), int(version)) for number, _, version in parts]
    except ValueError:
        return []
