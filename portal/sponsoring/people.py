"""Who needs help, which pledges fit, and attaching one of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from models import IN_NEED, Pledge, Returnee, Sponsorship, SponsorshipKind
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from portal.sponsoring.forms import MatchForm
from portal.sponsoring.views import bp
from services import places, pledges, sponsorships
from services.person_docs import agrees_to_matching
from services.pledge_balance import FINAL
from services.scope import visible_returnees, visible_sponsorships

MOST_CANDIDATES = 20


@bp.get("/people")
@requires(Permission.SPONSORSHIP_MANAGE)
def people() -> ResponseReturnValue:
    """List who needs help, with what already stands for each."""
    page = paged(_in_need(visible_returnees(actor())))
    rows = page.rows
    return personal_page(
        "sponsoring/people.html",
        subjects=rows,
        fields=["full_name", "commune_code", "needs"],
        action="list",
        rows=rows,
        page=page,
        needs={row.id: sorted(sponsorships.needs_of(row)) for row in rows},
        helped=_helped_with(rows),
        agrees={row.id: agrees_to_matching(row.consents) for row in rows},
        commune=places.commune_name,
    )


def _in_need(scope: Select[Returnee]) -> Select[Returnee]:
    return (
        scope.where(IN_NEED)
        .options(selectinload(Returnee.consents))
        .order_by(Returnee.return_date.desc(), Returnee.id)
    )


def _helped_with(people: Sequence[Returnee]) -> Mapping[UUID, list[SponsorshipKind]]:
    rows = session.execute(
        select(Sponsorship.returnee_id, Pledge.kind)
        .join(Sponsorship.pledge)
        .where(
            Sponsorship.returnee_id.in_([person.id for person in people]),
            Sponsorship.state.not_in(FINAL),
        )
        .order_by(Sponsorship.created_at)
    )
    found: dict[UUID, list[SponsorshipKind]] = {person.id: [] for person in people}
    for returnee_id, kind in rows:
        found[returnee_id].append(kind)
    return found


@bp.get("/people/<uuid:returnee_id>")
@requires(Permission.SPONSORSHIP_MANAGE)
def person(returnee_id: UUID) -> ResponseReturnValue:
    """Show one person's help and the pledges that fit, best first."""
    found = get_or_404(Returnee, returnee_id)
    mine = visible_sponsorships(actor()).where(Sponsorship.returnee_id == found.id)
    candidates = sponsorships.candidates(session, found)
    return personal_page(
        "sponsoring/person.html",
        subjects=[found],
        fields=["full_name", "commune_code", "needs", "sponsorship"],
        person=found,
        commune=places.commune_name(found.commune_code),
        needs=sorted(sponsorships.needs_of(found)),
        agrees=agrees_to_matching(found.consents),
        rows=session.scalars(
            mine.options(joinedload(Sponsorship.pledge).joinedload(Pledge.employer)).order_by(
                Sponsorship.created_at
            )
        ).all(),
        sums=pledges.balance(session, returnee_ids=[found.id])[found.id],
        candidates=candidates[:MOST_CANDIDATES],
        more=max(0, len(candidates) - MOST_CANDIDATES),
    )


@bp.route("/people/<uuid:returnee_id>/pledges/<uuid:pledge_id>", methods=["GET", "POST"])
@requires(Permission.SPONSORSHIP_MANAGE)
def match(returnee_id: UUID, pledge_id: UUID) -> ResponseReturnValue:
    """Attach a pledge to a person."""
    found, pledge = get_or_404(Returnee, returnee_id), get_or_404(Pledge, pledge_id)
    rest = pledges.rests(session, [pledge])[pledge.id]
    form = MatchForm(pledge, rest)
    if form.validate_on_submit():
        made = sponsorships.match(
            session,
            pledge,
            found,
            by=actor(),
            amount_vnd=form.amount_vnd.data,
            mentor_name=form.mentor_name.data or "",
        )
        return finish(url_for(".sponsorship", sponsorship_id=made.id), "Đã ghép.")
    return personal_page(
        "sponsoring/match.html",
        subjects=[found],
        fields=["full_name"],
        status=422 if form.errors else 200,
        person=found,
        pledge=pledge,
        rest=rest,
        form=form,
        back=url_for(".person", returnee_id=found.id),
    )
