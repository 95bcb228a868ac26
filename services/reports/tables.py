"""A report as tables: the page, the print and the workbook draw the same ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import CommunityModel, Employer, ModelLevel, local_today
from services import places
from services.disclosure import TOTAL
from services.employers import search_key
from services.figures import EventLine, event_lines
from services.reports import stocks
from services.reports.definitions import (
    MODELS,
    MODELS_NEW,
    OF_FIRMS,
    OUTREACH,
    PEOPLE,
    Definition,
)
from services.reports.years import QUARTERS, Period, Year

HIDDEN = "ẩn"
NOT_BEGUN = "–"
PERIOD_NAMES: Mapping[Period, str] = {
    1: "Quý I",
    2: "Quý II",
    3: "Quý III",
    4: "Quý IV",
    TOTAL: "Cả năm",
}
DIMENSION_NAMES = {"commune": "Xã, phường", "model": "Mô hình", "firm": "Doanh nghiệp"}
NOWHERE = {
    "commune": "Toàn tỉnh, không rõ xã",
    "model": "Ngoài các mô hình",
    "firm": "Không qua doanh nghiệp",
}
LEVELS = {
    ModelLevel.PROVINCE: "Cấp tỉnh",
    ModelLevel.DISTRICT: "Cấp huyện (trước 7/2025)",
    ModelLevel.COMMUNE: "Cấp xã",
}
SHARE = "{:.0%}"
Value = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name, its values in the order of the columns, how it is counted."""

    label: str
    values: Sequence[Value]
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its title, the name of its first column, the columns, the lines."""

    code: str
    title: str
    first: str
    columns: Sequence[str]
    rows: Sequence[Row]

    @property
    def has_meanings(self) -> bool:
        """Tell whether a column of definitions stands at the end."""
        return any(row.meaning for row in self.rows)


def shown(value: int | None) -> Value:
    """Return a figure as it stands in a cell."""
    return HIDDEN if value is None else value


def of_people(year: Year) -> Table:
    """Return the people's figures by quarter, with corrections and definitions."""
    return _flows("people", "1. Người tái hòa nhập cộng đồng", year, PEOPLE)


def of_outreach(year: Year) -> Table:
    """Return what was done to tell people, by quarter."""
    return _flows("outreach", "3. Tuyên truyền", year, OUTREACH)


def _flows(code: str, title: str, year: Year, defined: Mapping[str, Definition]) -> Table:
    columns = [*(PERIOD_NAMES[period] for period in (*QUARTERS, TOTAL)), "Điều chỉnh"]
    rows = [
        Row(told.label, [*_by_period(year, figure), _correction(year, figure)], told.meaning)
        for figure, told in defined.items()
    ]
    return Table(code, title, "Chỉ tiêu", columns, rows)


def _by_period(year: Year, figure: str) -> list[Value]:
    found = year.shown(figure)
    return [
        shown(found[period]) if has_begun(year.year, period) else NOT_BEGUN
        for period in (*QUARTERS, TOTAL)
    ]


def _correction(year: Year, figure: str) -> Value:
    found = year.adjusted(figure)[TOTAL]
    return f"+{found}" if found and found > 0 else shown(found)


def has_begun(year: int, period: Period) -> bool:
    """Tell whether a period has begun."""
    month = 1 if period == TOTAL else 3 * int(period) - 2
    return date(year, month, 1) <= local_today()


def of_models(year: Year) -> Table:
    """Return how many models stand at the end of each quarter, and how many are new."""
    rows = []
    for told, prefix in ((MODELS, stocks.PREFIX), (MODELS_NEW, stocks.NEW_PREFIX)):
        codes = [prefix + level.value for level in ModelLevel]
        rows.append(Row(told.label, _stock(year, codes), told.meaning))
        rows += [
            Row(f"{told.label}: {name.lower()}", _stock(year, [prefix + level.value]))
            for level, name in LEVELS.items()
        ]
    columns = [f"Cuối {PERIOD_NAMES[quarter].replace('Quý', 'quý')}" for quarter in QUARTERS]
    return Table("models", "2. Mô hình tái hòa nhập cộng đồng", "Chỉ tiêu", columns, rows)


def _stock(year: Year, codes: Sequence[str]) -> list[Value]:
    return [
        sum(year.models[quarter][code] for code in codes) if quarter in year.models else NOT_BEGUN
        for quarter in QUARTERS
    ]


def broken_down(session: Session, year: Year, dimension: str, period: Period) -> Table:
    """Return every figure of a period by commune, model or firm."""
    figures = [figure for figure in PEOPLE if dimension != "firm" or figure in OF_FIRMS]
    found = {figure: year.by(dimension, figure, period) for figure in figures}
    units = {unit for cells in found.values() for unit in cells}
    names = _names(session, dimension, units)
    rows = [
        Row(names[unit], [shown(found[figure].get(unit, 0)) for figure in figures])
        for unit in sorted(
            units, key=lambda unit: (unit is None, search_key(names[unit]), names[unit])
        )
    ]
    name = DIMENSION_NAMES[dimension]
    told = PERIOD_NAMES[period]
    title = f"4. Theo {name.lower()}, {told[0].lower()}{told[1:]}"
    return Table(dimension, title, name, [PEOPLE[figure].label for figure in figures], rows)


def _names(session: Session, dimension: str, units: set[Any]) -> dict[Any, str]:
    known = {None: NOWHERE[dimension]}
    if dimension == "commune":
        return known | {code: places.commune_name(code) for code in units if code}
    model: Any = CommunityModel if dimension == "model" else Employer
    ids: list[UUID] = [unit for unit in units if unit]
    rows = session.execute(select(model.id, model.name).where(model.id.in_(ids)))
    return known | {row[0]: row[1] for row in rows}


def of_events(session: Session, year: int) -> Table:
    """Return the events of a year, with the share hired of those who came."""
    lines = [line for line in event_lines(session) if line.on.year == year]
    columns = ["Mời", "Có mặt", "Trao đổi", "Phỏng vấn", "Nhận việc", "Tỷ lệ nhận việc"]
    rows = [
        Row(
            f"{line.name}, {line.on:%d/%m/%Y}",
            [
                *map(shown, (line.invited, line.came, line.talks, line.interviews, line.hired)),
                _share(line),
            ],
        )
        for line in lines
    ]
    title = "5. Hội nghị tư vấn, giới thiệu việc làm"
    return Table("events", title, "Hội nghị", columns, rows)


def _share(line: EventLine) -> str:
    if line.hired is None or not line.came:
        return NOT_BEGUN
    return SHARE.format(line.hired / line.came)


def all_tables(session: Session, year: Year, dimension: str, period: Period) -> list[Table]:
    """Return a report's tables in their order."""
    return [
        of_people(year),
        of_models(year),
        of_outreach(year),
        broken_down(session, year, dimension, period),
        of_events(session, year.year),
    ]
