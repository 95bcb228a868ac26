"""Matching on the stored rows: a run that proposes, and what may be shown of it right now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching import exposure, gates
from matching.ranker import MOST_CARDS, Ranked
from models import (
    Actor,
    Event,
    MatchRun,
    Position,
    Returnee,
    Suggestion,
    local_today,
    utcnow,
)
from services import (
    match_index,
    match_merge,
    match_rows,
    match_spread,
    model_versions,
    person_docs,
    position_docs,
)
from services.errors import Refused


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pair stands at this moment: reasons that exclude it, and what to check first."""

    gates: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a position is, or is not, on a person's list. For counselors only.

    `gates` are reasons that exclude it; without any, `entry` holds the points and `place` counts
    from 1 among `of` positions that pass.
    """

    gates: tuple[str, ...]
    entry: Ranked | None = None
    place: int = 0
    of: int = 0

    @property
    def is_card(self) -> bool:
        """Tell whether the position is among the person's best few."""
        return self.entry is not None and self.entry.shown


def run(
    session: Session,
    *,
    by: Actor,
    event: Event | None = None,
    returnees: Iterable[Returnee] | None = None,
    ask: match_spread.Shortlists | None = None,
) -> MatchRun:
    """Match people in the actor's scope with every open position and store what is proposed.

    With `event` only its invited people, with `returnees` only those; with `ask` other machines
    look through the positions, in the snapshot of this moment. Decisions stay as they are;
    only a proposal is refreshed. What no longer fits, or may not be shown any more, lapses.
    """
    on = local_today()
    ranking = model_versions.in_use(session)
    ranker = match_index.ranker(session, on, ranking)
    offers = ranker.offers()
    made = MatchRun(
        model_version=ranking.version,
        model_id=ranking.model_id,
        event_id=event.id if event else None,
        by_id=by.user_id,
        people=0,
        positions=len(offers),
        suggestions=0,
        without_match=0,
    )
    session.add(made)
    session.flush()
    merge = match_merge.Merge(made, offers, by, on)
    spreader = match_spread.Spreader(ranker, exposure.seats(list(offers.values())), ask)
    ids = session.scalars(match_rows.people_ids(by, event, returnees)).all()
    for part in match_rows.parts(ids):
        _match_part(session, part, spreader, merge)
    made.spread = spreader.figures()
    made.finished_at = utcnow()
    session.flush()
    return made


def _match_part(
    session: Session,
    ids: Sequence[UUID],
    spreader: match_spread.Spreader,
    merge: match_merge.Merge,
) -> None:
    """Match some people; their rows are locked, so that two runs follow one another."""
    people = session.scalars(
        select(Returnee)
        .where(Returnee.id.in_(ids))
        .options(*person_docs.READ_WITH)
        .order_by(Returnee.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    known, jobs = match_rows.known(session, ids), match_rows.at_work(session, ids)
    docs = dict(zip(people, person_docs.person_docs(session, people), strict=True))
    matched = {
        returnee: doc
        for returnee, doc in docs.items()
        if doc.consented and returnee.automatic_matching and not jobs[returnee.id]
    }
    shown = dict(zip(matched, spreader.cards(list(matched.values())), strict=True))
    for returnee, doc in docs.items():
        before = [s for s in known[returnee.id] if s.position_id not in jobs[returnee.id]]
        cards = shown.get(returnee, [])
        session.add_all(merge.person(returnee, doc, cards, before, counts=returnee in matched))
    session.flush()


def showable_cards(session: Session, returnee: Returnee) -> list[Suggestion]:
    """Return what this person may be shown at this moment, best first, at most five cards."""
    return showable_cards_of(session, [returnee])[returnee.id]


def showable_cards_of(
    session: Session, returnees: Sequence[Returnee]
) -> dict[UUID, list[Suggestion]]:
    """Return the cards of many people with a constant number of queries.

    A card is a suggestion that a counselor approved and that passes every gate today: consent
    stands, the position is open, and nothing learnt since the approval forbids it.
    """
    on = local_today()
    found: dict[UUID, list[Suggestion]] = {returnee.id: [] for returnee in returnees}
    approved = match_rows.approved(session, list(found))
    positions = list({s.position_id: s.position for s in approved}.values())
    jobs = {doc.id: doc for doc in position_docs.position_docs(session, positions, on)}
    people = match_rows.documents(session, {suggestion.returnee_id for suggestion in approved})
    for suggestion in approved:
        person, job = people[str(suggestion.returnee_id)], jobs[str(suggestion.position_id)]
        cards = found[suggestion.returnee_id]
        if len(cards) < MOST_CARDS and gates.passes(person, job, on):
            cards.append(suggestion)
    return found


def standing(session: Session, returnee: Returnee, positions: Sequence[Position]) -> list[Standing]:
    """Tell how each position stands for a person now, in the order given; for counselors only.

    What a run wrote down may be older than the last change of the case file or the posting.
    """
    on = local_today()
    person = match_rows.documents(session, [returnee.id])[str(returnee.id)]
    return [
        Standing(
            tuple(violation.reason_vi for violation in gates.violations(person, job, on)),
            tuple(caution.text_vi for caution in gates.warnings(person, job, on)),
        )
        for job in position_docs.position_docs(session, positions, on)
    ]


def why_not(session: Session, returnee: Returnee, position: Position) -> tuple[str, ...]:
    """Return every hard reason that keeps a position from a person; for counselors only."""
    return standing(session, returnee, [position])[0].gates


def explain(session: Session, returnee: Returnee, position: Position) -> Explanation:
    """Tell a counselor what keeps a position from a person, or where it ranks and why."""
    hard = why_not(session, returnee, position)
    if hard:
        return Explanation(hard)
    on = local_today()
    ranker = match_index.ranker(session, on, model_versions.in_use(session))
    person = match_rows.documents(session, [returnee.id])[str(returnee.id)]
    ranked = ranker.rank(person, k=len(ranker.offers()))
    for place, entry in enumerate(ranked, start=1):
        if entry.position_id == str(position.id):
            return Explanation((), entry, place, len(ranked))
    return Explanation(())


def suggest_by_hand(
    session: Session, returnee: Returnee, position: Position, *, by: Actor
) -> Suggestion:
    """Suggest a position that a counselor found, for people whom no run proposes anything to.

    Raises
    ------
    Refused
        With the reasons of the gates that fail.
    """
    told = explain(session, returnee, position)
    if told.entry is None:
        raise Refused(f"Không đưa được việc này: {'; '.join(told.gates)}.")
    known = match_rows.known(session, [returnee.id])[returnee.id]
    before = {suggestion.position_id: suggestion for suggestion in known}
    if (found := before.get(position.id)) and found.state not in match_merge.RENEWABLE:
        return found
    ranking = model_versions.in_use(session)
    made = MatchRun(
        model_version=ranking.version,
        model_id=ranking.model_id,
        by_id=by.user_id,
        people=1,
        positions=1,
        suggestions=1,
        without_match=0,
        finished_at=utcnow(),
    )
    session.add(made)
    session.flush()
    merge = match_merge.Merge(made, {}, by, local_today())
    suggestion = merge.propose(returnee, told.entry, told.place, before)
    session.add(suggestion)
    session.flush()
    return suggestion
