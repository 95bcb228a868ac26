"""How many people within reach fit a posting before it is sent, and what would help most.

The ranker answers, with every gate: people who agreed to matching, are not at work, and for whom
the posting would be worth a card. What a firm reads is blurred: see `services.reach_figures`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matching.docs import PersonDoc, PositionDoc
from matching.openness import fetches, houses, teaches
from matching.ranker import Ranker
from models import (
    Actor,
    Position,
    PositionState,
    PostingReach,
    ReachChange,
    Returnee,
    crypto,
    local_today,
)
from services import (
    audit,
    match_rows,
    model_versions,
    person_docs,
    places,
    position_docs,
    reach_figures,
)
from services.errors import Refused

MOST_A_DAY = 10
MOST_BESIDE = 60
"""Open postings read beside it, so that words weigh as they do in the product's own lists."""
FARTHEST_KM = 60.0
NOT_YET = "Doanh nghiệp cần được xác minh và đồng ý cam kết dữ liệu trước."
NO_PLACE = "Hãy ghi tên công việc và xã, phường trước."
TOO_OFTEN = f"Mỗi ngày xem được {MOST_A_DAY} tin. Hãy xem tiếp vào ngày mai."
GIVEN = {ReachChange.ROOM: houses, ReachChange.BUS: fetches, ReachChange.TEACHING: teaches}


def latest(session: Session, position: Position) -> PostingReach | None:
    """Return what the firm was told last of a posting."""
    return session.scalar(
        select(PostingReach)
        .where(PostingReach.position_id == position.id)
        .order_by(PostingReach.asked_on.desc())
        .limit(1)
    )


def ask(session: Session, position: Position, *, by: Actor) -> PostingReach:
    """Answer for today; a second question on one day gets the first answer."""
    on = local_today()
    known = latest(session, position)
    if known is not None and known.asked_on == on:
        return known
    _refuse(session, position, on)
    answer = _answer(session, position, on)
    session.add(answer)
    audit.record(session, "count", position, by=by)
    session.flush()
    return answer


def _refuse(session: Session, position: Position, on: date) -> None:
    if not position.employer.may_see_people():
        raise Refused(NOT_YET)
    if not position.title or not position.commune_code:
        raise Refused(NO_PLACE)
    asked = select(func.count()).where(
        PostingReach.employer_id == position.employer_id, PostingReach.asked_on == on
    )
    if (session.scalar(asked) or 0) >= MOST_A_DAY:
        raise Refused(TOO_OFTEN)


def _answer(session: Session, position: Position, on: date) -> PostingReach:
    docs = variants(position_docs.position_docs(session, [position], on)[0])
    beside = _beside(session, position, on)
    ranker = Ranker([*docs.values(), *beside], model_versions.in_use(session).estimator, on)
    people = _people(session, position)
    worth = {person.id: ranker.worth(person, [d.id for d in docs.values()]) for person in people}
    fitting = {
        change: {person for person, ids in worth.items() if doc.id in ids}
        for change, doc in docs.items()
    }
    now = fitting.pop(None)
    key = crypto.keyring().derive("reach")
    return PostingReach(
        position_id=position.id,
        employer_id=position.employer_id,
        asked_on=on,
        number=reach_figures.told(key, now),
        change=reach_figures.best_change(key, now, _changes(fitting)),
    )


def variants(doc: PositionDoc) -> dict[ReachChange | None, PositionDoc]:
    """Return the posting as it is (None) and with each thing that it does not give yet."""
    base = replace(doc, id="now", state_open=True)
    missing = [change for change, gives in GIVEN.items() if not gives(base)]
    changed = {
        ReachChange.ROOM: replace(base, id="room", housing=True),
        ReachChange.BUS: replace(base, id="bus", shuttle=True),
        ReachChange.TEACHING: replace(base, id="teaching", training_provided=True),
    }
    return {None: base, **{change: changed[change] for change in missing}}


def _changes(
    fitting: Mapping[ReachChange | None, Collection[str]],
) -> dict[ReachChange, Collection[str]]:
    return {change: people for change, people in fitting.items() if change is not None}


def _beside(session: Session, position: Position, on: date) -> list[PositionDoc]:
    query = (
        select(Position)
        .where(Position.state == PositionState.OPEN, Position.id != position.id)
        .options(joinedload(Position.employer))
        .order_by(Position.id.desc())
        .limit(MOST_BESIDE)
    )
    return position_docs.position_docs(session, list(session.scalars(query)), on)


def _people(session: Session, position: Position) -> list[PersonDoc]:
    """Return who agreed to matching, looks for work and lives within sixty kilometres."""
    query = select(Returnee.id).where(
        Returnee.commune_code.in_(_around(position.commune_code or "")),
        Returnee.erased_at.is_(None),
        Returnee.automatic_matching,
    )
    found = [
        doc
        for part in match_rows.parts(session.scalars(query).all())
        for doc in _free(session, part)
    ]
    return [doc for doc in found if doc.consented]


def _free(session: Session, ids: Sequence[UUID]) -> Iterable[PersonDoc]:
    busy = match_rows.at_work(session, ids)
    people = session.scalars(
        select(Returnee).where(Returnee.id.in_(ids)).options(*person_docs.READ_WITH)
    ).all()
    free = [person for person in people if not busy[person.id]]
    return person_docs.person_docs(session, free)


def _around(commune_code: str) -> list[str]:
    here = places.communes()[commune_code]
    return [
        code
        for code, other in places.communes().items()
        if other.province_code == here.province_code
        and places.distance_km(code, commune_code) <= FARTHEST_KM
    ]
