"""State machines as data: the moves are declared, everything else is refused."""

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import (
    Mapped,
    WriteOnlyMapped,
    declared_attr,
    foreign,
    mapped_column,
    relationship,
    remote,
)

from models.base import Base
from models.clock import local_today, utcnow

if TYPE_CHECKING:
    from models.actor import Actor, Said

ActionT = TypeVar("ActionT", bound=enum.StrEnum)
StateT = TypeVar("StateT", bound=enum.StrEnum)


class MoveNotAllowed(Exception):
    """The action does not exist from the record's present state."""

    def __init__(self, action: enum.StrEnum, state: enum.StrEnum) -> None:
        super().__init__(f"cannot {action} from {state}")
        self.action = action
        self.state = state


@dataclass(frozen=True, slots=True)
class Step(Generic[StateT]):
    """Where an action may start and where it ends."""

    sources: frozenset[StateT]
    target: StateT


@dataclass(frozen=True, slots=True)
class Workflow(Generic[ActionT, StateT]):
    """Every move a record can make."""

    steps: Mapping[ActionT, Step[StateT]]

    def allows(self, action: ActionT, state: StateT) -> bool:
        """Tell whether `action` exists from `state`."""
        return action in self.steps and state in self.steps[action].sources

    def target(self, action: ActionT, state: StateT) -> StateT:
        """Return the state `action` leads to, or raise MoveNotAllowed."""
        if not self.allows(action, state):
            raise MoveNotAllowed(action, state)
        return self.steps[action].target

    def actions(self, state: StateT) -> list[ActionT]:
        """Return the actions that exist from `state`, in the table's order: the buttons."""
        return [action for action in self.steps if self.allows(action, state)]

    def is_final(self, state: StateT) -> bool:
        """Tell whether no action leaves `state`."""
        return not self.actions(state)


def step(sources: str | tuple[str, ...], target: str, states: type[StateT]) -> Step[StateT]:
    """Write a Step from state values: `step(("draft",), "submitted", PositionState)`."""
    names = (sources,) if isinstance(sources, str) else sources
    return Step(frozenset(states(name) for name in names), states(target))


class Move(Base):
    """One move of one record, never edited: the history of every workflow."""

    __tablename__ = "moves"

    kind: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[uuid.UUID] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(32))
    from_state: Mapped[str] = mapped_column(String(32))
    to_state: Mapped[str] = mapped_column(String(32))
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("devices.id"))
    role: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(200))
    said_by: Mapped[str | None] = mapped_column(String(120))
    said_how: Mapped[str | None] = mapped_column(String(32))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


class Stateful:
    """Mixin of a record with a workflow: `apply` is the only writer of `state`."""

    WORKFLOW: ClassVar[Workflow[Any, Any]]
    # States a record may also begin in, beside its default: no move leads there.
    BORN_IN: ClassVar[frozenset[Any]] = frozenset()
    id: Mapped[uuid.UUID]
    state: Any

    if TYPE_CHECKING:
        __tablename__: str

    @declared_attr  # type: ignore[arg-type]  # its stub knows Mapped, not WriteOnlyMapped
    @classmethod
    def moves(cls) -> WriteOnlyMapped[Move]:
        """History of this record; ids are unique over all tables, so the id alone finds it."""
        return relationship(
            Move,
            primaryjoin=lambda: cls.id == foreign(remote(Move.record_id)),
            lazy="write_only",
            passive_deletes=True,
            overlaps="moves",
        )

    def can(self, action: enum.StrEnum) -> bool:
        """Tell whether `action` exists from the present state."""
        return self.WORKFLOW.allows(action, self.state)

    def actions(self) -> list[enum.StrEnum]:
        """Return the actions that exist now."""
        return self.WORKFLOW.actions(self.state)

    def apply(
        self,
        action: enum.StrEnum,
        *,
        by: "Actor",
        reason: str | None = None,
        happened_on: date | None = None,
        said: "Said | None" = None,
    ) -> None:
        """Move to the next state and record who moved it, when it happened and who said it.

        Raises
        ------
        MoveNotAllowed
            When `action` does not exist from the present state.
        """
        before = self.state
        self.state = self.WORKFLOW.target(action, before)
        self.moves.add(
            Move(
                kind=self.__tablename__,
                record_id=self.id,
                action=action.value,
                from_state=before.value,
                to_state=self.state.value,
                by_id=by.user_id,
                device_id=by.device_id,
                role=by.role.value,
                reason=reason,
                said_by=said.by if said else None,
                said_how=said.how if said else None,
                happened_on=happened_on or by.acted_on or local_today(),
            )
        )
