"""Two files of one person made one: rows move with their seals renewed, and can be moved back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Session

from models import (
    Base,
    Consent,
    ConsentPurpose,
    OccupationBan,
    PersonToken,
    Returnee,
    ReturneeSkill,
    ShownList,
    utcnow,
)
from models.crypto import Encrypted
from models.returnee import PersonRow
from services import returnees
from services.case_files import LIMITS, WORKING
from services.errors import Refused

CAUTIOUS = ("residence_known", "automatic_matching")
"""Fields in which the more careful of two files counts: unknown, and no automatic matching."""
FILLED = tuple(
    name for name in ("birth_date", "national_id", *WORKING, *LIMITS) if name not in CAUTIOUS
)
"""Fields a kept file takes over where it has nothing."""
DOUBTFUL = "Một hồ sơ đã rút đồng ý sau khi hồ sơ kia đồng ý. Hãy hỏi lại người lao động trước."
# Tables whose rows say the same without a constraint telling so.
SAME_ROW: Mapping[type[Base], tuple[str, ...]] = {
    ReturneeSkill: ("code",),
    OccupationBan: ("isco_prefix", "until"),
}
LEFT_ALONE = (PersonToken, ShownList)
Moved = dict[str, Any]


def tables() -> list[type[Base]]:
    """Return every table with rows of one person, in the order of their names."""
    found = (mapper.class_ for mapper in Base.registry.mappers)
    return sorted(
        (t for t in found if hasattr(t, "returnee_id") and t not in LEFT_ALONE),
        key=lambda table: table.__tablename__,
    )


def merge(session: Session, kept: Returnee, gone: Returnee) -> Moved:
    """Move everything of one file into another; return what taking it back needs.

    Raises
    ------
    Refused
        When one file took back a yes that the other still gives.
    """
    _refuse_doubtful_consent(session, kept, gone)
    filled, lowered = _fill(session, kept, gone), _lower(kept, gone)
    rows = {table.__tablename__: _move(session, table, gone, kept) for table in tables()}
    gone.merged_into_id, gone.erased_at = kept.id, utcnow()
    returnees.seal_identity(session, kept)
    _forget_name(session, gone)
    return {
        "rows": {name: ids for name, ids in rows.items() if ids},
        "fields": filled,
        "lowered": lowered,
    }


def take_back(session: Session, kept: Returnee, gone: Returnee, moved: Moved) -> None:
    """Put rows and fields back where they were before a merge."""
    by_name = {table.__tablename__: table for table in tables()}
    for name, ids in moved["rows"].items():
        rows = _rows(session, by_name[name], kept)
        _give(session, [row for row in rows if str(row.id) in set(ids)], gone)
    for name in moved["fields"]:
        setattr(kept, name, _nothing(getattr(kept, name)))
    for name in moved["lowered"]:
        setattr(kept, name, True)
    gone.merged_into_id, gone.erased_at = None, None
    session.flush()
    returnees.seal_identities(session, [kept, gone])


def _fill(session: Session, kept: Returnee, gone: Returnee) -> list[str]:
    """Give a kept file what only the other says; a number is free before it is taken."""
    gone.national_id_hmac = None
    session.flush()
    names = [n for n in FILLED if not getattr(kept, n) and getattr(gone, n)]
    for name in names:
        setattr(kept, name, getattr(gone, name))
    session.flush()
    return names


def _lower(kept: Returnee, gone: Returnee) -> list[str]:
    names = [n for n in CAUTIOUS if getattr(kept, n) and not getattr(gone, n)]
    for name in names:
        setattr(kept, name, False)
    return names


def _nothing(value: Any) -> Any:
    """Return what an empty field of the same kind holds."""
    if isinstance(value, bool | list):
        return type(value)()
    return "" if isinstance(value, str) and not hasattr(value, "value") else None


def _move(session: Session, table: type[Base], gone: Returnee, kept: Returnee) -> list[str]:
    """Move the rows of one table that do not stand in the kept file already."""
    taken = {_key(table, row) for row in _rows(session, table, kept)}
    rows = [
        row
        for row in _rows(session, table, gone)
        if _key(table, row) is None or _key(table, row) not in taken
    ]
    _give(session, rows, kept)
    return [str(row.id) for row in rows]


def _rows(session: Session, table: type[Base], of: Returnee) -> Sequence[Any]:
    query = select(table).where(table.returnee_id == of.id)  # type: ignore[attr-defined]
    return session.scalars(query).unique().all()


def _give(session: Session, rows: Iterable[Any], to: Returnee) -> None:
    """Make rows another file's: what is sealed is opened with the old key and sealed anew."""
    for row in rows:
        values = {name: getattr(row, name) for name in _sealed(type(row))}
        with session.no_autoflush:
            if isinstance(row, PersonRow):
                row.returnee = to
            row.returnee_id = to.id
            for name, value in values.items():
                setattr(row, f"{name}_ct", None)
                setattr(row, name, value)
    session.flush()
    session.expire(to)


def _sealed(table: type[Base]) -> list[str]:
    """Return the sealed attributes of a table whose values lie under the person's own key."""
    if not issubclass(table, PersonRow):
        return []
    found = (name for owner in table.__mro__ for name in vars(owner))
    return [name for name in found if isinstance(getattr(table, name, None), Encrypted)]


def _key(table: type[Base], row: Any) -> tuple[Any, ...] | None:
    """Return what makes a row one of its kind within a file, None when rows may repeat."""
    names = SAME_ROW.get(table) or _unique_names(table)
    return tuple(getattr(row, name) for name in names) if names else None


def _unique_names(table: type[Base]) -> tuple[str, ...]:
    for constraint in Base.metadata.tables[table.__tablename__].constraints:
        names = [column.name for column in getattr(constraint, "columns", ())]
        if isinstance(constraint, UniqueConstraint) and "returnee_id" in names:
            return tuple(name for name in names if name != "returnee_id")
    return ()


What = tuple[ConsentPurpose, UUID | None]


def _refuse_doubtful_consent(session: Session, kept: Returnee, gone: Returnee) -> None:
    """Refuse to put a no beside an older yes: together they would read as a yes."""
    mine, theirs = _words(session, kept), _words(session, gone)
    if _takes_back(mine, theirs) or _takes_back(theirs, mine):
        raise Refused(DOUBTFUL)


def _takes_back(no: "Words", yes: "Words") -> bool:
    return any(what in yes.given and day >= yes.given[what] for what, day in no.taken.items())


@dataclass(frozen=True, slots=True)
class Words:
    """The day of each yes that stands in a file, and of each that was taken back for good."""

    given: Mapping[What, date]
    taken: Mapping[What, date]


def _words(session: Session, person: Returnee) -> Words:
    query = select(Consent).where(Consent.returnee_id == person.id).order_by(Consent.withdrawn_on)
    said = session.scalars(query).all()
    given = {(c.purpose, c.employer_id): c.given_on for c in said if c.withdrawn_on is None}
    taken = {(c.purpose, c.employer_id): c.withdrawn_on for c in said if c.withdrawn_on}
    return Words(given, {what: day for what, day in taken.items() if what not in given})


def _forget_name(session: Session, gone: Returnee) -> None:
    """Take a file that is gone out of the search by name."""
    tokens = select(PersonToken).where(PersonToken.returnee_id == gone.id)
    for token in session.scalars(tokens):
        session.delete(token)
    session.flush()
