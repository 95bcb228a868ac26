"""A firm's postings: its first page, the form, one posting, what may be done with it."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import ClosingReason, Position, PositionAction, PositionState, local_today, utcnow
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.forms import PositionForm
from portal.employer.places import commune_names, default_province, place_name
from portal.employer.postings import form_of, store
from portal.employer.sight import described, licence_names
from portal.formats import format_time
from portal.labels import words
from portal.once import finish
from portal.paging import paged
from services import employers, event_firms, firm_sight, position_lists, positions, reach

bp = Blueprint("employer", __name__, url_prefix="/employer")
MOST_ASKED = 3
# What asks for the firm's hand stands first; closed ones are shown only where there are some.
TABS = (
    PositionState.DRAFT,
    PositionState.NEEDS_FIX,
    PositionState.SUBMITTED,
    PositionState.OPEN,
    PositionState.PAUSED,
    PositionState.FILLED,
    PositionState.EXPIRED,
    PositionState.CLOSED,
)
ALWAYS = frozenset(TABS) - {PositionState.CLOSED}
SENT = "Đã gửi. Cán bộ sẽ duyệt trước khi đăng."


@bp.get("/positions")
@requires(Permission.POSITION_OWN)
def home() -> ResponseReturnValue:
    counts = position_lists.counts(session, by=actor())
    chosen = _state(request.args.get("state", ""))
    employer = employers.own(session, actor())
    return render_template(
        "employer/home.html",
        employer=employer,
        invitations=event_firms.waiting(session, by=actor()),
        needs_agreement=employers.current_agreement(employer) is None,
        page=paged(position_lists.listed(by=actor(), tab=chosen)),
        asked=session.scalars(position_lists.asked_about(by=actor()).limit(MOST_ASKED)).all(),
        tabs=_tabs(counts, chosen),
        place_name=place_name,
        A=PositionAction,
        today=local_today(),
    )


def _state(typed: str) -> PositionState | None:
    return PositionState(typed) if typed in set(PositionState) else None


def _tabs(
    counts: position_lists.Numbers, chosen: PositionState | None
) -> list[tuple[str, str, bool, int]]:
    total = sum(number for state, number in counts.items() if isinstance(state, PositionState))
    shown = [s for s in TABS if s in ALWAYS or counts.get(s) or s == chosen]
    others = [_tab(state, counts.get(state, 0), chosen) for state in shown]
    return [("Tất cả", url_for(".home"), chosen is None, total), *others]


def _tab(
    state: PositionState, number: int, chosen: PositionState | None
) -> tuple[str, str, bool, int]:
    return words(state), url_for(".home", state=state.value), state == chosen, number


@bp.route("/positions/new", methods=["GET", "POST"])
@requires(Permission.POSITION_OWN)
def new_position() -> ResponseReturnValue:
    form = form_of(PositionForm, None)
    if form.is_submitted():
        position = positions.begin(session, employers.own(session, actor()), by=actor())
        if store(form, position, by=actor()):
            return _stored(form, position)
    return _form_page("employer/new_position.html", form)


@bp.route("/positions/<uuid:position_id>/edit", methods=["GET", "POST"])
@requires(Permission.POSITION_OWN)
def edit_position(position_id: UUID) -> ResponseReturnValue:
    position = get_or_404(Position, position_id)
    form = form_of(PositionForm, position)
    if form.is_submitted() and store(form, position, by=actor()):
        return _stored(form, position)
    return _form_page("employer/edit_position.html", form, position=position, **_held(position))


def _held(found: Position) -> dict[str, object]:
    """Return what holds a posting: the law's articles and the papers it asks for."""
    return {
        "findings": positions.findings(found, local_today()),
        "papers": positions.papers(found),
        "today": local_today(),
        "is_editable": positions.may_edit(found, actor()),
    }


def _stored(form: PositionForm, position: Position) -> ResponseReturnValue:
    if form.submit.data:
        return finish(url_for(".position", position_id=position.id), SENT)
    kept = f"Đã lưu nháp lúc {format_time(utcnow())}.{_still_to_do(form)}"
    return finish(url_for(".edit_position", position_id=position.id), kept)


def _still_to_do(form: PositionForm) -> str:
    """Name the boxes that keep the draft from being sent."""
    names = [field.label.text for field in form if field.errors]
    return f" Trước khi gửi, xem lại ô: {'; '.join(names)}." if names else ""


def _form_page(template: str, form: PositionForm, **context: object) -> ResponseReturnValue:
    communes = commune_names(default_province())
    status = 422 if form.errors else 200
    return render_template(template, form=form, communes=communes, **context), status


@bp.get("/positions/<uuid:position_id>")
@requires(Permission.POSITION_OWN)
def position(position_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Position, position_id)
    is_open_to_people = found.employer.may_see_people()
    views = firm_sight.approved_views(session, found, local_today()) if is_open_to_people else []
    return render_template(
        "employer/position.html",
        position=found,
        place=place_name(found.commune_code),
        licences=licence_names(found.licences),
        may_see_people=is_open_to_people,
        people=[described(view) for view in views],
        number=firm_sight.how_many(len(views)),
        **_held(found),
        moves=[a for a in found.actions() if a in positions.DIRECT_MOVES],
        reach=reach.latest(session, found),
        reasons=list(ClosingReason) if found.can(PositionAction.CLOSE) else [],
        is_standing=found.can(PositionAction.PAUSE),
    )
