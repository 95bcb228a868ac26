"""Closing a month: its figures are written down once; later corrections stand beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, ReportFigure, ReportMonth, local_today
from services import audit
from services.errors import Refused
from services.reports import facts, stocks
from services.reports.facts import Fact

NOT_OVER = "Tháng này chưa hết. Hãy khóa sổ sau ngày cuối tháng."
ALREADY = "Tháng này đã khóa sổ."
BEFORE = "Hãy khóa sổ tháng {:%m/%Y} trước."


class Place(NamedTuple):
    """Where in a report an amount belongs."""

    figure: str
    month: date
    commune_code: str | None = None
    model_id: UUID | None = None
    employer_id: UUID | None = None


Amounts = Counter[Place]


def first_day(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return first_day(first_day(month) + timedelta(days=31)) - timedelta(days=1)


def summed(found: Iterable[Fact]) -> Amounts:
    """Add facts up by month and place."""
    amounts: Amounts = Counter()
    for fact in found:
        place = Place(
            fact.figure, first_day(fact.on), fact.commune_code, fact.model_id, fact.employer_id
        )
        amounts[place] += fact.amount
    return amounts


def close(session: Session, month: date, *, by: Actor) -> ReportMonth:
    """Write the figures of a month down; they are never written again.

    Raises
    ------
    Refused
        When the month is not over, closed already, or an earlier one of the year is open.
    """
    month = first_day(month)
    if problem := _why_not(session, month):
        raise Refused(problem)
    closed = ReportMonth(month=month, closed_by_id=by.user_id)
    session.add(closed)
    live = summed(facts.of_year(session, month.year, last_day(month)))
    for place, amount in live.items():
        if place.month == month and amount:
            session.add(_row(closed, place, amount))
    for code, amount in stocks.models_on(session, last_day(month)).items():
        session.add(_row(closed, Place(code, month), amount))
    audit.record(session, "create", closed, by=by)
    session.flush()
    return closed


def _row(closed: ReportMonth, place: Place, amount: int) -> ReportFigure:
    return ReportFigure(
        closed=closed,
        figure=place.figure,
        commune_code=place.commune_code,
        model_id=place.model_id,
        employer_id=place.employer_id,
        amount=amount,
    )


def _why_not(session: Session, month: date) -> str | None:
    if last_day(month) >= local_today():
        return NOT_OVER
    known = closed_months(session, month.year)
    if month in known:
        return ALREADY
    earlier = [date(month.year, n, 1) for n in range(1, month.month)]
    missing = [one for one in earlier if one not in known]
    return BEFORE.format(missing[0]) if missing and known else None


def closed_months(session: Session, year: int) -> Mapping[date, ReportMonth]:
    """Return the closed months of a year, by their first day."""
    rows = session.scalars(
        select(ReportMonth)
        .where(ReportMonth.month.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(ReportMonth.month)
    )
    return {row.month: row for row in rows}


def may_close(session: Session, year: int) -> date | None:
    """Return the month that is to be closed next, or None when none is over."""
    known = closed_months(session, year)
    after = max(known, default=None)
    month = date(year, 1, 1) if after is None else first_day(last_day(after) + timedelta(days=1))
    return month if month.year == year and last_day(month) < local_today() else None


def stored(session: Session, year: int) -> Amounts:
    """Return what the closed months of a year hold."""
    rows = session.execute(
        select(
            ReportFigure.figure,
            ReportMonth.month,
            ReportFigure.commune_code,
            ReportFigure.model_id,
            ReportFigure.employer_id,
            ReportFigure.amount,
        )
        .join(ReportFigure.closed)
        .where(ReportMonth.month.between(date(year, 1, 1), date(year, 12, 31)))
    )
    return Counter({Place(*row[:5]): row[5] for row in rows})
