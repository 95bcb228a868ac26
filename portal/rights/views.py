"""The rights desk: what people ask of their data, and complaints of either side."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models import Employer, Returnee, RightAction, RightKind, RightsRequest, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.field_words import field_words
from portal.counselor.shown_values import shown_fields
from portal.database import session
from portal.once import finish
from portal.pages import personal_file, personal_page
from portal.paging import paged
from portal.returnee.visit import visitor
from portal.rights.forms import ComplaintForm, OutcomeForm, RequestForm
from services import case_files, consents, rights
from services.case_history import of_person
from services.errors import Refused
from services.right_clocks import clock

bp = Blueprint("rights", __name__, url_prefix="/rights")
READ = ("full_name", "rights")
DONE = {
    "answer": "Đã ghi là đã trả lời.",
    "extend": "Đã gia hạn.",
    "fulfil": "Đã ghi là đã làm xong.",
    "refuse": "Đã ghi lý do không làm được.",
}


@bp.get("/")
@requires(Permission.RIGHTS_DESK)
def desk() -> ResponseReturnValue:
    """List what is open, the next deadline first; what is closed on its own tab."""
    is_closed = request.args.get("closed") == "1"
    state = RightsRequest.state
    query = rights.visible(actor()).where(
        state.not_in(rights.OPEN) if is_closed else state.in_(rights.OPEN)
    )
    page = paged(query.order_by(RightsRequest.due_on, RightsRequest.id))
    return personal_page(
        "rights/desk.html",
        subjects=[row.returnee for row in page.rows if row.returnee],
        fields=READ,
        action="list",
        page=page,
        is_closed=is_closed,
        alarm={row.id: rights.alarm(row, local_today()) for row in page.rows},
    )


@bp.route("/people/<uuid:returnee_id>/new", methods=["GET", "POST"])
@requires(Permission.RIGHTS_DESK)
def new_request(returnee_id: UUID) -> ResponseReturnValue:
    """Write down what a person asks."""
    returnee = get_or_404(Returnee, returnee_id)
    officers = rights.officers(session, returnee.commune_code)
    form = RequestForm(officers, data={"received_on": local_today()})
    if form.validate_on_submit():
        made = rights.receive(session, form.said(), by=actor(), returnee=returnee)
        is_accused = made.about_id == actor().user_id
        there = url_for(".desk") if is_accused else url_for(".rights_request", request_id=made.id)
        return finish(there, "Đã ghi yêu cầu.")
    return personal_page(
        "rights/new_request.html",
        subjects=[returnee],
        fields=READ,
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
    )


@bp.get("/<uuid:request_id>")
@requires(Permission.RIGHTS_DESK)
def rights_request(request_id: UUID) -> ResponseReturnValue:
    """Show one request with its clocks and the page where it is done."""
    return _request_page(_visible(request_id), OutcomeForm(formdata=None))


def _request_page(row: RightsRequest, form: OutcomeForm, failed: str = "") -> ResponseReturnValue:
    """Show one request; `form` keeps what was typed beside the action that `failed`."""
    return personal_page(
        "rights/rights_request.html",
        subjects=[row.returnee] if row.returnee else [],
        fields=READ,
        status=422 if failed else 200,
        form=form,
        failed=failed,
        row=row,
        clock=clock(row.kind, row.received_on),
        alarm=rights.alarm(row, local_today()),
        today=local_today(),
        done_at=_done_at(row),
    )


@bp.post("/<uuid:request_id>/<action>")
@requires(Permission.RIGHTS_DESK)
def move_request(request_id: UUID, action: str) -> ResponseReturnValue:
    """Answer, extend, fulfil or refuse one request."""
    if action not in DONE:
        abort(404)
    row, form = _visible(request_id), OutcomeForm()
    if not row.can(RightAction(action)):
        raise Refused("Yêu cầu này đã được làm rồi.")
    if not form.validate_on_submit():
        return _request_page(row, form, action)
    if action == "answer":
        rights.answer(session, row, by=actor())
    else:
        {"extend": rights.extend, "fulfil": rights.fulfil, "refuse": rights.refuse}[action](
            session, row, form.words.data or "", by=actor()
        )
    is_gone = row.returnee is not None and row.returnee.erased_at is not None
    return finish(
        url_for(".desk") if is_gone else url_for(".rights_request", request_id=row.id),
        DONE[action],
    )


@bp.get("/people/<uuid:returnee_id>/data")
@requires(Permission.RIGHTS_DESK)
def own_data(returnee_id: UUID) -> ResponseReturnValue:
    """Print everything on file of a person, for that person."""
    returnee = case_files.load(session, get_or_404(Returnee, returnee_id))
    return personal_page(
        "rights/own_data.html",
        subjects=[returnee],
        fields=["everything"],
        action="print",
        returnee=returnee,
        back_url=url_for("counselor.person", returnee_id=returnee.id),
        **_everything(returnee),
    )


@bp.get("/people/<uuid:returnee_id>/data.txt")
@requires(Permission.RIGHTS_DESK)
def own_data_file(returnee_id: UUID) -> ResponseReturnValue:
    """Give the same as a text file: the copy a person may carry away."""
    returnee = case_files.load(session, get_or_404(Returnee, returnee_id))
    lines = [f"{name}: {value}" for name, value in _everything(returnee)["rows"]]
    return personal_file(
        "\r\n".join(lines).encode("utf-8-sig"),
        mimetype="text/plain",
        filename="ban-sao-du-lieu.txt",
        subjects=[returnee],
        fields=["everything"],
    )


def _everything(returnee: Returnee) -> dict[str, Any]:
    return {
        "rows": [(field_words(name), value) for name, value in shown_fields(returnee)],
        "skills": [skill.name for skill in returnee.skills],
        "given": consents.history(session, returnee),
        "firms": consents.firm_names(session, returnee),
        "changes": of_person(session, returnee, by=actor()),
    }


@bp.route("/complaint", methods=["GET", "POST"])
@requires(Permission.COMPLAINT_OWN)
def complain() -> ResponseReturnValue:
    """Let a firm complain, and read what came of it."""
    employer = get_or_404(Employer, actor().employer_id or abort(404))
    form = ComplaintForm(rights.officers(session, None))
    if form.validate_on_submit():
        rights.receive(session, form.said(), by=actor(), employer=employer)
        return finish(url_for(".complain"), "Đã gửi. Cán bộ sẽ trả lời anh/chị.")
    mine = rights.visible(actor()).order_by(RightsRequest.received_on.desc(), RightsRequest.id)
    return personal_page(
        "rights/complain.html",
        subjects=[],
        fields=[],
        status=422 if form.errors else 200,
        form=form,
        page=paged(mine),
    )


@bp.route("/say", methods=["GET", "POST"])
@requires(Permission.CARDS_OWN)
def say() -> ResponseReturnValue:
    """Let a person complain on their own screen."""
    attendance = visitor()
    if attendance is None:
        return redirect(url_for("returnee.start"), 303)
    form = ComplaintForm(rights.officers(session, attendance.returnee.commune_code))
    if form.validate_on_submit():
        rights.receive(session, form.said(), by=actor(), returnee=attendance.returnee)
        return finish(url_for("returnee.cards"), "Đã gửi. Cán bộ sẽ trả lời anh/chị.")
    return personal_page(
        "rights/say.html",
        subjects=[attendance.returnee],
        fields=["rights"],
        status=422 if form.errors else 200,
        form=form,
    )


def _visible(request_id: UUID) -> RightsRequest:
    found = session.scalar(rights.visible(actor()).where(RightsRequest.id == request_id))
    return found or abort(404)


def _done_at(row: RightsRequest) -> str:
    """Return the page where a request is done, where it has one of its own."""
    if row.returnee is None or row.returnee.erased_at is not None:
        return ""
    pages = {
        RightKind.SEE: "rights.own_data",
        RightKind.COPY: "rights.own_data_file",
        RightKind.CORRECT: "counselor.edit",
    }
    page = pages.get(row.kind)
    return url_for(page, returnee_id=row.returnee_id) if page else ""
