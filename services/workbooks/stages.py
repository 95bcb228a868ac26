"""A sheet in stages: its rows are kept first, then read some at a time, then compared."""

from collections.abc import Sequence

from services.workbooks.columns import Kind
from services.workbooks.drafts import DraftRow, Reading
from services.workbooks.headers import Header
from services.workbooks.jobs import OWN_POSITIONS, POSITIONS
from services.workbooks.people import PEOPLE
from services.workbooks.places import PLACE_FIELDS, joined_address, sections_hold
from services.workbooks.programme import MODELS, OUTREACH
from services.workbooks.reader import Options, Reader, Record
from services.workbooks.rows import TWINS, open_list
from services.workbooks.safety import Sheets


def keep_people(sheets: Sheets, options: Options | None = None) -> Reading:
    """Find headings and rows of a list of people, for reading some at a time by `read_again`.

    Nothing is read from the cells yet, and what must never be stored is gone from them already.
    Raises WorkbookRefused when no heading row is found.
    """
    return open_list(sheets, PEOPLE, options or Options(), _kept_rows)


def keep_positions(sheets: Sheets, options: Options | None = None) -> Reading:
    """Do the same for a list of positions."""
    return open_list(sheets, POSITIONS, options or Options(), _kept_rows)


def keep_own_positions(sheets: Sheets, options: Options | None = None) -> Reading:
    """Do the same for a firm's own list of positions."""
    return open_list(sheets, OWN_POSITIONS, options or Options(), _kept_rows)


def keep_models(sheets: Sheets, options: Options | None = None) -> Reading:
    """Do the same for a list of models."""
    return open_list(sheets, MODELS, options or Options(), _kept_rows)


def keep_outreach(sheets: Sheets, options: Options | None = None) -> Reading:
    """Do the same for a log of outreach."""
    return open_list(sheets, OUTREACH, options or Options(), _kept_rows)


def sections_trusted(reading: Reading) -> bool:
    """Whether no kept row contradicts the section it stands in."""
    columns = [(i, field) for i, field in reading.mapping.items() if field in PLACE_FIELDS]
    pairs = (
        (joined_address({f: row.cells[i] for i, f in columns if i < len(row.cells)}), row.section)
        for row in reading.rows
    )
    return sections_hold(pairs)


def mark_twins(reading: Reading) -> None:
    """Mark records that stand twice in a sheet whose parts were read one by one."""
    columns = {field: column for column, field in reversed(reading.mapping.items())}
    TWINS[reading.kind](reading.rows, columns)


def _kept_rows(
    records: Sequence[Record], header: Header, kind: Kind, options: Options
) -> list[DraftRow]:
    reader = Reader(header, kind, options)
    return [reader.kept(record) for record in records]
