"""Sponsorships of the people in one's care: the list, one of them, the agreement on paper."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from models import (
    OWN_YES,
    CheckIn,
    ConsentHow,
    Move,
    Pledge,
    Sponsorship,
    SponsorshipAction,
    SponsorshipEnd,
    SponsorshipState,
    SponsorTask,
    User,
    local_today,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.pages import personal_page
from portal.paging import paged
from portal.sponsoring.care_forms import TaskForm
from services import firm_consents, places, sponsor_sight, sponsorship_care
from services.pledge_balance import FINAL
from services.scope import visible_sponsorships

bp = Blueprint("sponsoring", __name__, url_prefix="/sponsoring")

# The buttons of the workflow's moves: words, tone, and whether a page asks more before it.
BUTTONS = {
    SponsorshipAction.AGREE: ("Ghi thỏa thuận", "primary", True),
    SponsorshipAction.DELIVER: ("Ghi một lần trao", "primary", True),
    SponsorshipAction.CONFIRM: ("Ghi xác nhận", "primary", True),
    SponsorshipAction.COMPLETE: ("Hoàn thành", "primary", False),
    SponsorshipAction.END: ("Dừng lại", "danger", True),
}


@bp.get("/")
@requires(Permission.SPONSORSHIP_MANAGE)
def sponsorships() -> ResponseReturnValue:
    is_over = request.args.get("show") == "over"
    page = paged(_listed(visible_sponsorships(actor()), is_over=is_over))
    rows = page.rows
    return personal_page(
        "sponsoring/sponsorships.html",
        subjects=[row.returnee for row in rows],
        fields=["full_name", "commune_code"],
        action="list",
        rows=rows,
        page=page,
        is_over=is_over,
        commune=places.commune_name,
    )


def _listed(scope: Select[Sponsorship], *, is_over: bool) -> Select[Sponsorship]:
    wanted = Sponsorship.state.in_(FINAL) if is_over else Sponsorship.state.not_in(FINAL)
    return (
        scope.where(wanted)
        .options(
            joinedload(Sponsorship.returnee),
            joinedload(Sponsorship.pledge).joinedload(Pledge.employer),
            selectinload(Sponsorship.deliveries),
        )
        .order_by(Sponsorship.created_at.desc(), Sponsorship.id)
    )


@bp.get("/<uuid:sponsorship_id>")
@requires(Permission.SPONSORSHIP_MANAGE)
def sponsorship(sponsorship_id: UUID) -> ResponseReturnValue:
    row = get_or_404(Sponsorship, sponsorship_id)
    return personal_page(
        "sponsoring/sponsorship.html",
        subjects=[row.returnee],
        fields=["full_name", "commune_code", "sponsorship"],
        row=row,
        commune=places.commune_name(row.returnee.commune_code),
        delivered_vnd=sum(part.amount_vnd or 0 for part in row.deliveries),
        parts=sorted(row.deliveries, key=lambda part: (part.delivered_on, part.created_at)),
        buttons=[_button(row, action) for action in BUTTONS if row.can(action)],
        history=[(_came_to(move), move) for move in _moves(row)],
        reason=SponsorshipEnd(row.reason) if row.reason else None,
        agreed_how=ConsentHow(row.agreed_how) if row.agreed_how else None,
        confirmed_how=ConsentHow(row.confirmed_how) if row.confirmed_how else None,
        knows_name=_knows_name(row),
        today=local_today(),
        task_form=TaskForm(formdata=None),
        **_care(row),
    )


def _care(row: Sponsorship) -> dict[str, Any]:
    """Return the looks, tasks and complaints of one help; what is still to do comes first."""
    looks = select(CheckIn).where(CheckIn.sponsorship_id == row.id)
    tasks = select(SponsorTask).where(SponsorTask.sponsorship_id == row.id)
    complaints = sponsorship_care.complaints_of(session, row, by=actor())
    handlers = select(User).where(User.id.in_([one.handler_id for one in complaints]))
    return {
        "looks": session.scalars(looks.order_by(CheckIn.due_on.desc())).all(),
        "tasks": session.scalars(tasks.order_by(SponsorTask.due_on)).all(),
        "complaints": complaints,
        "handler_names": {user.id: user.full_name for user in session.scalars(handlers)},
    }


@bp.get("/<uuid:sponsorship_id>/agreement")
@requires(Permission.SPONSORSHIP_MANAGE)
def agreement(sponsorship_id: UUID) -> ResponseReturnValue:
    """Print the paper both sign; the name stands on it once the person lets this firm know it."""
    row = get_or_404(Sponsorship, sponsorship_id)
    return personal_page(
        "sponsoring/agreement.html",
        subjects=[row.returnee],
        fields=["full_name"],
        action="print",
        row=row,
        number=sponsor_sight.number_of(session, row),
        knows_name=_knows_name(row),
        commune=places.commune_name(row.returnee.commune_code),
        back_url=url_for(".sponsorship", sponsorship_id=row.id),
    )


def _knows_name(row: Sponsorship) -> bool:
    found = firm_consents.consent_for(session, row.returnee, row.pledge.employer_id)
    return found is not None


def _button(row: Sponsorship, action: SponsorshipAction) -> tuple[str, str, str, bool]:
    label, tone, asks_more = BUTTONS[action]
    return label, url_for(f".{action.value}", sponsorship_id=row.id), tone, asks_more


def _came_to(move: Move) -> SponsorshipAction | SponsorshipState:
    """Return what a line of the history says: the state, or which side said yes on its screen."""
    if move.action in OWN_YES:
        return SponsorshipAction(move.action)
    return SponsorshipState(move.to_state)


def _moves(row: Sponsorship) -> list[Move]:
    of_row = select(Move).where(Move.record_id == row.id).order_by(Move.recorded_at, Move.id)
    return list(session.scalars(of_row))
