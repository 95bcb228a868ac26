"""A run's cards spread over firms: who had how many before the rule, and after."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching import exposure
from matching.docs import PersonDoc
from matching.ranker import Ranked, Ranker, Shortlist
from models import Employer, Event, MatchRun

Shortlists = Callable[[Sequence[PersonDoc]], list[Shortlist]]
"""What may become some people's cards, found by others than this process."""


@dataclass(slots=True)
class Spreader:
    """Gives the cards of the people of a run, some at a time, and counts them by firm."""

    ranker: Ranker
    seats: Mapping[str, float]
    ask: Shortlists | None = None
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    def cards(self, docs: Sequence[PersonDoc]) -> list[list[Ranked]]:
        """Give everyone's cards, spread over firms as `matching.exposure` says."""
        lists = self.ask(docs) if self.ask else [self.ranker.shortlist(doc) for doc in docs]
        chosen, found = exposure.spread([one.options for one in lists], self.seats)
        self.before.update(found.before)
        self.after.update(found.after)
        return [self.ranker.entries(one, own) for one, own in zip(lists, chosen, strict=True)]

    def figures(self) -> dict[str, Any]:
        """Give [cards before, cards after] by firm."""
        return {firm: [self.before[firm], self.after[firm]] for firm in self.before | self.after}


@dataclass(frozen=True, slots=True)
class FirmCards:
    """How many cards of a run name a firm, before and after they were spread."""

    employer: Employer
    before: int
    after: int


def by_firm(session: Session, event: Event) -> list[FirmCards]:
    """Return the figures of an event's latest run, the firm with most cards first."""
    run = session.scalars(
        select(MatchRun)
        .where(MatchRun.event_id == event.id, MatchRun.finished_at.is_not(None))
        .order_by(MatchRun.finished_at.desc(), MatchRun.id.desc())
        .limit(1)
    ).first()
    figures = run.spread if run else {}
    firms = session.scalars(
        select(Employer).where(Employer.id.in_(map(UUID, figures))).order_by(Employer.name_key)
    )
    rows = [FirmCards(firm, *figures[str(firm.id)]) for firm in firms]
    return sorted(rows, key=lambda row: -row.after)
