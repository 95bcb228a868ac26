"""An invented province at size: case files with sealed names, firms, positions, the access log."""
# ruff: noqa: S311, PLR2004 - an invented province is drawn by lot, its shares are plain figures

import random
import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from matching.text import canonical, strip_marks
from models import (
    AccessLog,
    Base,
    Consent,
    Employer,
    MatchRun,
    PersonToken,
    Position,
    Returnee,
    Role,
    Suggestion,
    User,
    local_today,
    new_id,
    utcnow,
)
from models.crypto import KEY_BYTES, PERSON_KEY_ID, Cipher, keyring
from services import accounts, places, reference, returnees

FAMILY = ("Nguyễn", "Lê", "Trần", "Phạm", "Hoàng", "Trịnh", "Vũ", "Đỗ", "Bùi", "Hà", "Mai", "Lò")
MIDDLE = ("Văn", "Thị", "Đình", "Xuân", "Ngọc", "Thanh", "Minh", "Quốc", "Hồng", "Đức")
GIVEN = (
    *("An", "Ánh", "Bình", "Châu", "Cường", "Dũng", "Dương", "Đạt", "Giang", "Hà", "Hải", "Hạnh"),
    *("Hiền", "Hiếu", "Hòa", "Hùng", "Hương", "Huy", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam"),
    *("Nga", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Thắng", "Thu", "Thủy", "Tiến", "Trang", "Tú"),
    *("Tuấn", "Tùng", "Uyên", "Vinh", "Yến", "Thịnh", "Quyết", "Mận", "Huyền", "Thoa", "Kiên"),
)
JOBS = ("Công nhân may", "Thợ hàn", "Phụ hồ", "Lái xe tải", "Thợ mộc", "Đóng gói", "Phụ bếp")
BATCH = 5000


def communes() -> list[str]:
    """Return the communes of the installation's province."""
    return sorted(c for c, commune in places.communes().items() if commune.province_code == "38")


def fill(session: Session, people: int, positions: int, log_rows: int) -> None:
    """Fill an empty database."""
    random.seed(7)
    reference.load(session)
    users = _users(session)
    jobs = _positions(session, positions)
    _people(session, people, jobs)
    _log(session, log_rows, users["commune"])
    session.commit()


def _users(session: Session) -> dict[str, Any]:
    """Make a counselor of one commune, one of fifteen, one of the whole province, an admin."""
    here = communes()
    reach = {"commune": here[:1], "fifteen": here[:15], "province": [None]}
    users = {
        name: accounts.create_user(session, name, f"Cán bộ {name}", secrets.token_hex(12))
        for name in (*reach, "admin")
    }
    for name, codes in reach.items():
        for code in codes:
            accounts.give_role(session, users[name], Role.COUNSELOR, commune_code=code)
    accounts.give_role(session, users["admin"], Role.ADMINISTRATOR)
    session.commit()
    return users


def known_users(session: Session) -> dict[str, User]:
    """Return the users of a database filled before."""
    users = session.scalars(sa.select(User).options(selectinload(User.assignments)))
    return {user.login: user for user in users}


def insert(session: Session, table: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    """Write many rows, some thousands a statement."""
    while part := list(islice(rows, BATCH)):
        session.execute(sa.insert(table.__table__), part)  # type: ignore[arg-type]
    session.commit()


def _positions(session: Session, number: int) -> list[UUID]:
    here = communes()
    firms = [new_id() for _ in range(max(1, number // 10))]
    insert(
        session,
        Employer,
        (
            {"id": firm, "name": f"Công ty Số {n}", "name_key": f"cong ty so {n}"}
            | {"commune_code": random.choice(here), "state": "verified", "version": 1}
            for n, firm in enumerate(firms)
        ),
    )
    ids = [new_id() for _ in range(number)]
    insert(session, Position, (_position(each, firms, here) for each in ids))
    return ids


def _position(own: UUID, firms: Sequence[UUID], here: Sequence[str]) -> dict[str, Any]:
    title = f"{random.choice(JOBS)} {random.randrange(999)}"
    low = random.randrange(5, 12) * 1_000_000
    return {
        "id": own,
        "employer_id": random.choice(firms),
        "title": title,
        "title_key": strip_marks(canonical(title)),
        "description": "Làm ca ngày, có người kèm, nghỉ chủ nhật.",
        "commune_code": random.choice(here),
        "wage_min": low,
        "wage_max": low + 2_000_000,
        "state": random.choices(("open", "filled", "closed"), (6, 2, 2))[0],
        "opened_on": local_today() - timedelta(days=random.randrange(60)),
        "version": 1,
    }


def _people(session: Session, number: int, jobs: Sequence[UUID]) -> None:
    run = MatchRun(model_version="bench")
    session.add(run)
    session.commit()
    here = communes()
    made = [new_id() for _ in range(number)]
    homes = {each: random.choice(here) for each in made}
    names = {each: " ".join(map(random.choice, (FAMILY, MIDDLE, GIVEN))) for each in made}
    insert(session, Returnee, (_person(each, names[each], homes[each]) for each in made))
    insert(session, PersonToken, (row for each in made for row in _tokens(each, names, homes)))
    agreed = [each for each in made if random.random() < 0.7]
    insert(session, Consent, (_consent(each) for each in agreed))
    lucky = [each for each in agreed if random.random() < 0.5]
    insert(session, Suggestion, (row for each in lucky for row in _suggestions(each, run.id, jobs)))


def _person(own: UUID, name: str, home: str) -> dict[str, Any]:
    key = secrets.token_bytes(KEY_BYTES)
    cipher = Cipher(PERSON_KEY_ID, key)
    born = random.randrange(1960, 2006)
    sealed = {
        f"{column}_ct": cipher.seal(value.encode(), f"returnees:{column}_ct:{own}")
        for column, value in {
            "full_name": name,
            "phone": f"09{random.randrange(10**8):08d}",
            "summary": "May công nghiệp 3 năm, muốn làm gần nhà.",
        }.items()
    }
    return sealed | {
        "id": own,
        "data_key_ct": keyring().cipher().seal(key, f"returnees:data_key_ct:{own}"),
        "name_birth_hmac": returnees.name_birth_key(name, str(born)),
        "name_year_hmac": returnees.name_year_key(name, born),
        "birth_year": born,
        "commune_code": home,
        "return_date": local_today() - timedelta(days=random.randrange(-60, 3650)),
        "first_contact_on": local_today() if random.random() < 0.9 else None,
        "created_at": utcnow() - timedelta(days=random.randrange(1, 900)),
        "version": 1,
    }


def _tokens(own: UUID, names: dict[UUID, str], homes: dict[UUID, str]) -> Iterator[dict[str, Any]]:
    for token, exact in _known_tokens(names[own]):
        yield {
            "id": new_id(),
            "returnee_id": own,
            "token": token,
            "exact": exact,
            "commune_code": homes[own],
        }


_seen: dict[str, list[tuple[bytes, bool]]] = {}


def _known_tokens(name: str) -> list[tuple[bytes, bool]]:
    if name not in _seen:
        _seen[name] = sorted(returnees.name_tokens(name))
    return _seen[name]


def _consent(own: UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "returnee_id": own,
        "purpose": "matching",
        "given_on": local_today(),
        "how": "paper",
    }


def _suggestions(own: UUID, run: UUID, jobs: Sequence[UUID]) -> Iterator[dict[str, Any]]:
    for rank, job in enumerate(random.sample(jobs, 3), start=1):
        yield {
            "id": new_id(),
            "returnee_id": own,
            "position_id": job,
            "run_id": run,
            "score": 0.9 - rank / 10,
            "rank": rank,
            "band": "Hợp",
            "reasons": ["Biết may công nghiệp"],
            "state": random.choices(("proposed", "rejected", "lapsed"), (2, 4, 4))[0],
            "version": 1,
        }


def _log(session: Session, number: int, user: Any) -> None:
    """Write some rows, then double them inside the database until there are enough."""
    ids = session.scalars(sa.select(Returnee.id).limit(BATCH)).all()
    first = (
        {
            "id": new_id(),
            "at": utcnow() - timedelta(seconds=random.randrange(10**8)),
            "user_id": user.id,
            "role": "counselor",
            "action": "view",
            "subject_kind": "returnees",
            "subject_id": random.choice(ids),
            "fields": ["full_name"],
        }
        for _ in range(min(number, 20_000))
    )
    insert(session, AccessLog, first)
    fresh = (
        "lower(hex(randomblob(16)))"
        if session.get_bind().dialect.name == "sqlite"
        else "gen_random_uuid()"
    )
    names = "created_at, at, user_id, role, action, subject_kind, subject_id, fields"
    while (have := session.scalar(sa.select(sa.func.count()).select_from(AccessLog)) or 0) < number:
        double = (
            f"INSERT INTO access_log (id, {names}) SELECT {fresh}, {names} "  # noqa: S608 - ours
            f"FROM access_log LIMIT {number - have}"
        )
        session.execute(sa.text(double))
        session.commit()
