"""Run migrations on a connection of their own, as the SQLite rule of docs/decisions.md asks.

A batch rebuild with foreign_keys=ON deletes the child rows by cascade, so it is OFF here and every
key is checked before the commit. The caller hands the URL over in `config.attributes["url"]`.
"""

from collections.abc import Callable
from typing import Literal

from alembic import context
from sqlalchemy import Connection, create_engine, event, pool

from migrations.triggers import recreate
from models import Base
from models.base import UtcDateTime

config = context.config


def run(connection: Connection) -> None:
    """Migrate inside one transaction; refuse to commit a database whose keys do not hold."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=is_sqlite,
        transaction_per_migration=False,
        compare_type=True,
        render_item=_render,
        include_object=_is_of(connection.dialect.name),
    )
    with context.begin_transaction():
        context.run_migrations()
        recreate(connection)
        if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"migration leaves broken keys: {broken[:5]}")


def main() -> None:
    """Open the connection and migrate."""
    engine = create_engine(config.attributes["url"], poolclass=pool.NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _without_foreign_keys)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        run(connection)
        connection.commit()


def _is_of(dialect: str) -> Callable[..., bool]:
    """Leave out what is made for another database alone, such as an index of its own order."""
    return lambda item, *_: item.info.get("dialect", dialect) == dialect


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our moment type as the plain column it is: a migration imports no model."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _without_foreign_keys(dbapi_connection: object, _record: object) -> None:
    dbapi_connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = dbapi_connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


main()
