"""Triggers: rows of the access log and of the history are never edited and never deleted.

A batch rebuild on SQLite loses triggers, so every migration puts the whole list back.
"""

from sqlalchemy import Connection, inspect

APPEND_ONLY = ("access_log", "moves")
# The sealer may fill the two columns that are empty when a row of the access log is written.
SEALABLE = ("sealed_number", "chain_hash")
FROZEN = {
    "access_log": (
        "id", "created_at", "at", "user_id", "device_id", "role", "action", "subject_kind",
        "subject_id", "fields",
    ),
    "moves": (
        "id", "created_at", "kind", "record_id", "action", "from_state", "to_state", "by_id",
        "device_id", "role", "reason", "said_by", "said_how", "happened_on", "recorded_at",
    ),
}  # fmt: skip


def recreate(connection: Connection) -> None:
    """Drop and create every trigger, on those tables that exist at this revision."""
    write = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for table in set(APPEND_ONLY) & set(inspect(connection).get_table_names()):
        for statement in write(table):
            connection.exec_driver_sql(statement)


def _sqlite(table: str) -> list[str]:
    message = f"{table} is append-only"
    columns = ", ".join(FROZEN[table])
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ),
        (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ),
    ]


def _postgresql(table: str) -> list[str]:
    columns = ", ".join(FROZEN[table])
    return [
        (
            "CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger AS $$ BEGIN "
            "RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
        ),
        f"DROP TRIGGER IF EXISTS {table}_no_delete ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_update ON {table}",
        (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_append_only()"
        ),
        (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_append_only()"
        ),
    ]
