"""Seats at a firm's several tables: the plan says the slot, this says the table."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from models import Event, EventTable, Talk
from services import table_hours


class Seating:
    """Counts what is left of each table in each slot."""

    def __init__(
        self, event: Event, tables: Mapping[UUID, Sequence[EventTable]], fixed: Sequence[Talk]
    ) -> None:
        self._tables = tables
        self._left: dict[UUID, list[int]] = defaultdict(list)
        taken = Counter((talk.table_id, talk.slot) for talk in fixed)
        for table in (table for mine in tables.values() for table in mine):
            seats = table_hours.seats(event, table)
            self._left[table.id] = [n - taken[table.id, s] for s, n in enumerate(seats)]

    def take(self, employer_id: UUID, slot: int, before: EventTable | None) -> EventTable:
        """Return a table of the firm with a seat in the slot: the one it was at, if it has one."""
        mine = self._tables[employer_id]
        wish = [table for table in mine if before is not None and table.id == before.id]
        free = (table for table in [*wish, *mine] if self._left[table.id][slot] > 0)
        table = next(free, mine[0])
        self._left[table.id][slot] -= 1
        return table
