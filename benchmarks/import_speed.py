"""How long a workbook of 10,000 people takes from the upload to its preview, and how much memory.

    python -m benchmarks.import_speed [--rows 10000] [--database URL] [--json FILE] [--profile]

The pages are asked of the application itself as a browser asks for them: the upload, every step of
the reading with its page, the preview. A browser waits 50 ms more before each step, so that the bar
is drawn; this is added. Memory is the whole process's at its highest. Then the rows are applied,
and the same file is brought in again: it may give no new row.
"""

import argparse
import cProfile
import io
import json
import os
import pstats
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import xlsxwriter
from sqlalchemy.orm import Session

from benchmarks.prove import commit
from benchmarks.scale_people import FAMILY, GIVEN, MIDDLE
from config import Settings
from models import Import, ImportRow, Keyring, Role, crypto
from portal import create_app, schema
from portal.database import make_engine
from services import accounts, places, reference
from tests.browser import PortalClient

UPLOAD = "/imports/returnees"
PAUSE_S = 0.05
PROMISED_S, PROMISED_MB = 10, 300
LAST_CENTURY = 1999
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "SĐT", "Nơi ở", "Nghề đã làm", "Ngày về")
WORK = (
    *("May công nghiệp 3 năm", "Phụ hồ, biết trộn vữa", "Lái xe tải hạng C", "Thợ hàn 2 năm"),
    *("Nấu ăn, phụ bếp", "Sửa xe máy", "Làm ruộng", "Đóng gói, bốc xếp", "", "Cắt tóc"),
)


def workbook(rows: int) -> bytes:
    """Return an .xlsx as an office keeps it: a title, headings, one person a row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH NGƯỜI LAO ĐỘNG CẦN VIỆC LÀM"])
    sheet.write_row(2, 0, HEADINGS)
    for number, row in enumerate(_people(rows), start=1):
        sheet.write_row(number + 2, 0, [number, *row])
    book.close()
    return out.getvalue()


def _people(rows: int) -> Iterator[tuple[str, ...]]:
    draw = random.Random(7)  # noqa: S311 - invented people
    here = [c.name for code, c in places.communes().items() if c.province_code == "38"]
    for number in range(rows):
        name = " ".join(map(draw.choice, (FAMILY, MIDDLE, GIVEN)))
        born = (draw.randrange(1, 29), draw.randrange(1, 13), draw.randrange(1960, 2006))
        home = (draw.randrange(1, 29), draw.randrange(1, 13), draw.randrange(2020, 2026))
        yield (
            name,
            "{:02d}/{:02d}/{}".format(*born),
            _national_id(born[2], number) if number % 5 else "",
            f"09{number:08d}",
            f"Thôn {draw.randrange(1, 12)}, {draw.choice(here)}, Thanh Hóa",
            draw.choice(WORK),
            "{:02d}/{:02d}/{}".format(*home),
        )


def _national_id(born: int, number: int) -> str:
    return f"038{2 * (born > LAST_CENTURY)}{born % 100:02d}{number:06d}"


def run(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure on a database of its own."""
    engine, client = installation(asked.database or f"sqlite:///{folder / 'import.db'}", folder)
    data = workbook(asked.rows)
    client.get(UPLOAD)
    before = memory_from_here()
    begun, worked = time.perf_counter(), time.process_time()
    steps = bring_in(client, data, profile=asked.profile)
    took, work = time.perf_counter() - begun, time.process_time() - worked
    figures = {
        "commit": commit(),
        "load": round(os.getloadavg()[0], 2),
        "database": engine.dialect.name,
        "rows": asked.rows,
        "file_bytes": len(data),
        "steps": steps,
        "seconds": round(took, 2),
        "work_seconds": round(work, 2),
        "seconds_in_a_browser": round(took + steps * PAUSE_S, 2),
        "process_mb_before": before,
        "process_mb_at_most": _megabytes("VmHWM"),
        "promised": {"seconds": PROMISED_S, "mb": PROMISED_MB},
    }
    applied = apply(client, engine)
    bring_in(client, data)
    return figures | {"applied_s": applied, "statuses": statuses(engine)}


def installation(url: str, folder: Path) -> tuple[sa.Engine, Any]:
    """Make an empty database; return it and a browser signed in as a counselor."""
    key = folder / "key.json"
    Keyring.create().save(key)
    crypto.use(Keyring.load(key))
    schema.upgrade(url)
    engine = make_engine(url)
    with Session(engine, expire_on_commit=False) as session:
        reference.load(session)
        user = accounts.create_user(session, "tuvan", "Cán bộ", secrets.token_hex(12))
        accounts.give_role(session, user, Role.COUNSELOR, commune_code=None)
        session.commit()
    settings = Settings(
        database_url=url, key_file=key, public_url="http://localhost", log_level="CRITICAL"
    )
    app = create_app(settings, engine)
    app.test_client_class = PortalClient
    return engine, app.test_client().sign_in(user)


def bring_in(client: Any, data: bytes, *, profile: bool = False) -> int:
    """Upload a file, read it to the end, open its preview; return how many steps it took."""
    with profiled() if profile else nullcontext():
        address = client.submit(UPLOAD, file=(io.BytesIO(data), "danh-sach.xlsx")).location
        steps = 0
        while address.endswith("/reading"):
            client.get(address)
            address = client.submit(address).location
            steps += 1
        client.get(address)
    return steps


@contextmanager
def profiled() -> Iterator[None]:
    """Say on the error stream what took the time."""
    with cProfile.Profile() as watch:
        yield
    pstats.Stats(watch, stream=sys.stderr).sort_stats("cumulative").print_stats(70)


def apply(client: Any, engine: sa.Engine) -> float:
    """Apply the file brought in last; return the seconds it took."""
    with Session(engine) as session:
        last = session.scalars(sa.select(Import.id).order_by(Import.created_at.desc())).first()
    begun = time.perf_counter()
    client.submit(f"/imports/{last}/choose", apply="1")
    return round(time.perf_counter() - begun, 2)


def statuses(engine: sa.Engine) -> list[dict[str, int]]:
    """Return for each import, the first one first, how many rows have each status."""
    rows = (
        sa.select(Import.created_at, ImportRow.status, sa.func.count())
        .join(ImportRow, ImportRow.import_id == Import.id)
        .group_by(Import.created_at, ImportRow.status)
        .order_by(Import.created_at)
    )
    found: dict[Any, dict[str, int]] = {}
    with engine.connect() as connection:
        for at, status, number in connection.execute(rows):
            found.setdefault(at, {})[status.value] = number
    return list(found.values())


def memory_from_here() -> float:
    """Forget the process's highest memory until now (Linux); return what it holds, in MB."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _megabytes("VmRSS")


def _megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith(name))


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = json.dumps(run(asked, Path(folder)), indent=1, ensure_ascii=False)
    sys.stdout.write(f"{text}\n")
    if asked.json:
        asked.json.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
