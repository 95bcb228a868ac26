"""`flask demo`: load it, start it again, print who can sign in."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Settings
from portal import schema
from portal.database import begin_writing, end_transaction, session
from services import demo as content


@click.group()
def demo() -> None:
    """Look after the demo."""


@demo.command()
@with_appcontext
def load() -> None:
    """Load the demo into an empty database; leave any other as it is."""
    begin_writing(session)
    found = content.is_demo(session)
    if found is None:
        content.load(session)
        session.commit()
        found = True
    end_transaction()
    if found:
        click.echo(sign_in_table())


@demo.command()
@with_appcontext
def reset() -> None:
    """Throw the demo away and load it anew; refuse a database that holds other data."""
    settings: Settings = current_app.config["SETTINGS"]
    schema.upgrade(settings.database_url)
    if content.is_demo(session) is False:
        sys.exit("Cơ sở dữ liệu này có dữ liệu khác, không phải bản mẫu. Không xóa gì cả.")
    end_transaction()
    schema.downgrade(settings.database_url, "base")
    schema.upgrade(settings.database_url)
    content.load(session)
    session.commit()
    click.echo(sign_in_table())


def sign_in_table() -> str:
    """Return the demo's logins, their roles and the one password."""
    lines = [f"  {login:<20}{roles}" for login, roles in content.sign_ins()]
    password = f"Mật khẩu chung của bản mẫu: {content.DEMO_PASSWORD}"
    return "\n".join(["Đăng nhập bản mẫu:", *lines, password])
