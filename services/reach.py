"""How many people within reach fit a posting before it is sent, and what would help most.

The ranker answers, with every gate: people who agreed to matching, are not at work, and for whom
the posting would be worth a card. Where more live around than can be read while a firm waits, the
nearest are read and the figure is theirs alone, so never too high. What a firm reads is blurred:
see `services.reach_figures`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
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
    consents,
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
MOST_READ = 300
"""People the ranker reads, the nearest first: an answer is a page's, not a night's."""
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
    """Return who agreed to matching and looks for work, of the people who live nearest."""
    found = [
        doc
        for part in match_rows.parts(_nearest(session, position.commune_code or ""))
        for doc in _free(session, part)
    ]
    return [doc for doc in found if doc.consented]


def _nearest(session: Session, commune_code: str) -> list[UUID]:
    """Return whom to read: the nearest MOST_READ within sixty kilometres who may be matched."""
    ids: list[UUID] = []
    for some in _rings(_counted(session), _around(commune_code)):
        query = select(Returnee.id, Returnee.commune_code).where(
            Returnee.commune_code.in_(some), Returnee.erased_at.is_(None), _would_be_matched()
        )
        rows = sorted(session.execute(query), key=lambda row: (some.index(row[1]), row[0]))
        ids += [row.id for row in rows]
        if len(ids) >= MOST_READ:
            break
    return ids[:MOST_READ]


def _would_be_matched() -> ColumnElement[bool]:
    return Returnee.automatic_matching.is_(True) & consents.holds()


def _counted(session: Session) -> Mapping[str, int]:
    """Return how many files each commune has."""
    query = select(Returnee.commune_code, func.count()).where(Returnee.erased_at.is_(None))
    return dict(session.execute(query.group_by(Returnee.commune_code)).all())


def _rings(files: Mapping[str, int], communes: Sequence[str]) -> Iterator[list[str]]:
    """Cut communes, the nearest first, into rings of at least MOST_READ files each."""
    ring: list[str] = []
    for code in communes:
        ring.append(code)
        if sum(files.get(inside, 0) for inside in ring) >= MOST_READ:
            yield ring
            ring = []
    yield ring


def _free(session: Session, ids: Sequence[UUID]) -> Iterable[PersonDoc]:
    busy = match_rows.at_work(session, ids)
    people = session.scalars(
        select(Returnee).where(Returnee.id.in_(ids)).options(*person_docs.READ_WITH)
    ).all()
    free = [person for person in people if not busy[person.id]]
    return person_docs.person_docs(session, free)


def _around(commune_code: str) -> list[str]:
    """Return the communes of the province within sixty kilometres, the nearest first."""
    here = places.communes()[commune_code]
    away = {
        code: places.distance_km(code, commune_code)
        for code, other in places.communes().items()
        if other.province_code == here.province_code
    }
    return sorted((c for c in away if away[c] <= FARTHEST_KM), key=lambda c: (away[c], c))
