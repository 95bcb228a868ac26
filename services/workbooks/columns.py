"""One kind of list as a table of columns: how a heading may read and who reads its cells."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.workbooks.cells import Parsed
from services.workbooks.text import spoken

DROPPED = "dropped"
"""The field of a column that must never be stored."""
IGNORED = "ignored"
"""The field of a column that is known and not needed."""

Reader = Callable[[object, date], Parsed]
"""Reads a cell; the second argument is today."""


def undated(read: Callable[[object], Parsed]) -> Reader:
    """Make a reader of one that does not need to know the day."""
    return lambda value, _today: read(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A field, its name for officers, the headings that mean it, and its reader.

    Headings are parted by "|". `needed` is the sentence for a blank cell. Where several columns
    mean one field, `joins` takes them all, otherwise the best heading wins.
    """

    field: str
    label: str
    headings: str
    read: Reader
    needed: str | None = None
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What a workbook lists: "returnees" or "positions"."""

    name: str
    columns: tuple[Column, ...]
    never: str
    """Headings whose columns are dropped."""
    ignored: str
    """Headings that hold a column's words and mean something else."""
    must: tuple[str, ...]
    """Without one of these fields in a heading row there is no list."""
    identity: tuple[str, ...]
    """Fields that tell a record from a signature or a total."""
    place_needed: bool = True
    """False where a row without a place speaks of the whole province."""

    def column(self, field: str) -> Column:
        """Look a column up by its field."""
        return next(column for column in self.columns if column.field == field)

    def phrases(self) -> list[tuple[str, str]]:
        """Every known heading in one spelling, with its field."""
        known = [(name, column.field) for column in self.columns for name in _each(column.headings)]
        never = [(name, DROPPED) for name in _each(self.never)]
        return known + never + [(name, IGNORED) for name in _each(self.ignored)]


def _each(headings: str) -> list[str]:
    return [spoken(heading) for heading in headings.split("|") if heading.strip()]
