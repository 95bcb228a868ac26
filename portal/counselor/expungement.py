"""The forecast of an expungement, and its confirmation: one role alone."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, RadioField, SubmitField
from wtforms.validators import InputRequired, Optional

from models import Returnee, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.forms import DATES, not_in_future
from portal.counselor.views import bp
from portal.database import session
from portal.forms import Form
from portal.once import finish
from portal.pages import personal_page
from services import expungement as service
from services.errors import Refused
from services.expungement import Facts, Known, Sentence

SENTENCES = {
    "": "Chưa rõ",
    Sentence.NO_PRISON.value: "Cảnh cáo, phạt tiền, cải tạo không giam giữ, án treo",
    Sentence.UP_TO_5.value: "Đến 5 năm",
    Sentence.OVER_5_TO_15.value: "Trên 5 năm đến 15 năm",
    Sentence.OVER_15.value: "Trên 15 năm",
}
KNOWN = {Known.YES.value: "Có", Known.NO.value: "Không", Known.UNKNOWN.value: "Chưa rõ"}


def _known(label: str) -> RadioField:
    return RadioField(label, choices=KNOWN, default=Known.UNKNOWN.value)


class FactsForm(Form):
    """The few facts the article needs; none of them says what happened."""

    sentence = RadioField("Mức hình phạt chính", choices=SENTENCES, default="")
    completed_on = DateField(
        "Ngày chấp hành xong (án treo: ngày hết thử thách)",
        [Optional(), not_in_future],
        format=DATES,
    )
    has_extra = _known("Có hình phạt bổ sung")
    extra_until = DateField("Hết hình phạt bổ sung ngày", [Optional()], format=DATES)
    duties_done = _known("Đã làm xong các quyết định khác (án phí, bồi thường…)")
    excluded_chapter = _known("Thuộc Chương XIII hoặc XXVI Bộ luật Hình sự")
    new_offence = _known("Có hành vi phạm tội mới trong thời hạn")
    save = SubmitField("Lưu và tính")

    def facts(self) -> Facts:
        """Return the facts as typed."""
        known = ("has_extra", "duties_done", "excluded_chapter", "new_offence")
        return Facts(
            sentence=Sentence(self.sentence.data) if self.sentence.data else None,
            completed_on=self.completed_on.data,
            extra_until=self.extra_until.data,
            **{name: Known(self[name].data) for name in known},
        )


class ConfirmForm(Form):
    """The day of the confirmation."""

    on = DateField(
        "Ngày được xác nhận", [InputRequired("Hãy ghi ngày."), not_in_future], format=DATES
    )
    save = SubmitField("Xác nhận đã được xóa")


@bp.route("/people/<uuid:returnee_id>/expungement", methods=["GET", "POST"])
@requires(Permission.EXPUNGEMENT_EDIT)
def expungement(returnee_id: UUID) -> ResponseReturnValue:
    """Ask for the facts and show the forecast, with its conditions."""
    returnee = get_or_404(Returnee, returnee_id)
    form = FactsForm(data=_as_known(returnee))
    if form.validate_on_submit():
        service.write(session, returnee, form.facts(), by=actor())
        return finish(url_for(".expungement", returnee_id=returnee.id), "Đã lưu và tính lại.")
    return personal_page(
        "counselor/expungement.html",
        subjects=[returnee],
        fields=["full_name", "expungement"],
        status=422 if form.errors else 200,
        form=form,
        confirm_form=ConfirmForm(formdata=None),
        returnee=returnee,
        forecast=service.forecast(service.facts_of(returnee), local_today()),
        conditions=service.CONDITIONS,
    )


@bp.post("/people/<uuid:returnee_id>/expungement/confirm")
@requires(Permission.EXPUNGEMENT_EDIT)
def confirm_expungement(returnee_id: UUID) -> ResponseReturnValue:
    """Note the confirmation: from now on other roles read nothing of it."""
    returnee = get_or_404(Returnee, returnee_id)
    form = ConfirmForm()
    if not form.validate():
        raise Refused("Chưa ghi được. Hãy ghi ngày xác nhận, không sau hôm nay.")
    service.confirm(session, returnee, form.on.data, by=actor())
    return finish(
        url_for(".person", returnee_id=returnee.id),
        "Đã xác nhận. Cán bộ khác không còn xem được diện và giới hạn.",
    )


@bp.post("/people/<uuid:returnee_id>/expungement/take-back")
@requires(Permission.EXPUNGEMENT_EDIT)
def take_back_expungement(returnee_id: UUID) -> ResponseReturnValue:
    """Correct a confirmation written into the wrong file."""
    returnee = get_or_404(Returnee, returnee_id)
    service.take_back(session, returnee, by=actor())
    return finish(url_for(".person", returnee_id=returnee.id), "Đã bỏ xác nhận.")


def _as_known(returnee: Returnee) -> dict[str, Any]:
    facts = service.facts_of(returnee)
    return {
        "sentence": facts.sentence.value if facts.sentence else "",
        "completed_on": facts.completed_on,
        "extra_until": facts.extra_until,
        "has_extra": facts.has_extra.value,
        "duties_done": facts.duties_done.value,
        "excluded_chapter": facts.excluded_chapter.value,
        "new_offence": facts.new_offence.value,
    }
