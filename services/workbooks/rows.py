"""Reading a whole sheet into drafts."""

from collections.abc import Callable, Mapping, Sequence

from services.workbooks.columns import Kind
from services.workbooks.crosschecks import check_person, check_position
from services.workbooks.drafts import DraftRow, Problem, Reading
from services.workbooks.duplicates import mark_people, mark_positions
from services.workbooks.headers import Header, find_header, header_of, remapped
from services.workbooks.jobs import OWN_POSITIONS, POSITIONS
from services.workbooks.layout import Layout, Skipped
from services.workbooks.people import PEOPLE
from services.workbooks.places import (
    PLACE_FIELDS,
    Found,
    PlaceFinder,
    joined_address,
    sections_hold,
)
from services.workbooks.programme import MODELS, OUTREACH
from services.workbooks.reader import DROPPED_NOTE, Options, Reader, Record
from services.workbooks.refusal import WorkbookRefused
from services.workbooks.safety import Sheets
from services.workbooks.text import show

Make = Callable[[Sequence[Record], Header, Kind, "Options"], list[DraftRow]]

KINDS = {kind.name: kind for kind in (PEOPLE, POSITIONS, OWN_POSITIONS, MODELS, OUTREACH)}
_CHECKS = {
    "returnees": check_person,
    "positions": check_position,
    OWN_POSITIONS.name: check_position,
}
TWINS = {"returnees": mark_people} | dict.fromkeys(
    ("positions", OWN_POSITIONS.name, MODELS.name, OUTREACH.name), mark_positions
)
_NO_HEADER = (
    "Không tìm thấy dòng tiêu đề của bảng. Hãy kiểm tra bảng có các cột như {} rồi tải lại."
)
_OLD_FONT_LETTERS = frozenset("µ¸¶·¹¨»¾¼½Æ©®ªÞ«¬¦§")
_OLD_FONT = (
    "Bảng dùng phông chữ cũ (.VnTime, TCVN3). Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6) "
    "rồi tải lại."
)


def read_people(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a list of people. Raises WorkbookRefused when no heading row is found."""
    return _read(sheets, PEOPLE, options or Options())


def read_positions(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a list of positions. Raises WorkbookRefused when no heading row is found."""
    return _read(sheets, POSITIONS, options or Options())


def read_own_positions(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a firm's own list of positions. Raises WorkbookRefused without a heading row."""
    return _read(sheets, OWN_POSITIONS, options or Options())


def read_models(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a list of models. Raises WorkbookRefused when no heading row is found."""
    return _read(sheets, MODELS, options or Options())


def read_outreach(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a log of outreach. Raises WorkbookRefused when no heading row is found."""
    return _read(sheets, OUTREACH, options or Options())


def read_again(reading: Reading, options: Options) -> Reading:
    """Read drafts that were made before under another mapping, from their kept cells."""
    kind = KINDS[reading.kind]
    header = header_of(reading.headings, kind, reading.header_row)
    records: list[Record] = [(row.row, row.cells, row.section) for row in reading.rows]
    header = remapped(header, options.mapping, kind) if options.mapping else header
    rows = _drafts(records, header, kind, options)
    for row, before in zip(rows, reading.rows, strict=True):
        row.notes = [note for note in before.notes if _is_about_dropped(note)] + row.notes
    return _reading(reading.sheet, header, rows, kind, reading.skipped, reading.other_sheets)


def _is_about_dropped(note: str) -> bool:
    return note.startswith(DROPPED_NOTE[:12])


def _read(sheets: Sheets, kind: Kind, options: Options) -> Reading:
    return open_list(sheets, kind, options, _drafts)


def open_list(sheets: Sheets, kind: Kind, options: Options, make: Make) -> Reading:
    """Find the list of a kind and make rows of its records."""
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet, kind))]
    wanted = [pair for pair in found if options.sheet in {None, pair[0].name}]
    if not wanted:
        raise WorkbookRefused(_why_no_header(sheets, kind))
    sheet, header = max(wanted, key=lambda pair: pair[1].score)
    if options.mapping:
        header = remapped(header, options.mapping, kind)
    layout = Layout(header, kind)
    records: list[Record] = list(layout.records(sheet.rows))
    others = [other.name for other, _ in found if other is not sheet]
    rows = make(records, header, kind, options)
    return _reading(sheet.name, header, rows, kind, layout.skipped, others)


def _reading(
    sheet: str,
    header: Header,
    rows: list[DraftRow],
    kind: Kind,
    skipped: list[Skipped],
    others: list[str],
) -> Reading:
    return Reading(
        kind=kind.name,
        sheet=sheet,
        header_row=header.row,
        headings=header.headings,
        mapping=dict(header.mapping),
        unmapped=dict(header.unmapped),
        dropped_columns=list(header.dropped.values()),
        rows=rows,
        skipped=skipped,
        other_sheets=others,
    )


def _why_no_header(sheets: Sheets, kind: Kind) -> str:
    texts = "".join(show(cell) for sheet in sheets for row in sheet.rows[:60] for cell in row)
    if sum(char in _OLD_FONT_LETTERS for char in texts) > 8:  # noqa: PLR2004  not by chance
        return _OLD_FONT
    return _NO_HEADER.format(", ".join(f"“{c.label}”" for c in kind.columns[:4:3]))


def _drafts(
    records: Sequence[Record], header: Header, kind: Kind, options: Options
) -> list[DraftRow]:
    reader = Reader(header, kind, options)
    drafts = [reader.draft(record) for record in records]
    pairs = ((joined_address(draft.raw), draft.section) for draft in drafts)
    trusted = sections_hold(pairs) if options.trust_sections is None else options.trust_sections
    finder = PlaceFinder(options.resolve, trusted)
    columns = _first_columns(header)
    for draft in drafts:
        _place(draft, finder, columns, needed=kind.place_needed)
        if kind.name in _CHECKS:
            _CHECKS[kind.name](draft, columns)
    if options.whole:
        TWINS[kind.name](drafts, columns)
    return drafts


def _first_columns(header: Header) -> dict[str, int]:
    return {field: column for column, field in reversed(header.mapping.items())}


def _place(
    draft: DraftRow, finder: PlaceFinder, columns: Mapping[str, int], *, needed: bool
) -> None:
    """Turn the address cells into one text and a commune."""
    found = finder.find(draft.raw, draft.section)
    if not needed and not found.text:
        found = Found("")
    for field in PLACE_FIELDS:
        draft.values.pop(field, None)
    draft.values |= {"address": found.text, "commune_code": found.code}
    if found.problem:
        column = next((columns[f] for f in ("address", "commune") if f in columns), None)
        draft.problems.append(Problem("address", column, found.problem, found.candidates))
    if found.note:
        draft.notes.append(found.note)
