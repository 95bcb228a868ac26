"""A pasted advertisement -> the fields of a posting, line by line, with what stays open."""

from collections.abc import Mapping, Sequence

from models import Contract
from services.advertisements.comforts import read_comforts
from services.advertisements.found import Found, Reading, Statement
from services.advertisements.headcount import read_headcount
from services.advertisements.hours import read_shift
from services.advertisements.lines import Line, lines_of
from services.advertisements.pay import Pay, read_pay
from services.advertisements.place import read_place
from services.advertisements.schooling import read_education, read_experience, read_licences
from services.advertisements.work import read_skills, read_titles

# A line about one of these from which nothing was read is shown as not understood.
ASKED_TOPICS: Mapping[str, str] = {
    "pay": "Lương chưa đọc được. Hãy ghi số ở ô lương.",
    "place": "Nơi làm việc chưa đọc được. Hãy ghi xã, phường.",
    "headcount": "Số người chưa đọc được. Hãy ghi số.",
    "hours": "Giờ làm chưa đọc được. Hãy chọn giờ làm.",
    "education": "Trình độ chưa đọc được. Hãy chọn lại.",
    "experience": "Kinh nghiệm chưa đọc được. Hãy ghi số năm.",
}
_TOPIC_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pay": ("wage",),
    "place": ("place",),
    "headcount": ("headcount",),
    "hours": ("shift",),
    "education": ("min_education",),
    "experience": ("min_experience_years",),
}
_CONTRACTS = {"day": Contract.DAILY, "piece": Contract.PIECE_RATE}
SEVERAL = "Tin có nhiều việc. Ô bên dưới là việc đầu; mỗi việc khác dán thành một tin."


def read(text: str, *, default_province: str = "38") -> Reading:
    """Read what a text says of one position; what it does not say is left out."""
    lines = lines_of(text)
    titles = read_titles(lines)
    single = {
        "title": titles[0] if titles else None,
        "wage": read_pay(lines, titles[0].line if titles else -1),
        "headcount": read_headcount(lines),
        "place": read_place(lines, default_province),
        "shift": read_shift(lines),
        "min_education": read_education(lines),
        "min_experience_years": read_experience(lines),
        "licences": read_licences(lines),
        "required_skills": read_skills(lines, titles[0] if titles else None),
    }
    found = {name: value for name, value in single.items() if value} | read_comforts(lines)
    others = tuple(title.value for title in titles[1:])
    return Reading(_with_contract(found), _shown(lines, found), _questions(found, others), others)


def _with_contract(found: dict[str, Found]) -> dict[str, Found]:
    wage = found.get("wage")
    if wage and isinstance(wage.value, Pay) and wage.value.basis in _CONTRACTS:
        found["contract"] = Found(_CONTRACTS[wage.value.basis], wage.line)
    return found


def _shown(lines: Sequence[Line], found: Mapping[str, Found]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            line.text,
            reads := tuple(name for name, value in found.items() if value.line == number),
            is_unread=_is_unread(line, reads, found),
        )
        for number, line in enumerate(lines)
    )


def _is_unread(line: Line, reads: Sequence[str], found: Mapping[str, Found]) -> bool:
    """Tell whether a line speaks of a subject of which nothing was read anywhere."""
    if line.topic not in _TOPIC_COLUMNS or reads:
        return False
    return not any(name in found for name in _TOPIC_COLUMNS[line.topic])


def _questions(found: Mapping[str, Found], others: Sequence[str]) -> tuple[str, ...]:
    notes = [value.note for value in found.values() if value.note]
    return tuple([SEVERAL] if others else []) + tuple(notes)
