"""What is not on a person's list: why, put there by hand with a reason, and two compared."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from models import HandReason, Position, Returnee
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.pages import personal_page
from portal.review.filtering import kept
from portal.review.forms import HandForm, read_ids
from portal.review.side_by_side import side_by_side
from portal.review.views import SEEN, bp, done
from services import matching, position_search, reviewing


@bp.get("/<uuid:returnee_id>/why-not")
@requires(Permission.SUGGESTION_REVIEW)
def why_not(returnee_id: UUID) -> ResponseReturnValue:
    """Look for a position and read why it is not on the list."""
    return _why_not_page(get_or_404(Returnee, returnee_id), _chosen_position())


def _why_not_page(
    returnee: Returnee, chosen: Position | None, form: HandForm | None = None
) -> ResponseReturnValue:
    """Tell why a position is not on the list, and let it be put there with a reason."""
    typed = request.args.get("q", "").strip()
    return personal_page(
        "review/why_not.html",
        subjects=[returnee],
        fields=SEEN,
        status=422 if form else 200,
        returnee=returnee,
        typed=typed,
        position=chosen,
        told=matching.explain(session, returnee, chosen) if chosen else None,
        found=position_search.search(session, typed, by=actor()),
        most=position_search.MOST,
        form=form or HandForm(formdata=None),
        kept=kept(),
    )


@bp.post("/<uuid:returnee_id>/positions/<uuid:position_id>/choose")
@requires(Permission.SUGGESTION_REVIEW)
def choose(returnee_id: UUID, position_id: UUID) -> ResponseReturnValue:
    """Put a position on the list by hand, with the reason."""
    returnee, position = get_or_404(Returnee, returnee_id), get_or_404(Position, position_id)
    form = HandForm()
    if not form.validate_on_submit():
        return _why_not_page(returnee, position, form)
    reason = HandReason(form.reason.data)
    approval = reviewing.choose(session, returnee, position, by=actor(), reason=reason)
    return done(approval.suggestion, "Đã duyệt")


@bp.get("/<uuid:returnee_id>/compare")
@requires(Permission.SUGGESTION_REVIEW)
def compare(returnee_id: UUID) -> ResponseReturnValue:
    """Show two positions of one person's list side by side: facts, points, what is missing."""
    returnee = get_or_404(Returnee, returnee_id)
    cards = reviewing.cards(session, returnee)
    wanted = read_ids([request.args.get("a", ""), request.args.get("b", "")])
    chosen = [card for card in cards if card.suggestion.id in wanted]
    return personal_page(
        "review/compare.html",
        subjects=[returnee],
        fields=SEEN,
        returnee=returnee,
        cards=cards,
        chosen=chosen,
        first=request.args.get("a", ""),
        rows=side_by_side(chosen),
        told=[matching.explain(session, returnee, card.position) for card in chosen],
        kept=kept(),
    )


def _chosen_position() -> Position | None:
    try:
        return get_or_404(Position, UUID(request.args["position"]))
    except (KeyError, ValueError):
        return None
