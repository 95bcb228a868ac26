"""Talks with a person: notes of at most 200 letters, and when to call again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, RadioField, SubmitField
from wtforms.validators import InputRequired, Optional, ValidationError

from models import MOST_NOTE, NoteKind, Returnee, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.forms import DATES, not_in_future
from portal.counselor.views import bp
from portal.database import session
from portal.forms import Form
from portal.free_text import FreeText
from portal.labels import choices
from portal.once import finish
from portal.pages import personal_page
from services import notes

FARTHEST = timedelta(days=366)


def day_to_come(_form: Form, field: Any) -> None:
    """Refuse a day that is over, or so far away that it is a slip."""
    if field.data and not local_today() <= field.data <= local_today() + FARTHEST:
        raise ValidationError("Hãy ghi một ngày từ hôm nay, trong vòng một năm.")


class NoteForm(Form):
    """One talk with, or word about, a person."""

    kind = RadioField(
        "Liên hệ bằng cách nào?",
        [InputRequired("Hãy chọn một cách.")],
        choices=choices(NoteKind),
    )
    on = DateField("Ngày", [InputRequired("Hãy ghi ngày."), not_in_future], format=DATES)
    text = FreeText("Ghi chú", MOST_NOTE, f"Tối đa {MOST_NOTE} chữ.", "Hãy ghi vài chữ.")
    call_on = DateField("Gọi lại ngày", [Optional(), day_to_come], format=DATES)
    save = SubmitField("Lưu ghi chú")


@bp.route("/people/<uuid:returnee_id>/contact", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def contact(returnee_id: UUID) -> ResponseReturnValue:
    """Show how a person may be reached, and write down what came of it."""
    returnee = get_or_404(Returnee, returnee_id)
    form = NoteForm(data={"on": local_today(), "kind": NoteKind.CALL.value})
    if form.validate_on_submit():
        said = notes.Said(
            NoteKind(form.kind.data), form.on.data, form.text.data or "", form.call_on.data
        )
        notes.write(session, returnee, said, by=actor())
        return finish(url_for(".person", returnee_id=returnee.id), "Đã lưu ghi chú.")
    return personal_page(
        "counselor/contact.html",
        subjects=[returnee],
        fields=["full_name", "phone", "notes"],
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
        history=notes.of_person(session, returnee),
    )
