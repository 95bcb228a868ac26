"""Reading a whole sheet into drafts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from matching.extraction import Mention, find_skills
from services import addresses
from services.workbooks.cells import Parsed
from services.workbooks.columns import Kind
from services.workbooks.crosschecks import check_person, check_position
from services.workbooks.drafts import DraftRow, Problem, Reading
from services.workbooks.duplicates import mark_people, mark_positions
from services.workbooks.headers import Header, find_header, header_of, remapped
from services.workbooks.jobs import POSITIONS
from services.workbooks.layout import Layout, Skipped
from services.workbooks.levels import basis_words
from services.workbooks.marked import MENDING
from services.workbooks.offence import drop_offence
from services.workbooks.people import PEOPLE
from services.workbooks.places import (
    PLACE_FIELDS,
    PlaceFinder,
    Resolve,
    joined_address,
    sections_hold,
)
from services.workbooks.refusal import WorkbookRefused
from services.workbooks.safety import Sheets
from services.workbooks.text import fold, show

FindSkills = Callable[[str], Sequence[Mention]]
"""The canonical skills that a text speaks of; see `matching.extraction.find_skills`."""

Record = tuple[int, Sequence[object], str]
"""Row from 1, cells, section."""

Make = Callable[[Sequence[Record], Header, Kind, "Options"], list[DraftRow]]

_SKILL_FIELDS = {"returnees": ("skills_text",), "positions": ("title", "requirements")}
_CHECKS = {"returnees": check_person, "positions": check_position}
TWINS = {"returnees": mark_people, "positions": mark_positions}
_EXACT = frozenset(
    {"full_name", "family_name", "birth_date", "national_id", "phone", "return_date"}
)
"""Cells of figures and names, which cannot speak of an offence but for a name's sake."""
DROPPED_NOTE = "Đã bỏ nội dung không được lưu ở cột “{}”."
_NO_HEADER = (
    "Không tìm thấy dòng tiêu đề của bảng. Hãy kiểm tra bảng có các cột như {} rồi tải lại."
)
_OLD_FONT_LETTERS = frozenset("µ¸¶·¹¨»¾¼½Æ©®ªÞ«¬¦§")
_OLD_FONT = (
    "Bảng dùng phông chữ cũ (.VnTime, TCVN3). Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6) "
    "rồi tải lại."
)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the officer's mapping and sheet, and what other parts of the product know."""

    mapping: Mapping[int, str] | None = None
    sheet: str | None = None
    resolve: Resolve = addresses.resolve
    find_skills: FindSkills = find_skills
    today: date | None = None
    trust_sections: bool | None = None
    """Whether section rows count; None looks through all rows for a contradiction."""
    whole: bool = True
    """False reads a part of a sheet: what compares rows waits for `stages.mark_twins`."""

    @property
    def day(self) -> date:
        """Today in Viet Nam unless told."""
        return self.today or datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def read_people(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a list of people. Raises WorkbookRefused when no heading row is found."""
    return _read(sheets, PEOPLE, options or Options())


def read_positions(sheets: Sheets, options: Options | None = None) -> Reading:
    """Read a list of positions. Raises WorkbookRefused when no heading row is found."""
    return _read(sheets, POSITIONS, options or Options())


def read_again(reading: Reading, options: Options) -> Reading:
    """Read drafts that were made before under another mapping, from their kept cells."""
    kind = {PEOPLE.name: PEOPLE, POSITIONS.name: POSITIONS}[reading.kind]
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
    drafts = [Reader(header, kind, options).draft(record) for record in records]
    pairs = ((joined_address(draft.raw), draft.section) for draft in drafts)
    trusted = sections_hold(pairs) if options.trust_sections is None else options.trust_sections
    finder = PlaceFinder(options.resolve, trusted)
    columns = _first_columns(header)
    for draft in drafts:
        _place(draft, finder, columns)
        _CHECKS[kind.name](draft, columns)
    if options.whole:
        TWINS[kind.name](drafts, columns)
    return drafts


def _first_columns(header: Header) -> dict[str, int]:
    return {field: column for column, field in reversed(header.mapping.items())}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of one row after another."""

    header: Header
    kind: Kind
    options: Options

    def draft(self, record: Record) -> DraftRow:
        """Read every mapped cell, gathering all problems."""
        cells = record[1]
        draft = self.kept(record)
        for column in self.kind.columns:
            places = [i for i, field in self.header.mapping.items() if field == column.field]
            filled = [i for i in places if i < len(cells) and show(cells[i])]
            if places:
                self._field(draft, column.field, filled or places[:1], cells)
        self._find_skills(draft)
        return draft

    def kept(self, record: Record) -> DraftRow:
        """Keep each cell as text, but nothing of dropped columns, our marks or an offence."""
        number, cells, section = record
        pairs = [self._kept(column, cell) for column, cell in enumerate(cells)]
        cut = [self._name(column) for column, (_, dropped) in enumerate(pairs) if dropped]
        notes = [DROPPED_NOTE.format(name) for name in cut]
        return DraftRow(number, [text for text, _ in pairs], section, notes=notes)

    def _kept(self, column: int, cell: object) -> tuple[str, bool]:
        """Return the text to keep and whether an officer should know that some of it went."""
        field = self.header.mapping.get(column, "")
        if column in self.header.dropped or fold(self._name(column)) == fold(MENDING):
            return "", False
        if field == "return_basis":
            return basis_words(cell), False
        return drop_offence(show(cell)) if self._is_free(field) else (show(cell), False)

    def _name(self, column: int) -> str:
        return self.header.headings[column] if column < len(self.header.headings) else ""

    def _is_free(self, field: str) -> bool:
        """Whether a cell may speak of an offence; firms write of theft when they want a guard."""
        return self.kind is PEOPLE and field not in _EXACT

    def _field(
        self, draft: DraftRow, field: str, places: list[int], cells: Sequence[object]
    ) -> None:
        column = self.kind.column(field)
        values = [self._cell(field, cells[i], draft.cells[i]) for i in places if i < len(cells)]
        texts = [show(value) for value in values]
        draft.raw[field] = "; ".join(dict.fromkeys(text for text in texts if text))
        value = values[0] if len(values) == 1 else draft.raw[field]
        if not draft.raw[field] and column.needed:
            parsed = Parsed(problem=column.needed)
        else:
            parsed = column.read(value, self.options.day)
        _settle(draft, field, places[0], parsed)

    def _cell(self, field: str, cell: object, kept: str) -> object:
        """Return the cell itself where its type matters, else what is kept of its text."""
        return kept if isinstance(cell, str) and self._is_free(field) else cell

    def _find_skills(self, draft: DraftRow) -> None:
        """Keep the skills a text says someone has (or a firm asks for), each once."""
        texts = (draft.raw.get(field, "") for field in _SKILL_FIELDS[self.kind.name])
        mentions = self.options.find_skills("\n".join(text for text in texts if text))
        held = [mention for mention in mentions if mention.kind == "has"]
        years = {m.code: m.years for m in sorted(held, key=lambda m: m.years or 0.0)}
        codes = dict.fromkeys(mention.code for mention in held)
        draft.values["skills"] = [{"code": code, "years": years[code]} for code in codes]


def _settle(draft: DraftRow, field: str, column: int, parsed: Parsed) -> None:
    draft.values[field] = parsed.value
    if parsed.problem:
        draft.problems.append(Problem(field, column, parsed.problem))
    if parsed.note:
        draft.notes.append(parsed.note)


def _place(draft: DraftRow, finder: PlaceFinder, columns: Mapping[str, int]) -> None:
    """Turn the address cells into one text and a commune."""
    found = finder.find(draft.raw, draft.section)
    for field in PLACE_FIELDS:
        draft.values.pop(field, None)
    draft.values |= {"address": found.text, "commune_code": found.code}
    if found.problem:
        column = next((columns[f] for f in ("address", "commune") if f in columns), None)
        draft.problems.append(Problem("address", column, found.problem, found.candidates))
    if found.note:
        draft.notes.append(found.note)
