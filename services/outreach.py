"""The log of outreach: one line a day, place and kind, typed in quickly or brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import Actor, OutreachActivity, OutreachKind, local_today
from services import audit
from services.errors import Refused

NOT_YET = "Hãy ghi ngày không sau hôm nay."
SAY_PEOPLE = "Buổi tư vấn cần số người được tư vấn. Hãy ghi số người."
NOT_MINE = "Xã, phường này ngoài địa bàn của anh/chị. Hãy chọn lại."
SAY_PLACE = "Hãy chọn xã, phường."


@dataclass(frozen=True, slots=True)
class Line:
    """What is written of one activity; no commune means the whole province."""

    kind: OutreachKind
    on: date
    quantity: int
    people: int | None = None
    commune_code: str | None = None
    model_id: UUID | None = None
    lead_body: str = ""
    note: str = ""

    def problems(self, by: Actor) -> dict[str, str]:
        """Return what is wrong, by field."""
        found = {"on": NOT_YET} if self.on > local_today() else {}
        if self.kind == OutreachKind.CONSULTATION and self.people is None:
            found["people"] = SAY_PEOPLE
        if self.commune_code is None and by.communes is not None:
            found["commune"] = SAY_PLACE
        if self.commune_code is not None and not by.covers(self.commune_code):
            found["commune"] = NOT_MINE
        return found


def record(session: Session, line: Line, *, by: Actor) -> OutreachActivity:
    """Write one line."""
    _refuse_wrong(line, by)
    row = OutreachActivity(recorded_by_id=by.user_id, **asdict(line))
    session.add(row)
    audit.record(session, "create", row, by=by)
    session.flush()
    return row


def change(session: Session, row: OutreachActivity, line: Line, *, by: Actor) -> None:
    """Mend a line; a closed month keeps its figures all the same."""
    _refuse_wrong(line, by)
    values = asdict(line)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    audit.record(session, "change", row, by=by, fields=changed)
    session.flush()


def remove(session: Session, row: OutreachActivity, *, by: Actor) -> None:
    """Take a line out of the log."""
    audit.record(session, "delete", row, by=by)
    session.delete(row)
    session.flush()


def _refuse_wrong(line: Line, by: Actor) -> None:
    if problems := line.problems(by):
        raise Refused(" ".join(problems.values()))


def listed(
    scope: Select[OutreachActivity], kind: OutreachKind | None = None
) -> Select[OutreachActivity]:
    """Put a scoped select in the order of lists, the newest first."""
    query = scope if kind is None else scope.where(OutreachActivity.kind == kind)
    return query.order_by(OutreachActivity.on.desc(), OutreachActivity.id.desc())


def sums(
    session: Session, scope: Select[OutreachActivity], year: int
) -> Mapping[OutreachKind, int]:
    """Return how many of each kind a year has."""
    rows = session.execute(
        scope.with_only_columns(OutreachActivity.kind, func.sum(OutreachActivity.quantity))
        .where(OutreachActivity.on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(OutreachActivity.kind)
    )
    found = {row[0]: int(row[1]) for row in rows}
    return {kind: found.get(kind, 0) for kind in OutreachKind}


def known_keys(session: Session, keys: Sequence[str]) -> set[str | None]:
    """Return those of the keys that a line on file was imported under."""
    return set(
        session.scalars(
            select(OutreachActivity.import_key).where(OutreachActivity.import_key.in_(keys))
        )
    )
