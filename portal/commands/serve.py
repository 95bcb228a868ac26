"""`flask serve`: the server of one machine, also on Windows; says where it can be reached."""

import sys

import click
import segno
from cheroot.wsgi import Server
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from config import Settings
from models import User, WrongKeyError
from portal.database import end_transaction, session
from portal.settling import settle
from portal.worker import Worker


@click.command()
@with_appcontext
def serve() -> None:
    """Start the server and print its address."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    settings: Settings = app.config["SETTINGS"]
    refuse_wrong_key()
    settle()
    click.echo(addresses(settings))
    worker = Worker(app)
    if settings.worker:
        worker.start()
    server = Server((settings.host, settings.port), app, numthreads=settings.threads)
    try:
        server.start()
    except KeyboardInterrupt:
        worker.stop()
        server.stop()


def refuse_wrong_key() -> None:
    """Stop when the key file does not open this database: better no start than half a start."""
    try:
        user = session.scalar(select(User).limit(1))
        _ = user.full_name if user else ""
    except WrongKeyError:
        sys.exit("Tệp khóa không mở được cơ sở dữ liệu này. Hãy đặt NOIVIEC_KEY_FILE cho đúng.")
    finally:
        end_transaction()


def addresses(settings: Settings) -> str:
    """Return the address for this machine, the one for phones, and that one as a QR code."""
    lines = [
        f"Cán bộ, trên máy này:  http://127.0.0.1:{settings.port}",
        f"Điện thoại cùng mạng:  {settings.public_url}",
        _terminal_qr(settings.public_url),
    ]
    return "\n".join(lines)


def _terminal_qr(text: str) -> str:
    rows = [list(row) for row in segno.make(text, micro=False).matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    glyphs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(glyphs[bool(top), bool(low)] for top, low in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
