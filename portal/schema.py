"""Migrations from Python: what `flask db` and the tests call.

Flask-Migrate would bring Flask-SQLAlchemy, which the layers rule out.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

ROOT = Path(__file__).parent.parent


def alembic_config(url: str) -> Config:
    """Return the configuration of the migrations for one database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`, making the folder of a SQLite file."""
    location = make_url(url)
    if location.get_backend_name() == "sqlite" and location.database:
        Path(location.database).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at `url` back to `revision`."""
    command.downgrade(alembic_config(url), revision)


def revision(url: str, message: str) -> None:
    """Write a new migration from the difference between tables and database."""
    command.revision(alembic_config(url), message, autogenerate=True)


def differences(url: str) -> None:
    """Raise when tables and database differ."""
    command.check(alembic_config(url))
