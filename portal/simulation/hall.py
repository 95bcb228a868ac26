"""The hall before the doors open: invented people, firms and tables, planned by the product."""

import random
from dataclasses import dataclass
from datetime import datetime, time
from itertools import cycle, islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.extraction import canonical_skill
from matching.text import canonical
from models import (
    AGREEMENT_VERSION,
    LOCAL_ZONE,
    SYSTEM,
    Actor,
    Approval,
    Assignment,
    Consent,
    ConsentHow,
    ConsentPurpose,
    DeviceKind,
    Employer,
    EmployerAgreement,
    EmployerState,
    Event,
    EventAction,
    EventTable,
    Position,
    PositionState,
    Returnee,
    ReturneeSkill,
    Role,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    TableKind,
    User,
    local_today,
)
from services import attendances, devices, matching, places, reference, timetable
from services.returnees import seal_identity

TRADES = (
    ("Công nhân may", "may công nghiệp"),
    ("Công nhân giày", "may giày"),
    ("Thợ hàn", "hàn điện"),
    ("Thợ xây", "thợ nề"),
    ("Phụ bếp", "nấu ăn"),
    ("Bảo vệ", "bảo vệ"),
    ("Thợ mộc", "thợ mộc"),
    ("Công nhân chế biến hải sản", "chế biến hải sản"),
)
FAMILY = ("Lê", "Nguyễn", "Phạm", "Trịnh", "Hà", "Bùi", "Lò", "Vi")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hoa", "Lan", "Minh", "Nam", "Phúc", "Sơn", "Tâm")
STARTS, ENDS = time(13, 30), time(16, 30)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the afternoon is."""

    people: int = 500
    firms: int = 13
    tables: int = 40
    desks: int = 5
    kiosks: int = 5


@dataclass(frozen=True, slots=True)
class Guest:
    """What an invitation says of one person."""

    attendance_id: UUID
    number: int
    code: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class Hall:
    """The event, the pairing codes of its machines, and who is invited."""

    event_id: UUID
    desks: list[str]
    kiosks: list[str]
    tables: dict[UUID, str]
    wall: str
    guests: list[Guest]


def build(session: Session, size: Size, seed: int) -> Hall:
    """Fill an empty database with one event, ready to open; nothing in it is a real person."""
    chance = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    reference.load(session)
    organiser = _staff(session, Role.ORGANISER)
    firms = [_firm(session, n) for n in range(size.firms)]
    event = _event(session)
    tables = [_table(session, event, firms[n % len(firms)], n + 1) for n in range(size.tables)]
    people = [_person(session, chance, n) for n in range(size.people)]
    session.flush()
    invited = attendances.invite(session, event, people, by=organiser)
    matching.run(session, event=event, by=SYSTEM)
    _approve_all(session, _staff(session, Role.COUNSELOR))
    # Planned as in the morning, whatever the hour of the rehearsal.
    morning = datetime.combine(event.on, time(), LOCAL_ZONE)
    timetable.plan(session, event, by=organiser, now=morning)
    event.apply(EventAction.OPEN, by=organiser)
    hall = Hall(
        event.id,
        [_pair(session, event, DeviceKind.DESK, organiser) for _ in range(size.desks)],
        [_pair(session, event, DeviceKind.KIOSK, organiser) for _ in range(size.kiosks)],
        {t.id: _pair(session, event, DeviceKind.TABLE, organiser, t) for t in tables},
        _pair(session, event, DeviceKind.WALL, organiser),
        [Guest(row.id, row.number, row.code, row.returnee.birth_year) for row in invited],
    )
    session.commit()
    return hall


def _staff(session: Session, role: Role) -> Actor:
    user = User(login=f"dien-tap-{role.value}", password_hash="", full_name="Cán bộ diễn tập")
    user.assignments.append(Assignment(role=role))
    session.add(user)
    session.flush()
    return Actor(role=role, user_id=user.id, communes=None)


def _communes() -> list[str]:
    return sorted(code for code, found in places.communes().items() if found.province_code == "38")


def _firm(session: Session, number: int) -> Employer:
    name = f"Công ty Diễn Tập {number + 1}"
    commune = _communes()[number * 7 % len(_communes())]
    firm = Employer(
        name=name, name_key=canonical(name), commune_code=commune, state=EmployerState.VERIFIED
    )
    firm.agreements.append(
        EmployerAgreement(
            text_version=AGREEMENT_VERSION, accepted_on=local_today(), how="paper", signed_by="GĐ"
        )
    )
    session.add(firm)
    session.flush()
    for title, skill in islice(cycle(TRADES), number, number + 4):
        session.add(_position(firm, title, skill))
    return firm


def _position(firm: Employer, title: str, skill: str) -> Position:
    return Position(
        employer_id=firm.id,
        title=title,
        title_key=canonical(title),
        description=f"Cần người biết {skill}, có dạy nghề cho người mới. Có xe đưa đón.",
        commune_code=firm.commune_code,
        wage_min=7_000_000,
        wage_max=9_000_000,
        headcount=60,
        state=PositionState.OPEN,
        opened_on=local_today(),
    )


def _event(session: Session) -> Event:
    event = Event(
        name="Hội nghị tư vấn, giới thiệu việc làm (diễn tập)",
        place="Hội trường diễn tập",
        commune_code=_communes()[0],
        on=local_today(),
        starts_at=STARTS,
        ends_at=ENDS,
    )
    session.add(event)
    session.flush()
    return event


def _table(session: Session, event: Event, firm: Employer, number: int) -> EventTable:
    table = EventTable(
        event=event, number=number, kind=TableKind.HIRING, employer=firm, group_size=2
    )
    session.add(table)
    return table


def _person(session: Session, chance: random.Random, number: int) -> Returnee:
    name = f"{chance.choice(FAMILY)} Diễn {number} {chance.choice(GIVEN)}"
    person = Returnee(
        full_name=name,
        birth_year=chance.randint(1970, 2005),
        commune_code=chance.choice(_communes()),
        max_distance_km=100,
    )
    for _, skill in chance.sample(TRADES, 2):
        person.skills.append(
            ReturneeSkill(returnee=person, name=skill, code=canonical_skill(skill), years=2.0)
        )
    session.add(person)
    seal_identity(session, person)
    session.add(
        Consent(
            returnee=person,
            purpose=ConsentPurpose.MATCHING,
            given_on=local_today(),
            how=ConsentHow.PAPER,
        )
    )
    return person


def _approve_all(session: Session, counselor: Actor) -> None:
    """Approve every proposal: the rehearsal is of the hall, not of the review."""
    proposed = select(Suggestion).where(Suggestion.state == SuggestionState.PROPOSED)
    for suggestion in session.scalars(proposed).all():
        suggestion.apply(SuggestionAction.APPROVE, by=counselor)
        session.add(Approval(suggestion=suggestion, by_id=counselor.user_id))
    session.flush()


def _pair(
    session: Session,
    event: Event,
    kind: DeviceKind,
    by: Actor,
    table: EventTable | None = None,
) -> str:
    label = f"{kind.value} {table.number if table else ''}".strip()
    return devices.prepare(session, event, kind, label, by=by, table=table)[1]
