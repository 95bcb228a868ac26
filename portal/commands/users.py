"""`flask users`: accounts from the command line, the first administrator among them."""

import click
from flask.cli import with_appcontext

from models import Role
from portal.database import session
from services import accounts


@click.group()
def users() -> None:
    """Make accounts."""


@users.command()
@click.argument("login")
@click.argument("full_name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--commune", "communes", multiple=True, help="Commune code; none: the province.")
@click.password_option(help="At least 12 characters.")
@with_appcontext
def create(login: str, full_name: str, role: str, communes: tuple[str, ...], password: str) -> None:
    """Make LOGIN for FULL_NAME with one role."""
    if len(password) < accounts.MIN_PASSWORD:
        raise click.BadParameter(f"Mật khẩu cần ít nhất {accounts.MIN_PASSWORD} ký tự.")
    user = accounts.create_user(session, login, full_name, password)
    for code in communes or (None,):
        accounts.give_role(session, user, Role(role), commune_code=code)
    session.commit()
    click.echo(f"Đã tạo tài khoản {user.login}.")
