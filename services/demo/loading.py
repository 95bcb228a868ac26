"""Load the demo into an empty database, and tell a demo from anything else."""

from collections.abc import Mapping
from datetime import time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    SYSTEM,
    Actor,
    Assignment,
    Employer,
    Event,
    EventTable,
    Returnee,
    Role,
    TableKind,
    User,
    local_today,
)
from services import accounts, attendances, matching, reference
from services.demo import care, firms, happenings, helped, introduced, people, programme
from services.demo.content import Record, event, records

DEMO_PASSWORD = "noiviec-mau-2026"  # noqa: S105 - printed for whoever tries the demo


def is_demo(session: Session) -> bool | None:
    """Tell whether the database holds the demo: True, False (other data), None (empty)."""
    logins = set(session.scalars(select(User.login)))
    people_known = session.scalar(select(func.count()).select_from(Returnee)) or 0
    if not logins and not people_known:
        return None
    return {row["login"] for row in records("users")} <= logins


def load(session: Session) -> Event:
    """Fill an empty database with the demo, and match its people."""
    reference.load(session)
    employers = firms.load_employers(session, by=SYSTEM)
    made = _event(session, employers)
    users = _users(session, employers, made)
    firms.load_positions(session, employers, by=SYSTEM)
    firms.load_pledges(session, employers)
    organiser = actor_of(users["tochuc"], Role.ORGANISER)
    invited = people.load_people(session, by=SYSTEM)
    attendances.invite(session, made, invited, by=organiser)
    programme.load_programme(session, employers, by=actor_of(users["theodoi"], Role.COMMITTEE))
    matching.run(session, event=made, by=SYSTEM)
    happenings.review(
        session,
        [
            actor_of(user, Role.COUNSELOR)
            for user in users.values()
            if Role.COUNSELOR in user.roles()
        ],
    )
    care.write_down(
        session,
        [actor_of(users[login], Role.COUNSELOR) for login in ("tuvan.hoang", "tuvan.nghison")],
        next_door=users["tuvan.nghison"].assignments[0].commune_code or "",
    )
    hr = users["doanhnghiep.may"]
    garment = session.get_one(Employer, hr.assignments[0].employer_id)
    introduced.introduce(session, garment, hr, by=actor_of(users["tuvan.hoang"], Role.COUNSELOR))
    helped.load_help(
        session,
        [actor_of(users["tuvan.hoang"], Role.COUNSELOR)],
        committee=actor_of(users["theodoi"], Role.COMMITTEE),
    )
    return made


def sign_ins() -> list[tuple[str, str]]:
    """Return each demo login with its roles."""
    return [(row["login"], ", ".join(row["roles"])) for row in records("users")]


def actor_of(user: User, role: Role) -> Actor:
    """Return a demo user acting under one of their hats."""
    given = [held for held in user.assignments if held.role == role]
    everywhere = any(held.commune_code is None for held in given)
    return Actor(
        role=role,
        user_id=user.id,
        communes=None if everywhere else frozenset(held.commune_code or "" for held in given),
        employer_id=given[0].employer_id if given else None,
    )


def _users(session: Session, employers: Mapping[str, Employer], made: Event) -> dict[str, User]:
    # One password, so one hash: hashing eleven times would only make the first start slower.
    password_hash = accounts.hash_password(DEMO_PASSWORD)
    users = {}
    for row in records("users"):
        user = User(login=row["login"], full_name=row["full_name"], password_hash=password_hash)
        for role in row["roles"]:
            user.assignments.extend(_assignments(Role(role), row, employers, made))
        users[row["login"]] = user
    session.add_all(users.values())
    session.flush()
    return users


def _assignments(
    role: Role, row: Record, employers: Mapping[str, Employer], made: Event
) -> list[Assignment]:
    employer = employers[row["employer"]] if row["employer"] else None
    return [
        Assignment(
            role=role,
            commune_code=code,
            employer_id=employer.id if employer else None,
            is_owner=employer is not None,
            event_id=made.id if role == Role.DESK else None,
        )
        for code in row["commune_codes"] or [None]
    ]


def _event(session: Session, employers: Mapping[str, Employer]) -> Event:
    row = event()
    made = Event(
        name=row["name"],
        place=row["place"],
        commune_code=row["commune_code"],
        on=local_today() + timedelta(days=row["days_from_now"]),
        starts_at=time.fromisoformat(row["starts"]),
        ends_at=time.fromisoformat(row["ends"]),
        slot_minutes=row["slot_minutes"],
        contact_phone=row["contact_phone"],
    )
    for table in row["tables"]:
        made.tables.append(
            EventTable(
                number=table["number"],
                kind=TableKind(table["kind"]),
                employer=employers[table["employer"]] if table["employer"] else None,
                label=table["label"],
                group_size=table["group_size"],
            )
        )
    session.add(made)
    session.flush()
    return made
