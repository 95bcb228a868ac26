"""Looks at a placement, why work ended, and the person's whole way on one page."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Optional

from models import FollowUp, FollowUpResult, LossReason, Returnee, StayLink, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.forms import DATES, not_in_future
from portal.counselor.timeline_words import entry_words
from portal.counselor.views import bp
from portal.database import session
from portal.forms import Form
from portal.free_text import FreeText
from portal.labels import choices
from portal.once import finish
from portal.pages import personal_page
from services import follow_ups as service
from services import stay
from services import timeline as line_of_time
from services.follow_ups import Found

ASKED = {"person": "Người lao động", "firm": "Nơi làm việc", "family": "Gia đình"}


class FollowUpForm(Form):
    """What was found at work."""

    result = RadioField(
        "Người lao động còn làm ở đây không?",
        [InputRequired("Hãy chọn một câu trả lời.")],
        choices=choices(FollowUpResult),
    )
    asked = RadioField("Đã hỏi ai?", choices=ASKED, default="person")
    on = DateField("Ngày hỏi", [InputRequired("Hãy ghi ngày hỏi."), not_in_future], format=DATES)
    ended_on = DateField("Nghỉ việc từ ngày", [Optional(), not_in_future], format=DATES)
    reason = SelectField(
        "Vì sao nghỉ", choices={"": "Chọn khi đã nghỉ việc", **choices(LossReason)}
    )
    note = FreeText("Ghi chú", rows=2)
    save = SubmitField("Lưu lần hỏi thăm")

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for day and reason when work ended."""
        is_valid: bool = super().validate(extra_validators)
        if self.result.data != FollowUpResult.LEFT:
            return is_valid
        for field, said in (
            (self.ended_on, "Hãy ghi ngày nghỉ."),
            (self.reason, "Hãy chọn lý do."),
        ):
            if not field.data and not field.errors:
                field.errors = [said]
                is_valid = False
        return is_valid

    def found(self) -> Found:
        """Return what was found."""
        left = self.result.data == FollowUpResult.LEFT
        return Found(
            FollowUpResult(self.result.data),
            self.on.data,
            self.asked.data or "",
            self.note.data or "",
            self.ended_on.data if left else None,
            LossReason(self.reason.data) if left else None,
        )


@bp.route("/follow-ups/<uuid:follow_up_id>", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def follow_up(follow_up_id: UUID) -> ResponseReturnValue:
    """Write down how the work goes."""
    found = session.scalar(service.visible(actor()).where(FollowUp.id == follow_up_id))
    look = found or abort(404)
    answers = stay.answers_about(session, look)
    form = FollowUpForm(data=_proposed(answers))
    if form.validate_on_submit():
        service.record(session, look, form.found(), by=actor())
        return finish(url_for(".after_hire", returnee_id=look.returnee_id), "Đã lưu.")
    works = service.works_of(session, look.returnee)
    return personal_page(
        "counselor/follow_up.html",
        subjects=[look.returnee],
        fields=["full_name", "phone", "placement"],
        status=422 if form.errors else 200,
        form=form,
        look=look,
        returnee=look.returnee,
        answers=answers,
        work=next(work for work in works if work.placement.id == look.placement_id),
    )


def _proposed(answers: Sequence[StayLink]) -> dict[str, object]:
    """Fill in what the sides answered by their links; saving it is the counselor's."""
    found = stay.proposed(answers)
    if found is None:
        return {"on": local_today()}
    return {"result": found.result.value, "asked": found.asked, "on": found.on}


@bp.get("/people/<uuid:returnee_id>/work")
@requires(Permission.RETURNEE_EDIT)
def after_hire(returnee_id: UUID) -> ResponseReturnValue:
    """Show every placement of a person with its looks, and the second one after the first."""
    returnee = get_or_404(Returnee, returnee_id)
    works = service.works_of(session, returnee)
    looks = [look for work in works for look in work.looks]
    return personal_page(
        "counselor/after_hire.html",
        subjects=[returnee],
        fields=["full_name", "placement"],
        returnee=returnee,
        works=works,
        names=service.owner_names(session, looks),
        today=local_today(),
    )


@bp.get("/people/<uuid:returnee_id>/timeline")
@requires(Permission.RETURNEE_EDIT)
def timeline(returnee_id: UUID) -> ResponseReturnValue:
    """Show a person's whole way, the newest first."""
    returnee = get_or_404(Returnee, returnee_id)
    return personal_page(
        "counselor/timeline.html",
        subjects=[returnee],
        fields=["full_name", "timeline"],
        returnee=returnee,
        entries=line_of_time.of_person(session, returnee),
        entry_words=entry_words,
    )
