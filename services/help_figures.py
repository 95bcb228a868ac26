"""What is pledged, agreed and handed over by kind of help, for the committee."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Pledge, SponsorshipKind
from services.pledge_balance import Sums, Use, standing, uses
from services.small_cells import Cell, guarded, masked


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of help, or all of them (`kind` None); sums are VND."""

    kind: SponsorshipKind | None
    pledged: int
    pledged_vnd: int
    agreed: Cell
    agreed_vnd: Cell
    delivered: Cell
    delivered_vnd: Cell


def kind_lines(session: Session) -> list[KindLine]:
    """Return a line for each kind pledged and one for all, in two queries."""
    drawn = uses(session)
    pledges = session.scalars(select(Pledge)).all()
    kinds = [kind for kind in SponsorshipKind if any(pledge.kind == kind for pledge in pledges)]
    lines = [
        _kind_line(
            kind,
            [pledge for pledge in pledges if pledge.kind == kind],
            [use for use in drawn if use.kind == kind],
        )
        for kind in kinds
    ]
    total = _kind_line(None, pledges, drawn)
    for name in ("agreed", "agreed_vnd", "delivered", "delivered_vnd"):
        cells = guarded([getattr(line, name) for line in lines], getattr(total, name))
        lines = [_with(line, {name: n}) for line, n in zip(lines, cells, strict=True)]
    return [*lines, total]


def _with(line: KindLine, values: dict[str, Any]) -> KindLine:
    return replace(line, **values)


def _kind_line(
    kind: SponsorshipKind | None, pledges: Sequence[Pledge], drawn: Sequence[Use]
) -> KindLine:
    of_pledge: dict[UUID, list[Use]] = {}
    sums = Sums()
    for use in drawn:
        of_pledge.setdefault(use.pledge_id, []).append(use)
        sums.add_use(use)
    for pledge in pledges:
        sums.add_pledge(*standing(pledge, of_pledge.get(pledge.id, [])))
    agreed = masked(len({use.returnee_id for use in drawn if use.is_agreed}))
    delivered = masked(len({use.returnee_id for use in drawn if use.parts}))
    return KindLine(
        kind,
        sums.pledged,
        sums.pledged_vnd,
        agreed,
        None if agreed is None else sums.agreed_vnd,
        delivered,
        None if delivered is None else sums.delivered_vnd,
    )
