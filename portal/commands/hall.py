"""`flask hall`: take an event out to a laptop and bring it back."""

import json
import sys
import tempfile
import zlib
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from config import Settings
from models import LOCAL_ZONE, SYSTEM, Event, EventState, Keyring, crypto
from models.crypto import Cipher
from portal import schema
from portal.database import begin_writing, make_engine, session
from portal.hall.verbs import verb_words
from services import hall_pack, hall_return, reference
from services.errors import Refused

PACK, ACTIONS = "pack", "hall-actions"
KEY_ID = b"hall"


@click.group()
def hall() -> None:
    """Mang hội nghị đến nơi không có mạng, rồi mang về."""


@hall.command()
@click.option("--to", "holder", required=True, help="Tên máy, ví dụ Máy hội trường 1.")
@click.option(
    "--until",
    required=True,
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    help="Hẹn mang về, ví dụ 2026-12-15T20:00.",
)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--event", "event_id", default="", help="Mã hội nghị; để trống nếu chỉ có một.")
@with_appcontext
def take(holder: str, until: datetime, folder: Path, event_id: str) -> None:
    """Write the pack and its key; from now on the server only reads the event."""
    begin_writing(session)
    event = _event(event_id)
    back = until.replace(tzinfo=LOCAL_ZONE)
    try:
        pack = hall_pack.take_out(session, event, holder, back, by=SYSTEM)
    except Refused as error:
        sys.exit(str(error))
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / "hoi-nghi.nvpack", folder / "hoi-nghi.nvkey"
    # The stick first: a full one must not leave the event out with no pack.
    files[0].write_bytes(_sealed(pack.key, PACK, _database(pack)))
    pack.key.save(files[1])
    session.commit()
    click.echo(f"Đã ghi {files[0]} và khóa {files[1]}. Hãy để hai tệp ở hai USB khác nhau.")


@hall.command("open")
@click.argument("pack", type=click.Path(path_type=Path, exists=True))
@click.argument("key", type=click.Path(path_type=Path, exists=True))
@with_appcontext
def open_pack(pack: Path, key: Path) -> None:
    """Open a pack on the laptop: makes its database and its key file."""
    settings: Settings = current_app.config["SETTINGS"]
    path = Path(make_url(settings.database_url).database or "")
    if path.exists() or settings.key_file.exists():
        sys.exit(f"Đã có {path} hoặc {settings.key_file}. Hãy chọn chỗ khác để mở gói.")
    ring = Keyring.load(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_opened(ring, PACK, pack.read_bytes()))
    ring.save(settings.key_file)
    click.echo("Đã mở gói. Chạy flask serve để bắt đầu.")


@hall.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def actions(file: Path) -> None:
    """Write what this laptop did, sealed, to be carried home."""
    done = hall_return.written_down(session)
    text = json.dumps(done, ensure_ascii=False).encode()
    file.write_bytes(_sealed(crypto.keyring(), ACTIONS, text))
    click.echo(f"Đã ghi {len(done)} việc vào {file}.")


@hall.command("return")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--event", "event_id", default="")
@click.option("--keep", is_flag=True, help="Chưa hủy khóa: máy hội trường còn làm tiếp.")
@with_appcontext
def bring_back(file: Path, event_id: str, *, keep: bool) -> None:
    """Do again what the laptop did, end the lease and erase the pack's key."""
    begin_writing(session)
    event = _event(event_id)
    try:
        told = _opened(hall_pack.pack_key(event), ACTIONS, file.read_bytes())
        found = hall_return.bring_back(session, event, hall_return.read(told), by=SYSTEM)
    except Refused as error:
        sys.exit(str(error))
    if not keep:
        hall_return.end_lease(session, event, by=SYSTEM)
    session.commit()
    click.echo(f"Đã làm lại {found.done} việc, {found.known} việc đã có từ trước.")
    for row in found.conflicts:
        click.echo(f"Cần xem lại việc {row.number} ({verb_words(row.verb)}): {row.conflict}")
    if not keep:
        click.echo("Đã hủy khóa của gói. Bản trên máy hội trường và USB không mở được nữa.")


@hall.command()
@with_appcontext
def erase() -> None:
    """Erase the pack from this laptop: its key, then its database."""
    settings: Settings = current_app.config["SETTINGS"]
    if not session.scalar(select(Event.id).where(Event.is_pack)):
        sys.exit("Máy này không giữ gói mang đi nào. Không xóa gì.")
    path = Path(make_url(settings.database_url).database or "")
    session.close()
    settings.key_file.unlink()
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    click.echo("Đã hủy khóa và xóa gói trên máy này.")


def _event(event_id: str) -> Event:
    rows = session.scalars(select(Event).where(Event.state != EventState.CLOSED)).all()
    found = [row for row in rows if not event_id or str(row.id) == event_id]
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"{row.id}  {row.on:%d/%m/%Y}  {row.name}" for row in rows)
    sys.exit(f"Hãy chọn một hội nghị bằng --event:\n{listed}")


def _database(pack: hall_pack.Pack) -> bytes:
    """Return the bytes of the pack's own database."""
    crypto.use(pack.key)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noiviec.db"
        url = f"sqlite:///{path}"
        schema.upgrade(url)
        engine = make_engine(url)
        with Session(engine) as fresh:
            reference.load(fresh)
            hall_pack.write(fresh, pack)
            fresh.commit()
            fresh.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        return path.read_bytes()


def _sealed(key: Keyring, purpose: str, content: bytes) -> bytes:
    return Cipher(KEY_ID, key.derive(purpose)).seal(zlib.compress(content), purpose)


def _opened(key: Keyring, purpose: str, content: bytes) -> bytes:
    return zlib.decompress(Cipher(KEY_ID, key.derive(purpose)).open(content, purpose))
