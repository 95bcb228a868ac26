"""Files that go to another commune, and colleagues who stand in for a time."""

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length

from models import Assignment, Handover, HandoverReason, HandoverState, Returnee, User
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.forms import DATES
from portal.counselor.limit_form import read_communes
from portal.counselor.views import bp
from portal.database import session
from portal.forms import Form, TextField
from portal.free_text import FreeLine
from portal.labels import choices
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from services import cover, handover
from services.cover import Leave
from services.handover import Way

ANSWERED = {
    "accept": "Đã nhận hồ sơ.",
    "refuse": "Đã ghi là không nhận.",
    "withdraw": "Đã rút lại.",
}
GAVE = "Đã chuyển hồ sơ."
ONE_PLACE = "Hãy ghi một xã, phường."


class HandoverForm(Form):
    """Where a file shall go."""

    to_commune = TextField(
        "Chuyển đến xã, phường",
        [InputRequired(ONE_PLACE), Length(max=200)],
        description="Gõ tên xã, phường; ngoài tỉnh thì thêm tên tỉnh.",
    )
    reason = RadioField(
        "Vì sao chuyển?", [InputRequired("Hãy chọn một lý do.")], choices=choices(HandoverReason)
    )
    note = FreeLine("Nhắn xã bên kia", 200)
    save = SubmitField("Đề nghị chuyển")

    def validate_to_commune(self, field: TextField) -> None:
        """Find the commune that is typed."""
        self.code = next(iter(read_communes(field.data)), "")


class RefusalForm(Form):
    """Why this side says no."""

    why = FreeLine("Vì sao không đồng ý", ask="Hãy ghi lý do.")


class LeaveForm(Form):
    """Who stands in, from when to when."""

    colleague = SelectField("Ai làm thay?", [InputRequired("Hãy chọn một cán bộ.")])
    first = DateField("Từ ngày", [InputRequired("Hãy ghi ngày đầu.")], format=DATES)
    last = DateField("Đến hết ngày", [InputRequired("Hãy ghi ngày cuối.")], format=DATES)
    save = SubmitField("Nhờ làm thay")


@bp.get("/handovers")
@requires(Permission.RETURNEE_EDIT)
def handover_list() -> ResponseReturnValue:
    """List files on their way, this way or that."""
    page = paged(handover.visible(actor()))
    return personal_page(
        "counselor/handover_list.html",
        subjects=[row.returnee for row in page.rows],
        fields=["full_name", "commune_code"],
        action="list",
        page=page,
        shows_name=_shows_name,
    )


@bp.route("/people/<uuid:returnee_id>/handover", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def offer_handover(returnee_id: UUID) -> ResponseReturnValue:
    """Offer a file to the commune its person moved to."""
    returnee = get_or_404(Returnee, returnee_id)
    form = HandoverForm()
    if form.validate_on_submit():
        way = Way(form.code, HandoverReason(form.reason.data), form.note.data or "")
        made = handover.ask(session, returnee, way, by=actor())
        return finish(
            url_for(".handover_page", handover_id=made.id),
            "Đã đề nghị chuyển. Chờ xã bên kia nhận.",
        )
    return personal_page(
        "counselor/offer_handover.html",
        subjects=[returnee],
        fields=["full_name", "commune_code"],
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
        waiting=handover.waiting(session, returnee),
    )


@bp.get("/handovers/<uuid:handover_id>")
@requires(Permission.RETURNEE_EDIT)
def handover_page(handover_id: UUID) -> ResponseReturnValue:
    """Show one hand-over with what this side may do."""
    return _page(_visible(handover_id), RefusalForm(formdata=None))


def _page(row: Handover, form: RefusalForm) -> ResponseReturnValue:
    return personal_page(
        "counselor/handover_page.html",
        subjects=[row.returnee],
        fields=["full_name", "birth_year", "commune_code"],
        status=422 if form.errors else 200,
        form=form,
        handover=row,
        shows_name=_shows_name,
        may_answer=handover.answers(row, actor()),
        may_withdraw=handover.asks(row, actor()),
        opens=actor().covers(row.returnee.commune_code),
    )


@bp.post("/handovers/<uuid:handover_id>/<action>")
@requires(Permission.RETURNEE_EDIT)
def answer_handover(handover_id: UUID, action: str) -> ResponseReturnValue:
    """Accept, refuse or take back."""
    if action not in ANSWERED:
        abort(404)
    row = _visible(handover_id)
    if action == "refuse":
        form = RefusalForm()
        if not form.validate_on_submit():
            return _page(row, form)
        handover.refuse(session, row, form.why.data, by=actor())
    else:
        {"accept": handover.accept, "withdraw": handover.withdraw}[action](session, row, by=actor())
    said = GAVE if action == "accept" and not row.gives else ANSWERED[action]
    return finish(url_for(".handover_list"), said)


@bp.route("/leave", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def absence() -> ResponseReturnValue:
    """Let a colleague work in one's own communes while one is away."""
    form = LeaveForm()
    known = cover.colleagues(session, by=actor())
    form.colleague.choices = {"": "Chọn cán bộ", **{str(u.id): u.full_name for u in known}}
    if form.validate_on_submit():
        colleague = session.get_one(User, UUID(form.colleague.data))
        cover.give(session, colleague, Leave(form.first.data, form.last.data), by=actor())
        return finish(url_for(".absence"), f"Đã nhờ {colleague.full_name} làm thay.")
    return personal_page(
        "counselor/absence.html",
        subjects=[],
        fields=[],
        status=422 if form.errors else 200,
        form=form,
        given=cover.given(session, by=actor()),
    )


@bp.post("/leave/<uuid:cover_id>/end")
@requires(Permission.RETURNEE_EDIT)
def end_leave(cover_id: UUID) -> ResponseReturnValue:
    """End a cover early."""
    given: dict[UUID, Assignment] = {c.id: c for c in cover.given(session, by=actor())}
    cover.end(session, given.get(cover_id) or abort(404), by=actor())
    return finish(url_for(".absence"), "Đã kết thúc việc làm thay.")


def _visible(handover_id: UUID) -> Handover:
    found = session.scalar(handover.visible(actor()).where(Handover.id == handover_id))
    return found or abort(404)


def _shows_name(row: Handover) -> bool:
    """Tell whether the name is this side's to read: its own file, or one offered to it now."""
    is_offered = row.gives and row.state == HandoverState.ASKED
    return is_offered or actor().covers(row.returnee.commune_code)
