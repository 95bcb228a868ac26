"""Declarative base shared by every table: ids made by the app, UTC times, named constraints."""

import enum
import uuid
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.clock import utcnow

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> uuid.UUID:
    """Return a UUIDv7: made by the app, so that a laptop's rows come home as they are."""
    return uuid.UUID(int=uuid7().int)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in UTC on every database; SQLite forgets the zone, so it is put back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store UTC; a moment without a zone is a programming error."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored moment needs its zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every row has an id known before the insert: encryption binds values to their place."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        ),
        datetime: UtcDateTime(),
        uuid.UUID: sa.Uuid(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[float]: sa.JSON(),
        list[dict[str, Any]]: sa.JSON(),
        int: sa.BigInteger(),
    }

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    def __init__(self, **values: Any) -> None:
        self.id = values.pop("id", None) or new_id()
        for name, default in _scalar_defaults(type(self)):
            setattr(self, name, default)
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


@cache
def _scalar_defaults(model: type[Base]) -> tuple[tuple[str, Any], ...]:
    """Return the plain defaults of a table: a new record has its first state before the flush."""
    return tuple(
        (attribute.key, attribute.columns[0].default.arg)
        for attribute in sa.inspect(model).column_attrs
        if attribute.columns[0].default is not None and attribute.columns[0].default.is_scalar
    )


def state_check(states: type[enum.Enum], column: str = "state") -> sa.CheckConstraint:
    """Repeat a workflow's states in the database, so that no other writer can invent one."""
    listed = ", ".join(f"'{member.value}'" for member in states)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
