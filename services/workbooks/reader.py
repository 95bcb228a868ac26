"""Reading one row: what may be kept of it, its values, and all that is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matching.extraction import Mention, find_skills
from models import local_today
from services import addresses
from services.workbooks.cells import Parsed
from services.workbooks.columns import Column, Kind
from services.workbooks.drafts import DraftRow, Problem
from services.workbooks.headers import Header
from services.workbooks.levels import basis_words
from services.workbooks.marked import MENDING
from services.workbooks.offence import drop_offence
from services.workbooks.people import PEOPLE
from services.workbooks.places import Resolve
from services.workbooks.text import fold, show

_find_skills = lru_cache(maxsize=512)(find_skills)
"""The rows of a list name the same few trades."""
FindSkills = Callable[[str], Sequence[Mention]]
"""The canonical skills that a text speaks of; see `matching.extraction.find_skills`."""

Record = tuple[int, Sequence[object], str]
"""Row from 1, cells, section."""

_SKILL_FIELDS = {"returnees": ("skills_text",), "positions": ("title", "requirements")}
_SKILL_FIELDS["own_positions"] = _SKILL_FIELDS["positions"]
_EXACT = frozenset(
    {"full_name", "family_name", "birth_date", "national_id", "phone", "return_date"}
)
"""Cells of figures and names, which cannot speak of an offence but for a name's sake."""
DROPPED_NOTE = "Đã bỏ nội dung không được lưu ở cột “{}”."


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the officer's mapping and sheet, and what other parts of the product know."""

    mapping: Mapping[int, str] | None = None
    sheet: str | None = None
    resolve: Resolve = addresses.resolve
    find_skills: FindSkills = _find_skills
    today: date | None = None
    trust_sections: bool | None = None
    """Whether section rows count; None looks through all rows for a contradiction."""
    whole: bool = True
    """False reads a part of a sheet: what compares rows waits for `stages.mark_twins`."""

    @property
    def day(self) -> date:
        """Today in Viet Nam unless told."""
        return self.today or local_today()


class Reader:
    """Reads the cells of one row after another."""

    def __init__(self, header: Header, kind: Kind, options: Options) -> None:
        self.header = header
        self.kind = kind
        self.options = options
        self._today = options.day
        self._columns = _columns_of(header, kind)
        self._meaning = [header.mapping.get(i, "") for i in range(len(header.headings))]
        self._left_out = {i for i, name in enumerate(header.headings) if _is_ours(name)}
        self._left_out |= set(header.dropped)

    def draft(self, record: Record) -> DraftRow:
        """Read every mapped cell, gathering all problems."""
        cells = record[1]
        draft = self.kept(record)
        for column, places in self._columns:
            filled = [i for i in places if i < len(cells) and show(cells[i])]
            self._field(draft, column, filled or places[:1], cells)
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
        if column in self._left_out:
            return "", False
        field = self._meaning[column] if column < len(self._meaning) else ""
        if field == "return_basis":
            return basis_words(cell), False
        return drop_offence(show(cell)) if self._is_free(field) else (show(cell), False)

    def _name(self, column: int) -> str:
        return self.header.headings[column] if column < len(self.header.headings) else ""

    def _is_free(self, field: str) -> bool:
        """Whether a cell may speak of an offence; firms write of theft when they want a guard."""
        return self.kind is PEOPLE and field not in _EXACT

    def _field(
        self, draft: DraftRow, column: Column, places: list[int], cells: Sequence[object]
    ) -> None:
        field = column.field
        values = [self._cell(field, cells[i], draft.cells[i]) for i in places if i < len(cells)]
        texts = [show(value) for value in values]
        draft.raw[field] = "; ".join(dict.fromkeys(text for text in texts if text))
        value = values[0] if len(values) == 1 else draft.raw[field]
        if not draft.raw[field] and column.needed:
            parsed = Parsed(problem=column.needed)
        else:
            parsed = column.read(value, self._today)
        _settle(draft, field, places[0], parsed)

    def _cell(self, field: str, cell: object, kept: str) -> object:
        """Return the cell itself where its type matters, else what is kept of its text."""
        return kept if isinstance(cell, str) and self._is_free(field) else cell

    def _find_skills(self, draft: DraftRow) -> None:
        """Keep the skills a text says someone has (or a firm asks for), each once."""
        texts = (draft.raw.get(field, "") for field in _SKILL_FIELDS.get(self.kind.name, ()))
        mentions = self.options.find_skills("\n".join(text for text in texts if text))
        held = [mention for mention in mentions if mention.kind == "has"]
        years = {m.code: m.years for m in sorted(held, key=lambda m: m.years or 0.0)}
        codes = dict.fromkeys(mention.code for mention in held)
        draft.values["skills"] = [{"code": code, "years": years[code]} for code in codes]


def _columns_of(header: Header, kind: Kind) -> list[tuple[Column, list[int]]]:
    """Return the fields a sheet has in the order of the kind, each with its columns."""
    found = [
        (column, [i for i, field in header.mapping.items() if field == column.field])
        for column in kind.columns
    ]
    return [(column, places) for column, places in found if places]


def _is_ours(heading: str) -> bool:
    """Whether a column is the one of reasons that we add to a workbook to mend."""
    return fold(heading) == fold(MENDING)


def _settle(draft: DraftRow, field: str, column: int, parsed: Parsed) -> None:
    draft.values[field] = parsed.value
    if parsed.problem:
        draft.problems.append(Problem(field, column, parsed.problem))
    if parsed.note:
        draft.notes.append(parsed.note)
