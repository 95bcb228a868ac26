"""A small world with two sides: one's own commune, firm and event, and somebody else's.

Who acts in `Side` "mine" must never change a row of "theirs"; ids of both, and of nothing, are
what the fuzz test puts into addresses and fields.
"""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_attendance,
    make_device,
    make_employer,
    make_employer_user,
    make_event,
    make_event_table,
    make_introduction,
    make_pledge,
    make_position,
    make_returnee,
    make_sponsorship,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import (
    Attendance,
    Base,
    DeviceKind,
    EventState,
    ImportKind,
    OccupationBan,
    PositionState,
    ReturneeSkill,
    Role,
    Talk,
    local_today,
)
from services import importing
from services.scope import IMPORT_KINDS

TABLES = Base.metadata.tables
SHEETS = {
    ImportKind.RETURNEES: (
        "Họ và tên;Ngày sinh;Số CCCD;Số điện thoại;Nơi cư trú;Nghề đã làm\n"
        "Lê Văn Thử;02/05/1988;038088000123;0912000111;Phường Hạc Thành;Thợ hàn\n"
        "=1+1;31/02/1990;12;+84;Xã Không Có;\x01may\n"
    ),
    ImportKind.POSITIONS: (
        "Doanh nghiệp;Vị trí;Số lượng;Mức lương;Nơi làm việc\n"
        "Công ty Thử Một;Công nhân may;5;7 - 9 triệu;Phường Hạc Thành\n"
        ";@SUM;-1;1e308;\n"
    ),
    ImportKind.OWN_POSITIONS: (
        "Vị trí;Số lượng;Mức lương;Nơi làm việc\n"
        "Công nhân may;5;7 - 9 triệu;Phường Hạc Thành\n"
        "@SUM;-1;1e308;\n"
    ),
    ImportKind.COMMUNITY_MODELS: (
        "Tên mô hình;Cấp;Ngày ra mắt;Xã, phường;Tỉnh\n"
        "Mô hình Thử;xã;05/03/2024;Phường Hạc Thành;Thanh Hóa\n"
        ";mây;31/02/1990;;\n"
    ),
    ImportKind.OUTREACH: (
        "Hình thức;Ngày;Số lượng;Số người;Địa bàn\n"
        "Phát thanh;05/03/2026;12;;Phường Hạc Thành, Thanh Hóa\n"
        "=1+1;99/99/9999;-1;x;Xã Không Có\n"
    ),
}
# Written by every request: the log, sessions, answers, brakes, history, background work.
ALWAYS = frozenset({"access_log", "web_sessions", "once", "attempts", "moves", "jobs", "counters"})
_EVENT_OWN = frozenset({"attendances", "interests", "consents", "suggestions", "approvals"})
_NEW_PEOPLE = frozenset({"returnees", "person_tokens", "returnee_skills", "occupation_bans"})
# What a hat may write besides; None: anything but the rows of the other side.
MAY_WRITE = {
    Role.ADMINISTRATOR: frozenset(),
    Role.COMMITTEE: frozenset(),
    Role.POLICE: _NEW_PEOPLE | {"imports", "import_rows"},
    Role.COUNSELOR: None,
    Role.ORGANISER: None,
    Role.DESK: _NEW_PEOPLE | {"attendances", "consents"},
    Role.EMPLOYER: frozenset(
        {
            *("positions", "introductions", "suggestions", "approvals", "pledges", "employers"),
            *("employer_agreements", "placements", "assignments", "users", "posting_reaches"),
            *("rights_requests", "imports", "import_rows", "mail_boxes", "mails", "event_tables"),
            *("event_firms", "employer_claims", "interests", "consents"),
        }
    ),
    Role.KIOSK: _EVENT_OWN | {"introductions", "rights_requests"},
    Role.PERSON: _EVENT_OWN | {"introductions", "rights_requests"},
    Role.TABLE: _EVENT_OWN | {"introductions", "talks"},
    Role.WALL: frozenset(),
}
MACHINES = {
    Role.KIOSK: DeviceKind.KIOSK,
    Role.TABLE: DeviceKind.TABLE,
    Role.WALL: DeviceKind.WALL,
}
# Staff work for every firm, organisers for every event: of the other side only people are foreign.
PEOPLE = ("returnees", "returnee_skills", "occupation_bans", "consents", "person_tokens")
FOREIGN = {
    Role.COUNSELOR: PEOPLE,
    Role.ORGANISER: ("returnees", "returnee_skills", "occupation_bans", "person_tokens"),
}


@dataclass
class Side:
    """The ids of one side by table."""

    ids: dict[str, list[uuid.UUID]] = field(default_factory=dict)

    def add(self, *rows):
        for row in rows:
            self.ids.setdefault(row.__tablename__, []).append(row.id)
        return rows[0]


@dataclass
class World:
    """Both sides, who acts, and words that mean something in an address."""

    mine: Side
    theirs: Side
    keys: dict[Role, tuple[str, Role | None]]
    tokens: list[str]


def build(session):
    mine, theirs = Side(), Side()
    event = _side(session, mine, HAC_THANH, "11112222")
    _side(session, theirs, HAM_RONG, "33334444")
    users = {role: _user(session, role, mine) for role in Role if _signs_in(role)}
    keys = {role: (f"u:{user.id}", role) for role, user in users.items()}
    for role, kinds in IMPORT_KINDS.items():
        for kind in kinds:
            mine.add(*_imports(session, users[role], kind))
    for role, kind in MACHINES.items():
        table = mine.ids["event_tables"][0] if role == Role.TABLE else None
        machine = mine.add(make_device(session, event, kind, table_id=table))
        keys[role] = (f"d:{machine.id}", None)
    keys[Role.PERSON] = (f"p:{mine.ids['attendances'][0]}", None)
    session.commit()
    invited = session.get_one(Attendance, mine.ids["attendances"][1])
    return World(mine, theirs, keys, [invited.link_token, "14797", "x"])


def _signs_in(role):
    return role not in {*MACHINES, Role.PERSON}


def _user(session, role, mine):
    if role == Role.EMPLOYER:
        return make_user(session, role, employer_id=mine.ids["employers"][0], is_owner=True)
    scope = {"event_id": mine.ids["events"][0]} if role == Role.DESK else {}
    communes = (HAC_THANH,) if role in {Role.COUNSELOR, Role.POLICE} else (None,)
    return make_user(session, role, communes=communes, **scope)


def _side(session, side, commune, code):
    firm = side.add(make_employer(session, commune_code=commune))
    side.add(make_employer_user(session, firm))
    event = make_event(session, commune_code=commune, on=local_today(), state=EventState.RUNNING)
    later = make_event(session, commune_code=commune, on=local_today() + timedelta(days=30))
    side.add(event, later)
    table = side.add(make_event_table(session, event, firm))
    pledge = side.add(make_pledge(session, firm))
    for number in range(4):
        person = side.add(make_returnee(session, commune_code=commune, consented=number != 3))
        side.add(*_parts(session, person), *person.consents)
        jobs = [make_position(session, firm, commune_code=commune) for _ in range(3)]
        side.add(*jobs)
        side.add(make_position(session, firm, commune_code=commune, state=PositionState.DRAFT))
        invited = side.add(
            make_attendance(session, event, person, code=f"{int(code) + number:08d}")
        )
        if number == 3:
            continue
        side.add(make_suggestion(session, person, jobs[0]))
        talked = make_approval(session, make_suggestion(session, person, jobs[1]))
        side.add(talked, talked.suggestion)
        talk = Talk(table=table, attendance=invited, approval=talked, slot=number)
        session.add(talk)
        introduced = make_introduction(
            session, make_approval(session, make_suggestion(session, person, jobs[2]))
        )
        side.add(talk, introduced, introduced.approval, introduced.consent)
        side.add(make_sponsorship(session, pledge, person))
    for kind in ImportKind:
        side.add(*_imports(session, _importer(session, kind, firm, commune), kind))
    return event


def _importer(session, kind, firm, commune):
    if kind == ImportKind.OWN_POSITIONS:
        return make_employer_user(session, firm)
    return make_user(session, communes=(commune,))


def _parts(session, person):
    parts = [
        ReturneeSkill(returnee=person, name="May công nghiệp", code=None, years=2.0),
        OccupationBan(returnee=person, isco_prefix="541"),
    ]
    session.add_all(parts)
    session.flush()
    return parts


def _imports(session, user, kind):
    """Bring one small sheet in twice: waiting to be read, and ready to be applied."""
    by = actor_of(user)
    for is_read in (False, True):
        upload = importing.prepare(kind, SHEETS[kind].encode(), "mau.csv")
        batch = importing.stage(session, upload, default_province="38", by=by)
        while is_read and not importing.read_some(session, batch, by=by):
            pass
        yield batch


def checksums(session, world, role):
    """Return a digest for each table's rows that `role` must leave alone."""
    found = {}
    for name, table in TABLES.items():
        if name in ALWAYS:
            continue
        rows = select(table).order_by(*table.primary_key.columns)
        allowed = MAY_WRITE[role]
        if allowed is None or name in allowed:
            if name not in FOREIGN.get(role, world.theirs.ids):
                continue
            rows = rows.where(table.c.id.in_(world.theirs.ids.get(name, [])))
        content = repr([tuple(row) for row in session.execute(rows)])
        found[name] = hashlib.sha256(content.encode()).hexdigest()
    return found
