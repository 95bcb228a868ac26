"""`flask keys`: the key file, which must exist before the first row is written."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext


@click.group()
def keys() -> None:
    """Look after the key file."""


@keys.command()
@with_appcontext
def where() -> None:
    """Say where the key file is and how to keep a second copy."""
    click.echo(second_copy_advice(current_app.config["SETTINGS"].key_file))


def second_copy_advice(path: Path) -> str:
    """Return what to tell the one who installs: a lost key is lost data."""
    return (
        f"Tệp khóa: {path}\n"
        "Hãy chép tệp này vào một USB cất nơi khác. Mất tệp khóa là mất dữ liệu cá nhân đã lưu."
    )
