"""The ranker over what is offered now: kept in this process, brought up to date before each use.

Few postings are read anew each time, and a ranker made of the same documents serves again. Many are
kept with an index: the process reads the number of the last change (services/position_changes.py)
and takes exactly the postings with a higher one than it has seen, so what another process committed
is found by the next search. The worker (or `flask match index`) writes a snapshot, each night and
when there is none that this program and today's law made; processes that serve map it and never
write it. Where no folder was named a process builds its index in memory.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from matching import batch, snapshot
from matching.classes import NoRoomError
from matching.docs import PersonDoc, PositionDoc
from matching.estimator import SuitabilityEstimator
from matching.indexed import INDEX_FROM, IndexedRanker
from matching.ranker import Ranked, Ranker
from models import Actor, Job, Pledge, Position, PositionState, local_today
from models.position import HIDDEN_AFTER
from services import jobs, model_versions, places, position_changes, position_docs
from services.errors import Refused
from services.model_versions import Ranking

MOST_KEPT = 4
"""Rankers of few postings kept by a process: today's, and those of tests and other models."""
JOB = "index.write"
TRIED_AGAIN_AFTER = timedelta(hours=1)
NOT_READY = (
    "Danh sách việc đang được xếp lại. Xin thử lại sau một phút. "
    "Nếu vẫn chưa được, hãy nhờ quản trị viên chạy lệnh flask work."
)


class NotReadyError(Refused):
    """The worker has yet to write the index; making it here would hold a page for long."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a snapshot is made of: plain values, so that no transaction stays open."""

    folder: Path
    facts: snapshot.Facts
    docs: Sequence[PositionDoc]
    estimator: SuitabilityEstimator


@dataclass(slots=True)
class Live:
    """A ranker with the number of the last change and the day it stands for."""

    ranker: IndexedRanker
    seq: int
    on: date
    generation: str = ""


_lock = threading.Lock()
_kept: dict[tuple[str, date, tuple[PositionDoc, ...]], Ranker] = {}
_live: dict[tuple[str, str], Live] = {}
_folder: list[Path] = []


def use(folder: Path) -> None:
    """Name the folder of snapshots; a process that was told none keeps its index in memory."""
    _folder[:] = [folder]


def folder_of(session: Session) -> Path | None:
    """Return the folder of snapshots of a database; another database has another one."""
    name = f"{crc32(_database(session).encode()):08x}"
    return _folder[0] / name if _folder else None


def forget() -> None:
    """Drop what this process keeps, as after its database was put back from a copy."""
    with _lock:
        _kept.clear()
        _live.clear()


def ranker(session: Session, on: date, ranking: Ranking) -> Ranker:
    """Return the ranker over the postings that take people on a day, as committed by now.

    Raises
    ------
    NotReadyError
        When there are many and nothing was written yet.
    """
    with _lock:
        if not _are_many(session):
            return _of_few(session, on, ranking)
        # A session apart: what the caller has not committed may never happen.
        with Session(session.get_bind().engine) as apart:
            return _of_many(apart, on, ranking)


def is_missing(session: Session) -> bool:
    """Tell whether there are many postings and no snapshot of them that serves today."""
    folder, ranking = folder_of(session), model_versions.in_use(session)
    if folder is None or not _are_many(session):
        return False
    told = snapshot.facts(folder, ranking.version)
    return told is None or not _same_law(told.on, local_today())


def plan(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Let the worker write a snapshot, unless few postings are open, it is about to or gave up.

    What failed for good is tried again after an hour: other work waits behind it.
    """
    is_alive = or_(Job.gave_up_at.is_(None), Job.gave_up_at > now - TRIED_AGAIN_AFTER)
    waits = select(Job.id).where(Job.kind == JOB, Job.done_at.is_(None), is_alive)
    if folder_of(session) and _are_many(session) and session.scalar(waits.limit(1)) is None:
        jobs.add(session, JOB, due_at=now)


def people_for(
    session: Session, position: Position, people: Sequence[PersonDoc], k: int = 20
) -> list[Ranked]:
    """Return the best k of some people for an open posting, each past every gate, explained.

    The scores are those of the people's own lists.
    """
    ranking = model_versions.in_use(session)
    return ranker(session, local_today(), ranking).rank_people(str(position.id), people, k)


def write(session: Session, on: date, ranking: Ranking) -> int:
    """Write a snapshot of what is offered as a new generation; return how many postings it holds.

    Raises
    ------
    LookupError
        When no folder was named.
    """
    material = gather(session, on, ranking)
    build(material)
    return len(material.docs)


def read(session: Session, _payload: Mapping[str, Any] | None = None) -> Material:
    """Gather what today's snapshot is made of, for the worker."""
    return gather(session, local_today(), model_versions.in_use(session))


def gather(session: Session, on: date, ranking: Ranking) -> Material:
    """Gather what a snapshot is made of."""
    facts = snapshot.Facts(ranking.version, position_changes.last(session), on)
    return Material(_named_folder(session), facts, _offered(session, on), ranking.estimator)


def build(material: Material) -> None:
    """Make and write a snapshot; with many postings this is long work, so no page does it."""
    made = IndexedRanker(material.docs, material.estimator, material.facts.on)
    snapshot.write(made, material.folder, material.facts)


def source(session: Session, ranking: Ranking) -> batch.Source:
    """Name the snapshots for other processes that rank."""
    return batch.Source(_named_folder(session), ranking.version)


def _named_folder(session: Session) -> Path:
    folder = folder_of(session)
    if folder is None:
        raise LookupError("no folder of snapshots was named")
    return folder


def _are_many(session: Session) -> bool:
    opened = select(func.count()).where(Position.state == PositionState.OPEN)
    return (session.scalar(opened) or 0) >= INDEX_FROM


def _of_few(session: Session, on: date, ranking: Ranking) -> Ranker:
    docs = tuple(_offered(session, on))
    key = (ranking.version, on, docs)
    if key not in _kept:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = Ranker(docs, ranking.estimator, on)
    return _kept[key]


def _of_many(session: Session, on: date, ranking: Ranking) -> Ranker:
    key, folder = (_database(session), ranking.version), folder_of(session)
    live = _live.get(key)
    if live is None or _is_stale(live, folder, on, ranking):
        live = _live[key] = _opened(folder, on, ranking) or _built(session, on, ranking)
    try:
        _pull(session, live, on)
    except NoRoomError:
        live = _live[key] = _build(session, on, ranking)
    return live.ranker


def _is_stale(live: Live, folder: Path | None, on: date, ranking: Ranking) -> bool:
    """Whether a newer generation is there, or the law's wages are others since."""
    newer = snapshot.current(folder, ranking.version) if folder else None
    return bool(newer and live.generation and newer != live.generation) or not _same_law(
        live.on, on
    )


def _same_law(before: date, on: date) -> bool:
    regions = {commune.wage_region for commune in places.communes().values()} - {None, ""}
    return all(places.wage_rule(r, before) == places.wage_rule(r, on) for r in regions)


def _opened(folder: Path | None, on: date, ranking: Ranking) -> Live | None:
    """Map the newest snapshot, if there is one of this program and this law."""
    found = snapshot.open_current(folder, ranking.version) if folder else None
    if found is None or not _same_law(found.facts.on, on):
        return None
    return Live(found.ranker, found.facts.seq, found.facts.on, found.generation)


def _built(session: Session, on: date, ranking: Ranking) -> Live:
    if folder_of(session):
        raise NotReadyError(NOT_READY)
    return _build(session, on, ranking)


def _build(session: Session, on: date, ranking: Ranking) -> Live:
    seq = position_changes.last(session)
    return Live(IndexedRanker(_offered(session, on), ranking.estimator, on), seq, on)


def _pull(session: Session, live: Live, on: date) -> None:
    """Take every posting that changed since, by its number or by the calendar."""
    seq = position_changes.last(session)
    changed: ColumnElement[bool] = Position.change_seq > live.seq
    if on != live.on:
        changed = or_(changed, _aged(live.on, on))
    elif seq == live.seq:
        return
    query = select(Position).where(changed).options(joinedload(Position.employer))
    rows = session.scalars(query.order_by(Position.id)).all()
    live.ranker.change(position_docs.position_docs(session, rows, on))
    live.ranker.on = on
    live.seq, live.on = seq, on


def _aged(before: date, on: date) -> ColumnElement[bool]:
    """Find postings whose own dates run out between two days, whichever comes first."""
    first, last = min(before, on), max(before, on)
    pledges = select(Pledge.employer_id).where(Pledge.until.between(first - timedelta(1), last))
    return and_(
        Position.state == PositionState.OPEN,
        or_(
            Position.employer_id.in_(pledges),
            Position.deadline.between(first - timedelta(1), last),
            Position.opened_on.between(first - HIDDEN_AFTER - timedelta(1), last - HIDDEN_AFTER),
        ),
    )


def _database(session: Session) -> str:
    return session.get_bind().engine.url.render_as_string(hide_password=True)


def _offered(session: Session, on: date) -> list[PositionDoc]:
    return position_docs.position_docs(session, position_docs.open_positions(session, on), on)
