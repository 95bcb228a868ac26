"""Suggestions reviewed person by person, matching runs, why not."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from models import (
    MatchRun,
    Path,
    RejectReason,
    Returnee,
    Suggestion,
    SuggestionAction,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.reach import communes_of
from portal.database import session
from portal.employer.sight import licence_names
from portal.labels import choices
from portal.once import finish
from portal.pages import personal_page
from portal.paging import cut
from portal.review import person_facts
from portal.review.filtering import chips, kept, read_filters
from portal.review.forms import (
    ApproveForm,
    DecisionForm,
    RejectForm,
    read_ids,
    read_ticks,
)
from services import (
    case_lists,
    consents,
    matching,
    review_figures,
    review_queue,
    reviewing,
)
from services.errors import Refused

bp = Blueprint("review", __name__, url_prefix="/review")
SEEN = (
    *("full_name", "birth_year", "commune_code", "skills", "suggestions"),
    *("health_limits", "bans", "residence_kind", "permissions"),
)


@bp.context_processor
def licences() -> dict[str, object]:
    """Let cards name the licences of a posting."""
    return {"licence_names": licence_names}


@bp.get("/")
@requires(Permission.SUGGESTION_REVIEW)
def queue() -> ResponseReturnValue:
    filters = read_filters()
    line = review_queue.load(session, by=actor(), filters=filters)
    page = cut(line.keys)
    rows = review_queue.waiting(session, page.rows)
    last = session.scalars(select(MatchRun).order_by(MatchRun.id.desc()).limit(1)).first()
    return personal_page(
        "review/queue.html",
        subjects=[row.returnee for row in rows],
        fields=["full_name", "commune_code"],
        line=line,
        page=page,
        rows=rows,
        last=last,
        filters=filters,
        chips=chips(filters),
        communes=communes_of(actor()),
        paths=choices(Path),
        bands=review_queue.BANDS,
        event=case_lists.next_event(session, by=actor()),
        given=review_figures.given(session, by=actor()),
        kept=kept(),
    )


@bp.post("/run")
@requires(Permission.MATCHING_RUN)
def run() -> ResponseReturnValue:
    made = matching.run(session, by=actor())
    return finish(
        url_for(".queue"),
        f"Đã tìm việc cho {made.people} người: {made.suggestions} gợi ý,"
        f" {made.without_match} người chưa có việc phù hợp.",
    )


@bp.get("/<uuid:returnee_id>")
@requires(Permission.SUGGESTION_REVIEW)
def person(returnee_id: UUID) -> ResponseReturnValue:
    return _person_page(get_or_404(Returnee, returnee_id))


def _person_page(returnee: Returnee, form: RejectForm | None = None) -> ResponseReturnValue:
    """Show one person; `form` is a refusal that could not be read, kept as it was typed."""
    line = review_queue.load(session, by=actor(), filters=read_filters())
    cards = reviewing.cards(session, returnee)
    last = request.args.get("last", "")
    return personal_page(
        "review/person.html",
        subjects=[returnee],
        fields=SEEN,
        status=422 if form else 200,
        returnee=returnee,
        cards=cards,
        facts=person_facts.facts_of(returnee),
        limits=person_facts.limits_of(returnee),
        consent=consents.standing(session, returnee),
        place=review_queue.place(session, line, returnee),
        oldest=line.oldest,
        undoable=next((c for c in cards if str(c.suggestion.id) == last and c.can_undo), None),
        next_card=next((c for c in cards if c.is_waiting), None),
        form=form or RejectForm(formdata=None),
        kept=kept(),
        failed=request.view_args.get("suggestion_id") if form and request.view_args else None,
    )


@bp.post("/suggestions/<uuid:suggestion_id>/approve")
@requires(Permission.SUGGESTION_REVIEW)
def approve(suggestion_id: UUID) -> ResponseReturnValue:
    form = ApproveForm()
    suggestion = _read(suggestion_id, SuggestionAction.APPROVE, form)
    reviewing.approve(session, suggestion, by=actor(), was_opened=bool(form.opened.data))
    return done(suggestion, "Đã duyệt")


@bp.post("/suggestions/<uuid:suggestion_id>/keep")
@requires(Permission.SUGGESTION_REVIEW)
def keep(suggestion_id: UUID) -> ResponseReturnValue:
    suggestion = _read(suggestion_id, SuggestionAction.KEEP, DecisionForm())
    reviewing.keep(session, suggestion, by=actor())
    return done(suggestion, "Để xem sau")


@bp.post("/suggestions/<uuid:suggestion_id>/undo")
@requires(Permission.SUGGESTION_REVIEW)
def undo(suggestion_id: UUID) -> ResponseReturnValue:
    suggestion = _read(suggestion_id, SuggestionAction.UNDO, DecisionForm())
    reviewing.undo(session, suggestion, by=actor())
    return done(suggestion, "Đã hoàn tác")


@bp.post("/suggestions/<uuid:suggestion_id>/reject")
@requires(Permission.SUGGESTION_REVIEW)
def reject(suggestion_id: UUID) -> ResponseReturnValue:
    suggestion = get_or_404(Suggestion, suggestion_id)
    form = RejectForm()
    if not form.validate_on_submit():
        return _person_page(suggestion.returnee, form)
    _check(suggestion, SuggestionAction.REJECT, form)
    reason = RejectReason(form.reason.data)
    reviewing.reject(session, suggestion, reason, by=actor(), note=form.note.data or "")
    return done(suggestion, "Đã từ chối")


@bp.post("/<uuid:returnee_id>/approve")
@requires(Permission.SUGGESTION_REVIEW)
def approve_ticked(returnee_id: UUID) -> ResponseReturnValue:
    returnee = get_or_404(Returnee, returnee_id)
    ticks = dict(read_ticks(request.form.getlist("suggestion")))
    if not ticks:
        raise Refused("Chưa chọn việc nào. Hãy đánh dấu các việc cần duyệt.")
    chosen = [get_or_404(Suggestion, suggestion_id) for suggestion_id in ticks]
    if any(suggestion.returnee_id != returnee.id for suggestion in chosen):
        abort(404)
    for suggestion in chosen:
        reviewing.check_unchanged(suggestion, SuggestionAction.APPROVE, ticks[suggestion.id])
    opened = read_ids(request.form.getlist("opened"))
    done = reviewing.approve_many(session, returnee, chosen, by=actor(), opened=opened)
    address = url_for(".person", returnee_id=returnee.id, **kept())
    return finish(address, f"Đã duyệt {len(done)} việc.")


def _read(suggestion_id: UUID, action: SuggestionAction, form: DecisionForm) -> Suggestion:
    suggestion = get_or_404(Suggestion, suggestion_id)
    if not form.validate():
        raise Refused(reviewing.CHANGED)
    _check(suggestion, action, form)
    return suggestion


def _check(suggestion: Suggestion, action: SuggestionAction, form: DecisionForm) -> None:
    reviewing.check_unchanged(suggestion, action, form.version.data)


def done(suggestion: Suggestion, what: str) -> ResponseReturnValue:
    address = url_for(".person", returnee_id=suggestion.returnee_id, last=suggestion.id, **kept())
    return finish(address, f"{what}: {suggestion.position.title}.")
