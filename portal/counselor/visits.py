"""A home visit typed back from paper; the history of a file; the person's own screens, helped."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, DateField, RadioField, SubmitField
from wtforms.validators import InputRequired, Optional, Regexp

from models import MOST_NOTE, Barrier, EventState, NoteKind, Path, Returnee, TodoKind, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.contacts import day_to_come
from portal.counselor.forms import DATES, TickField, not_in_future
from portal.counselor.person_fields import NEEDS, PHONE
from portal.counselor.views import WORK_READ, bp
from portal.database import session
from portal.forms import Form, TextField
from portal.free_text import FreeLine, FreeText
from portal.labels import choices
from portal.once import finish
from portal.pages import personal_page
from portal.returnee.visit import begin_helping
from services import case_history, home_visits, todos
from services.case_lists import attendances_of
from services.errors import Refused
from services.home_visits import FIELDS, Visit
from services.notes import Said
from services.todos import Readiness

STANDS = {
    Readiness.UNKNOWN.value: "Chưa hỏi",
    Readiness.NEEDED.value: "Còn thiếu",
    Readiness.READY.value: "Đã có",
}


def _paper(kind: TodoKind) -> RadioField:
    return RadioField(choices(TodoKind)[kind.value], choices=STANDS)


class VisitForm(Form):
    """In the order of the paper that is filled in at the door."""

    on = DateField("Ngày đến nhà", [InputRequired("Hãy ghi ngày."), not_in_future], format=DATES)
    phone = TextField("Số điện thoại", [Optional(), Regexp(PHONE, message="Hãy gõ số điện thoại.")])
    contact_whose = FreeLine("Điện thoại của ai", 120, "Ví dụ: của anh trai.")
    contact_may_say = FreeLine("Được nói gì", 200, "Ví dụ: chỉ xưng tên, hẹn gọi lại.")
    contact_when = FreeLine("Gọi lúc nào", 120)
    path = RadioField("Hướng đi", choices=choices(Path))
    desired_work = FreeLine("Việc mong muốn", 300)
    has_vehicle = BooleanField("Có xe máy")
    needs_housing = BooleanField("Cần chỗ ở gần nơi làm")
    needs = TickField("Cần giúp gì", choices=NEEDS)
    barriers = TickField("Điều gì đang cản trở", choices=choices(Barrier))
    id_card = _paper(TodoKind.ID_CARD)
    residence = _paper(TodoKind.RESIDENCE)
    bank_account = _paper(TodoKind.BANK_ACCOUNT)
    own_phone = _paper(TodoKind.PHONE)
    certificate = _paper(TodoKind.CERTIFICATE)
    text = FreeText("Ghi chú", MOST_NOTE, f"Tối đa {MOST_NOTE} chữ.")
    call_on = DateField("Gọi lại ngày", [Optional(), day_to_come], format=DATES)
    save = SubmitField("Lưu chuyến thăm")

    def papers(self) -> dict[TodoKind, Readiness]:
        """Return how each paper stands."""
        return {kind: Readiness(self[name].data) for kind, name in PAPERS.items()}


PAPERS = {kind: "own_phone" if kind == TodoKind.PHONE else kind.value for kind in TodoKind}


@bp.route("/people/<uuid:returnee_id>/visit", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def visit(returnee_id: UUID) -> ResponseReturnValue:
    """Type a home visit back: what is on file stands there already."""
    returnee = get_or_404(Returnee, returnee_id)
    form = VisitForm(data=_as_known(returnee))
    if form.validate_on_submit():
        said = Said(NoteKind.VISIT, form.on.data, form.text.data or "", form.call_on.data)
        values = {name: form[name].data for name in FIELDS} | {"path": Path(form.path.data)}
        home_visits.record(session, returnee, Visit(said, values, form.papers()), by=actor())
        return finish(url_for(".person", returnee_id=returnee.id), "Đã lưu chuyến thăm.")
    return personal_page(
        "counselor/visit.html",
        subjects=[returnee],
        fields=WORK_READ,
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
        papers=[form[name] for name in PAPERS.values()],
    )


def _as_known(returnee: Returnee) -> dict[str, Any]:
    known = todos.of_person(session, returnee)
    papers = {name: todos.stands(known.get(kind)).value for kind, name in PAPERS.items()}
    values = {name: getattr(returnee, name) for name in FIELDS}
    return values | papers | {"on": local_today()}


@bp.get("/people/<uuid:returnee_id>/history")
@requires(Permission.RETURNEE_READ)
def history(returnee_id: UUID) -> ResponseReturnValue:
    """Show who changed what of this file, and when."""
    returnee = get_or_404(Returnee, returnee_id)
    return personal_page(
        "counselor/history.html",
        subjects=[returnee],
        fields=["full_name", "history"],
        returnee=returnee,
        changes=case_history.of_person(session, returnee, by=actor()),
    )


@bp.post("/people/<uuid:returnee_id>/assist")
@requires(Permission.RETURNEE_EDIT)
def assist(returnee_id: UUID) -> ResponseReturnValue:
    """Open the person's own screens with an officer's hands on them."""
    returnee = get_or_404(Returnee, returnee_id)
    attended = attendances_of(session, returnee, by=actor())
    current = next((a for a, event in attended if event.state != EventState.CLOSED), None)
    if current is None:
        raise Refused("Người này chưa có giấy mời hội nghị nào. Hãy nhờ ban tổ chức mời.")
    begin_helping(current)
    return finish(url_for("returnee.cards"))
