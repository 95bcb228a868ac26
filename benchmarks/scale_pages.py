"""How long lists and searches take with a whole province on file.

    python -m benchmarks.scale_pages [--people 200000] [--positions 20000] [--log 2000000]
        [--database URL] [--rounds 20] [--json FILE]

Pages are asked of the application itself, in this process, by a counselor of one commune, of
fifteen, and of the whole province. Printed for each: the middle and the 95th per cent, as the clock
on the wall ran and as this process worked (with SQLite the database works in it; on a computer that
others use too, only this tells), and how many statements it sent. The load of the machine stands
beside: the clock on the wall tells of the product only where it is under the number of cores.
With `--json` each kind of database has its own part of the file.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import scale_people, scale_work
from benchmarks.prove import commit
from config import Settings
from models import SYSTEM, Keyring, crypto, utcnow
from portal import create_app, schema
from portal.database import make_engine
from portal.settling import settle
from services import upkeep
from tests.browser import PortalClient
from tests.queries import counted

PROMISED_MS = 300
LISTS: Mapping[str, str] = {
    "a day's work": "/counselor/today",
    "a section of it": "/counselor/today/stalled",
    "people": "/counselor/people",
    "people, page 40": "/counselor/people?page=40",
    "people of a commune": "/counselor/people?commune={commune}",
    "people without consent": "/counselor/people?consent=no",
    "people without a match": "/counselor/people?match=no",
    "search, three syllables": "/counselor/people?q=nguyen+van+an",
    "search, with accents": "/counselor/people?q=Trịnh+Ngọc+Ánh",
    "search, one syllable": "/counselor/people?q=nguyen",
    "duplicates": "/counselor/duplicates",
    "hand-overs": "/counselor/handovers",
    "consents": "/counselor/consents",
    "review queue": "/review/",
    "review queue, filtered": "/review/?path=work&warned=no",
    "introductions": "/introductions/",
    "rights desk": "/rights/",
    "help needed": "/sponsoring/people",
    "positions": "/firms/positions",
    "positions, search": "/firms/positions?q=tho+han",
    "firms": "/firms/",
    "firms, search": "/firms/?q=so+19",
}
ADMIN: Mapping[str, str] = {"access log": "/access-log"}


class Took(NamedTuple):
    """Milliseconds of each round: by the wall's clock, and of this process's own work."""

    wall: list[float]
    work: list[float]


def timed(client: Any, url: str, rounds: int) -> tuple[Took, int]:
    """Ask for a page some times after a first one; return the times and its status."""
    status = client.get(url).status_code
    took = Took([], [])
    for _ in range(rounds):
        wall, work = time.perf_counter(), time.process_time()
        client.get(url)
        took.wall.append((time.perf_counter() - wall) * 1000)
        took.work.append((time.process_time() - work) * 1000)
    return took, status


def measure(app: Any, engine: sa.Engine, users: Mapping[str, Any], rounds: int) -> list[Any]:
    """Measure every list for every kind of counselor."""
    found = []
    commune = scale_people.communes()[0]
    for name, user in users.items():
        client = app.test_client().sign_in(user)
        for what, url in (ADMIN if name == "admin" else LISTS).items():
            address = url.format(commune=commune)
            took, status = timed(client, address, rounds)
            with counted(engine) as sent:
                client.get(address)
            found.append(_row(name, what, took, status, len(sent)))
            sys.stderr.write(f"{found[-1]}\n")
    return found


def _row(who: str, what: str, took: Took, status: int, statements: int) -> dict[str, Any]:
    return {
        "who": who,
        "list": what,
        "status": status,
        "median_ms": _share(took.wall, 0.5),
        "p95_ms": _share(took.wall, 0.95),
        "work_median_ms": _share(took.work, 0.5),
        "work_p95_ms": _share(took.work, 0.95),
        "statements": statements,
    }


def _share(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return round(ordered[round(share * (len(ordered) - 1))], 1)


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--positions", type=int, default=20_000)
    parser.add_argument("--log", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", default="")
    parser.add_argument("--folder", type=Path, help="keep the filled database here")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = run(asked, asked.folder or Path(scratch))
    slow = {
        clock: sum(row[clock] > PROMISED_MS for row in figures["pages"])
        for clock in ("p95_ms", "work_p95_ms")
    }
    figures |= {"over_300_ms": slow}
    sys.stdout.write(f"{json.dumps(figures, indent=1, ensure_ascii=False)}\n")
    if asked.json:
        known = json.loads(asked.json.read_text()) if asked.json.exists() else {}
        both = json.dumps(known | {figures["database"]: figures}, indent=1, ensure_ascii=False)
        asked.json.write_text(f"{both}\n", encoding="utf-8")


def run(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure on a database of its own."""
    key = folder / "key.json"
    is_new = not key.exists()
    if is_new:
        folder.mkdir(parents=True, exist_ok=True)
        Keyring.create().save(key)
    crypto.use(Keyring.load(key))
    url = asked.database or f"sqlite:///{folder / 'scale.db'}"
    engine = make_engine(url)
    begun = time.perf_counter()
    with Session(engine, expire_on_commit=False) as session:
        if is_new:
            schema.upgrade(url)
            scale_people.fill(session, asked.people, asked.positions, asked.log)
            scale_work.fill(session, scale_people.known_users(session)["province"].id)
            upkeep.analyze(session, by=SYSTEM, now=utcnow())
            session.commit()
        users = scale_people.known_users(session)
    filled = time.perf_counter() - begun
    settings = Settings(
        database_url=url, key_file=key, public_url="http://localhost", log_level="CRITICAL"
    )
    app = create_app(settings, engine)
    app.test_client_class = PortalClient
    settle()
    pages = measure(app, engine, users, asked.rounds)
    return {
        "commit": commit("portal", "services", "models", "matching", "templates", "benchmarks"),
        "load": round(os.getloadavg()[1], 2),
        "cores": os.cpu_count(),
        "rounds": asked.rounds,
        "database": engine.dialect.name,
        "people": asked.people,
        "positions": asked.positions,
        "log_rows": asked.log,
        "filled_in_s": round(filled, 1) if is_new else None,
        "pages": pages,
    }


if __name__ == "__main__":
    main()
