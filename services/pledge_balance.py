"""How much is pledged, promised to someone and handed over: places (people) and VND."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Delivery,
    Pledge,
    PledgeState,
    Sponsorship,
    SponsorshipKind,
    SponsorshipState,
)

_S = SponsorshipState
AGREED_OR_FURTHER = frozenset({_S.AGREED, _S.DELIVERED, _S.CONFIRMED, _S.COMPLETED})
FINAL = frozenset({_S.COMPLETED, _S.ENDED})


@dataclass(frozen=True, slots=True)
class Use:
    """One sponsorship as its balance sees it; sums are VND."""

    pledge_id: uuid.UUID
    employer_id: uuid.UUID
    returnee_id: uuid.UUID
    kind: SponsorshipKind
    state: SponsorshipState
    share_vnd: int
    parts: int
    delivered_vnd: int

    @property
    def held_vnd(self) -> int:
        """Return what it takes of the pledge: its share, and once over what was handed over."""
        return self.delivered_vnd if self.state in FINAL else self.share_vnd

    @property
    def held_units(self) -> int:
        """Return 1 while it stands; one that ended before anything was given frees its place."""
        return int(self.state != SponsorshipState.ENDED or self.parts > 0)

    @property
    def is_agreed(self) -> bool:
        """Tell whether both sides said yes, however it went on."""
        return self.state in AGREED_OR_FURTHER or self.parts > 0


@dataclass(slots=True)
class Sums:
    """Places (people helped) and VND, pledged, agreed and delivered."""

    pledged: int = 0
    agreed: int = 0
    delivered: int = 0
    pledged_vnd: int = 0
    agreed_vnd: int = 0
    delivered_vnd: int = 0

    def add_pledge(self, quantity: int | None, amount_vnd: int | None) -> None:
        """Count a pledge in."""
        self.pledged += quantity or 0
        self.pledged_vnd += amount_vnd or 0

    def add_use(self, use: Use) -> None:
        """Count a sponsorship in."""
        if use.is_agreed:
            self.agreed += 1
            self.agreed_vnd += use.held_vnd
        self.delivered += int(use.parts > 0)
        self.delivered_vnd += use.delivered_vnd


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a pledge; None where the pledge does not count in that measure."""

    quantity: int | None
    vnd: int | None

    @property
    def is_used_up(self) -> bool:
        """Tell whether nobody more can be helped from it."""
        return any(left is not None and left <= 0 for left in (self.quantity, self.vnd))


def uses(session: Session, *conditions: object) -> list[Use]:
    """Return the sponsorships that draw on pledges, in one query; conditions are on its tables."""
    delivered = (
        select(
            Delivery.sponsorship_id,
            func.count().label("parts"),
            func.sum(Delivery.amount_vnd).label("vnd"),
        )
        .group_by(Delivery.sponsorship_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Sponsorship.pledge_id,
            Pledge.employer_id,
            Sponsorship.returnee_id,
            Pledge.kind,
            Sponsorship.state,
            func.coalesce(Sponsorship.amount_vnd, 0),
            func.coalesce(delivered.c.parts, 0),
            func.coalesce(delivered.c.vnd, 0),
        )
        .join(Sponsorship.pledge)
        .outerjoin(delivered, delivered.c.sponsorship_id == Sponsorship.id)
        .where(*conditions)  # type: ignore[arg-type]
    )
    return [Use(*row[:5], *map(int, row[5:])) for row in rows]


def rests(session: Session, pledges: Sequence[Pledge]) -> Mapping[uuid.UUID, Rest]:
    """Return what is left of each pledge, in one query."""
    ids = [pledge.id for pledge in pledges]
    drawn = _by(uses(session, Sponsorship.pledge_id.in_(ids)), "pledge_id") if ids else {}
    return {pledge.id: _rest(pledge, drawn.get(pledge.id, [])) for pledge in pledges}


def _rest(pledge: Pledge, drawn: Iterable[Use]) -> Rest:
    taken = list(drawn)
    units = sum(use.held_units for use in taken)
    vnd = sum(use.held_vnd for use in taken)
    return Rest(
        None if pledge.quantity is None else pledge.quantity - units,
        None if pledge.amount_vnd is None else pledge.amount_vnd - vnd,
    )


def balance(
    session: Session,
    *,
    employer_ids: Collection[uuid.UUID] = (),
    returnee_ids: Collection[uuid.UUID] = (),
) -> Mapping[uuid.UUID, Sums]:
    """Return pledged, agreed and delivered of each firm and person asked for; two queries.

    A person's "pledged" stays 0: nobody pledges to one person. Of a withdrawn pledge only what was
    given to people still counts as pledged.
    """
    sums = {key: Sums() for key in (*employer_ids, *returnee_ids)}
    drawn = uses(
        session, Pledge.employer_id.in_(employer_ids) | Sponsorship.returnee_id.in_(returnee_ids)
    )
    of_pledge = _by(drawn, "pledge_id")
    for pledge in session.scalars(select(Pledge).where(Pledge.employer_id.in_(employer_ids))):
        sums[pledge.employer_id].add_pledge(*standing(pledge, of_pledge.get(pledge.id, [])))
    for use in drawn:
        for key in {use.employer_id, use.returnee_id} & sums.keys():
            sums[key].add_use(use)
    return sums


def standing(pledge: Pledge, drawn: Iterable[Use]) -> tuple[int | None, int | None]:
    """Return how many people and how much money a pledge still counts for."""
    if pledge.state == PledgeState.PLEDGED:
        return pledge.quantity, pledge.amount_vnd
    rest = _rest(pledge, drawn)
    return (
        None if rest.quantity is None else (pledge.quantity or 0) - rest.quantity,
        None if rest.vnd is None else (pledge.amount_vnd or 0) - rest.vnd,
    )


def _by(drawn: Iterable[Use], key: str) -> dict[uuid.UUID, list[Use]]:
    grouped: dict[uuid.UUID, list[Use]] = {}
    for use in drawn:
        grouped.setdefault(getattr(use, key), []).append(use)
    return grouped
