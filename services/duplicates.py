"""Files that may be one person's: found by name and birth, judged by a counselor, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from models import Actor, Handover, HandoverState, PairAction, PairState, Returnee, SamePerson
from services import audit, merging, scope
from services.errors import Refused

Other = aliased(Returnee)
IN_THE_WAY = "Hồ sơ này đang chờ chuyển sang xã khác. Hãy trả lời việc chuyển trước."


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files of one name and birth year.

    Of a second file that is not the actor's nothing more is told: not where it is, nor which
    other facts agree.
    """

    first: Returnee
    second: Returnee
    is_mine: bool

    @property
    def same_birth(self) -> bool:
        """Tell whether the whole birth date is the same, not only the year."""
        born = self.first.birth_date if self.is_mine else None
        return born is not None and born == self.second.birth_date

    @property
    def same_commune(self) -> bool:
        """Tell whether both live in one commune."""
        return self.first.commune_code == self.second.commune_code

    @property
    def numbers_differ(self) -> bool:
        """Tell whether two national IDs speak against one person."""
        first, second = self.first.national_id_hmac, self.second.national_id_hmac
        return self.is_mine and first is not None and second is not None and first != second


def found(by: Actor) -> Select[Returnee, Returnee]:
    """Select pairs of the same name and birth year nobody has judged, one of them the actor's."""
    judged = select(SamePerson.id).where(
        or_(
            and_(SamePerson.first_id == Returnee.id, SamePerson.second_id == Other.id),
            and_(SamePerson.first_id == Other.id, SamePerson.second_id == Returnee.id),
        ),
        SamePerson.state != PairState.OPEN,
    )
    older_or_foreign = or_(Returnee.id < Other.id, ~_mine(by))
    return (
        scope.visible_returnees(by)
        .join(Other, Other.name_year_hmac == Returnee.name_year_hmac)
        .add_columns(Other)
        .where(
            Other.id != Returnee.id, older_or_foreign, Other.erased_at.is_(None), ~judged.exists()
        )
        .order_by(Returnee.id.desc(), Other.id)
    )


def pairs(session: Session, *, by: Actor, limit: int = 25, offset: int = 0) -> Sequence[Pair]:
    """Return pairs to judge."""
    rows = session.execute(found(by).limit(limit).offset(offset))
    return [Pair(a, b, by.covers(b.commune_code)) for a, b in rows]


def judged(by: Actor) -> Select[SamePerson]:
    """Select what was judged of the actor's people, the newest first; of erased ones nothing."""
    mine = scope.in_my_communes(by)
    return (
        select(SamePerson)
        .join(SamePerson.first)
        .options(contains_eager(SamePerson.first))
        .where(mine, Returnee.erased_at.is_(None), SamePerson.state != PairState.OPEN)
        .order_by(SamePerson.id.desc())
    )


def merge(session: Session, kept: Returnee, gone: Returnee, *, by: Actor) -> SamePerson:
    """Make one file of two; the first is kept.

    Raises
    ------
    Refused
        When a file is on its way elsewhere, or consents contradict one another.
    """
    _refuse_on_the_way(session, kept, gone)
    pair = _pair(session, kept, gone)
    pair.apply(PairAction.MERGE, by=by)
    pair.moved = merging.merge(session, kept, gone)
    _note(session, pair, by)
    return pair


def tell_apart(session: Session, first: Returnee, second: Returnee, *, by: Actor) -> SamePerson:
    """Say that two files are two people's: they are not shown again."""
    pair = _pair(session, first, second)
    pair.apply(PairAction.TELL_APART, by=by)
    _note(session, pair, by)
    return pair


def undo(session: Session, pair: SamePerson, *, by: Actor) -> None:
    """Take a judgement back: rows and fields go where they were."""
    was_merged = pair.state == PairState.MERGED
    pair.apply(PairAction.UNDO, by=by)
    if was_merged:
        merging.take_back(session, pair.first, pair.second, pair.moved)
        pair.moved = {}
    _note(session, pair, by)


def _pair(session: Session, first: Returnee, second: Returnee) -> SamePerson:
    """Return the pair of two files in this order, made when nobody looked at them before."""
    ids = {first.id, second.id}
    known = session.scalar(
        select(SamePerson).where(SamePerson.first_id.in_(ids), SamePerson.second_id.in_(ids))
    )
    pair = known or SamePerson()
    pair.first, pair.second = first, second
    session.add(pair)
    session.flush()
    return pair


def _refuse_on_the_way(session: Session, *people: Returnee) -> None:
    waiting = select(Handover.id).where(
        Handover.returnee_id.in_([person.id for person in people]),
        Handover.state == HandoverState.ASKED,
    )
    if session.scalar(waiting.limit(1)) is not None:
        raise Refused(IN_THE_WAY)


def _note(session: Session, pair: SamePerson, by: Actor) -> None:
    for person in (pair.first, pair.second):
        audit.record(session, "change", person, by=by, fields=["merge"])
    session.flush()


def _mine(by: Actor) -> ColumnElement[bool]:
    return scope.in_communes_of(Other.commune_code, by)
