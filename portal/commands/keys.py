"""`flask keys`: the key file, which must exist before the first row is written."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Settings
from models import Keyring


@click.group()
def keys() -> None:
    """Look after the key file."""


@keys.command()
@with_appcontext
def create() -> None:
    """Make the key file where there is none, and say how to keep a second copy."""
    path = _path()
    if path.exists():
        return
    Keyring.create().save(path)
    click.echo(second_copy_advice(path))


@keys.command()
@with_appcontext
def where() -> None:
    """Say where the key file is and how to keep a second copy."""
    click.echo(second_copy_advice(_path()))


def _path() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.key_file


def second_copy_advice(path: Path) -> str:
    """Return what to tell the one who installs: a lost key is lost data."""
    return (
        f"Tệp khóa: {path}\n"
        "Hãy chép tệp này vào một USB cất nơi khác. Mất tệp khóa là mất dữ liệu cá nhân đã lưu."
    )
