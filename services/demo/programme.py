"""Demo models and outreach: what the committee's pages count."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Employer,
    ModelKind,
    ModelLevel,
    OutreachKind,
    Returnee,
    local_today,
)
from services import community_models, outreach
from services.community_models import Facts
from services.demo.content import Record, programme
from services.outreach import Line

MONTH = timedelta(days=30)
MEMBERS = 4


def load_programme(session: Session, employers: Mapping[str, Employer], *, by: Actor) -> None:
    """Put models with firms and people on file, and a year's outreach."""
    rows = programme()
    for row in rows["models"]:
        _model(session, row, employers, by)
    for line in _lines(rows["outreach"], [row["commune_code"] for row in rows["models"]]):
        outreach.record(session, line, by=by)


def _model(session: Session, row: Record, employers: Mapping[str, Employer], by: Actor) -> None:
    started = local_today() - row["months_ago"] * MONTH
    facts = Facts(
        name=row["name"],
        level=ModelLevel(row["level"]),
        kind=ModelKind(row["kind"]),
        commune_code=row["commune_code"],
        started_on=started,
        lead_body=row["lead_body"],
        offers=row["offers"],
        capacity=row["capacity"],
    )
    model = community_models.add(session, facts, by=by)
    for key in row["firms"]:
        community_models.add_firm(session, model, employers[key], by=by)
    people = session.scalars(
        select(Returnee)
        .where(Returnee.commune_code == row["commune_code"])
        .order_by(Returnee.created_at)
        .limit(MEMBERS)
    )
    for person in people:
        joined = max(started, person.return_date or started)
        community_models.join(session, model, person, by=by, on=min(joined, local_today()))


def _lines(kinds: list[Record], communes: list[str]) -> Iterator[Line]:
    """Give each month's lines of the year so far, the communes in turn."""
    today, places = local_today(), cycle(communes)
    for month in range(1, today.month + 1):
        for row in kinds:
            for number in range(row["each_month"]):
                on = date(today.year, month, 3 + 4 * number)
                if on <= today:
                    yield Line(
                        kind=OutreachKind(row["kind"]),
                        on=on,
                        quantity=row["quantity"] + (month + number) % 5,
                        people=row["people"] and row["people"] + number,
                        commune_code=next(places),
                    )
