"""Postings as staff keep them: recorded for a firm, confirmed by a call, published, sent back."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import (
    ClosingReason,
    Employer,
    Position,
    PositionAction,
    PositionSource,
    PositionState,
    local_today,
    utcnow,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.forms import PositionForm
from portal.employer.places import commune_names, default_province, place_name
from portal.employer.postings import form_of, store
from portal.employer.sight import licence_names
from portal.firms.forms import (
    CloseForm,
    ConfirmForm,
    MoveForm,
    PublishForm,
    SendBackForm,
    StaffPositionForm,
)
from portal.firms.views import bp
from portal.formats import format_time
from portal.labels import words
from portal.once import finish
from portal.paging import paged
from services import position_lists, positions
from services.errors import Refused
from services.position_lists import Queue

Tab = PositionState | Queue | None
REVIEW: Mapping[PositionAction, str] = {
    PositionAction.PUBLISH: ".publish_position",
    PositionAction.SEND_BACK: ".send_back_position",
}
CLOSES: Mapping[PositionAction, str] = {PositionAction.CLOSE: ".close_position"}
ALWAYS: tuple[Tab, ...] = (PositionState.SUBMITTED, Queue.TO_CALL)
TO_CALL = "Cần gọi xác nhận"


@bp.get("/positions")
@requires(Permission.POSITION_MANAGE)
def position_list() -> ResponseReturnValue:
    """List postings; what waits for approval comes first."""
    typed = request.args.get("q", "").strip()[:100]
    chosen = _tab(request.args.get("state", PositionState.SUBMITTED.value))
    counts = position_lists.counts(session, by=actor(), typed=typed)
    return render_template(
        "firms/position_list.html",
        page=paged(position_lists.listed(by=actor(), typed=typed, tab=chosen)),
        typed=typed,
        chosen=chosen.value if chosen else "all",
        tabs=_tabs(counts, chosen, typed),
        place_name=place_name,
    )


def _tab(typed: str) -> Tab:
    if typed == Queue.TO_CALL:
        return Queue.TO_CALL
    return PositionState(typed) if typed in set(PositionState) else None


def _tabs(
    counts: position_lists.Numbers, chosen: Tab, typed: str
) -> list[tuple[str, str, bool, int]]:
    states = [PositionState.SUBMITTED, *(s for s in PositionState if s != PositionState.SUBMITTED)]
    named: list[tuple[Tab, str]] = [(state, words(state)) for state in states]
    named.insert(1, (Queue.TO_CALL, TO_CALL))
    return [
        (name, url_for(".position_list", q=typed, state=tab), tab == chosen, counts.get(tab, 0))
        for tab, name in named
        if tab is not None and (counts.get(tab) or tab in {chosen, *ALWAYS})
    ]


@bp.route("/<uuid:employer_id>/positions/new", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def new_position(employer_id: UUID) -> ResponseReturnValue:
    """Record a posting for a firm that phoned or came."""
    employer = get_or_404(Employer, employer_id)
    form = form_of(StaffPositionForm, None)
    if form.is_submitted():
        position = positions.begin(session, employer, by=actor())
        if store(form, position, by=actor()):
            return _stored(form, position)
    return _form_page("firms/new_position.html", form, employer=employer)


@bp.route("/positions/<uuid:position_id>/edit", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def edit_position(position_id: UUID) -> ResponseReturnValue:
    """Mend a posting; an imported one is confirmed by a call afterwards."""
    position = get_or_404(Position, position_id)
    form = form_of(PositionForm if _wants_call(position) else StaffPositionForm, position)
    if form.is_submitted() and store(form, position, by=actor(), sends=not _wants_call(position)):
        return _stored(form, position)
    return _form_page(
        "firms/edit_position.html",
        form,
        position=position,
        employer=position.employer,
        wants_call=_wants_call(position),
    )


def _wants_call(position: Position) -> bool:
    return position.source == PositionSource.IMPORT and position.confirmed_on is None


def _stored(form: PositionForm, position: Position) -> ResponseReturnValue:
    if form.submit.data:
        return finish(url_for(".position", position_id=position.id), "Đã lưu tin.")
    kept = f"Đã lưu nháp lúc {format_time(utcnow())}."
    return finish(url_for(".edit_position", position_id=position.id), kept)


def _form_page(template: str, form: PositionForm, **context: object) -> ResponseReturnValue:
    communes = commune_names(default_province())
    status = 422 if form.errors else 200
    return render_template(template, form=form, communes=communes, **context), status


@bp.get("/positions/<uuid:position_id>")
@requires(Permission.POSITION_MANAGE)
def position(position_id: UUID) -> ResponseReturnValue:
    """Show one posting, what the law says against its words, and what may be done."""
    found = get_or_404(Position, position_id)
    return render_template(
        "firms/position.html",
        position=found,
        place=place_name(found.commune_code),
        licences=licence_names(found.licences),
        problems=positions.problems(found, local_today()),
        findings=positions.findings(found, local_today()),
        papers=positions.papers(found),
        today=local_today(),
        links=[_link(found, a) for a in found.actions() if a in _offered(found)],
        wants_call=_wants_call(found),
        is_editable=positions.may_edit(found, actor()),
    )


def _link(found: Position, action: StrEnum) -> tuple[str, str, str]:
    """Return the label, address and tone of what may be done now."""
    review = {**REVIEW, **CLOSES}.get(PositionAction(action))
    if review:
        address = url_for(review, position_id=found.id)
    else:
        address = url_for(".move_position", position_id=found.id, action=action.value)
    return words(action), address, "primary" if action == PositionAction.PUBLISH else "quiet"


def _offered(found: Position) -> frozenset[PositionAction]:
    moves = positions.DIRECT_MOVES | CLOSES.keys()
    return moves | (frozenset() if _wants_call(found) else frozenset(REVIEW))


@bp.route("/positions/<uuid:position_id>/confirm", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def confirm_position(position_id: UUID) -> ResponseReturnValue:
    """Record that the firm, called, stands by an imported posting."""
    found = get_or_404(Position, position_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        positions.confirm(session, found, said=form.said(), on=form.said_day(), by=actor())
        there = url_for(".position", position_id=found.id)
        return finish(there, "Đã ghi lời xác nhận. Tin chờ duyệt.")
    return _action_page("firms/confirm_position.html", found, form)


@bp.route("/positions/<uuid:position_id>/publish", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def publish_position(position_id: UUID) -> ResponseReturnValue:
    """Open a posting to people, after a look at what the law says against it."""
    found = get_or_404(Position, position_id)
    form = PublishForm()
    if form.validate_on_submit():
        reason = form.lawful_reason.data or ""
        positions.publish(session, found, by=actor(), lawful_reason=reason)
        return finish(url_for(".position_list"), f"Đã đăng: {found.title}.")
    return _action_page("firms/publish_position.html", found, form)


@bp.route("/positions/<uuid:position_id>/send-back", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def send_back_position(position_id: UUID) -> ResponseReturnValue:
    """Ask the firm to mend a posting."""
    found = get_or_404(Position, position_id)
    form = SendBackForm()
    if form.validate_on_submit():
        positions.send_back(session, found, form.note.data, by=actor())
        return finish(url_for(".position_list"), f"Đã trả lại: {found.title}.")
    return _action_page("firms/send_back_position.html", found, form)


@bp.route("/positions/<uuid:position_id>/moves/<action>", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def move_position(position_id: UUID, action: str) -> ResponseReturnValue:
    """Record for a firm that it pauses, resumes, fills, renews or closes."""
    found = get_or_404(Position, position_id)
    if action not in positions.DIRECT_MOVES:
        abort(404)
    chosen = PositionAction(action)
    form = MoveForm()
    if form.validate_on_submit():
        positions.move(
            session, found, chosen, by=actor(), said=form.said(), happened_on=form.said_day()
        )
        there = url_for(".position", position_id=found.id)
        return finish(there, f"Đã ghi: {words(found.state)}.")
    if not found.can(chosen):
        raise Refused("Việc này không làm được ở tình trạng hiện tại của tin.")
    return _action_page("firms/move_position.html", found, form, action=chosen)


@bp.route("/positions/<uuid:position_id>/close", methods=["GET", "POST"])
@requires(Permission.POSITION_MANAGE)
def close_position(position_id: UUID) -> ResponseReturnValue:
    """Record for a firm that it closes a posting, and why."""
    found = get_or_404(Position, position_id)
    form = CloseForm()
    if form.validate_on_submit():
        reason, there = ClosingReason(form.reason.data), url_for(".position", position_id=found.id)
        said, day = form.said(), form.said_day()
        positions.close(session, found, reason, by=actor(), said=said, happened_on=day)
        return finish(there, f"Đã ghi: {words(found.state)}.")
    if not found.can(PositionAction.CLOSE):
        raise Refused("Việc này không làm được ở tình trạng hiện tại của tin.")
    return _action_page("firms/close_position.html", found, form)


def _action_page(
    template: str,
    found: Position,
    form: CloseForm | ConfirmForm | MoveForm | PublishForm | SendBackForm,
    **context: object,
) -> ResponseReturnValue:
    return render_template(
        template,
        position=found,
        form=form,
        place=place_name(found.commune_code),
        licences=licence_names(found.licences),
        problems=positions.problems(found, local_today()),
        findings=positions.findings(found, local_today()),
        papers=positions.papers(found),
        today=local_today(),
        **context,
    ), (422 if form.errors else 200)
