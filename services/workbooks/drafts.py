"""What a sheet gives: one draft for each record, with all that is wrong with it at once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from services.workbooks.layout import Skipped


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell and what to do; column from 0, None when the sheet has none."""

    field: str
    column: int | None
    message: str
    candidates: tuple[str, ...] = ()
    """Codes an officer may choose from, such as those of communes."""


@dataclass(slots=True)
class DraftRow:
    """One record. Values are JSON's own types: dates as ISO text, wages VND a month.

    `cells` are the row's texts from column A on, without dropped columns and without what was
    said of an offence; `row` is the sheet's own number, from 1.
    """

    row: int
    cells: list[str]
    section: str = ""
    raw: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    duplicate_of: int | None = None

    @property
    def status(self) -> str:
        """Return "error", "duplicate" or "ok"."""
        if self.problems:
            return "error"
        return "ok" if self.duplicate_of is None else "duplicate"

    def as_json(self) -> dict[str, Any]:
        """Everything as JSON's own types, sharing its parts: a row is stored many times."""
        names = (field.name for field in fields(self))
        plain = {name: getattr(self, name) for name in names}
        return plain | {"problems": [asdict(problem) for problem in self.problems]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "DraftRow":
        """Make the draft that `as_json` wrote."""
        problems = [
            Problem(p["field"], p["column"], p["message"], tuple(p.get("candidates", ())))
            for p in stored.get("problems", ())
        ]
        return cls(**{**stored, "problems": problems})


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole sheet as read. Columns count from 0, rows from 1."""

    kind: str
    sheet: str
    header_row: int
    headings: list[str]
    mapping: dict[int, str]
    unmapped: dict[int, str]
    dropped_columns: list[str]
    rows: list[DraftRow]
    skipped: list[Skipped]
    other_sheets: list[str]
    """Sheets with the same kind of list that were not read."""
