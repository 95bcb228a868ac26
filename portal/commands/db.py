"""`flask db`: our own small group over Alembic."""

import click
from flask import current_app

from config import Settings
from portal import schema


@click.group()
def db() -> None:
    """Create and change the database."""


def _url() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.database_url


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to REVISION (newest)."""
    schema.upgrade(_url(), revision)


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to REVISION."""
    schema.downgrade(_url(), revision)


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a migration from the difference between tables and database."""
    schema.revision(_url(), message)


@db.command()
def check() -> None:
    """Fail when tables and database differ."""
    schema.differences(_url())
