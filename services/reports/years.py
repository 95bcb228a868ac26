"""One year of a report: closed months as they were closed, open ones as they stand now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models import ModelLevel, local_today
from services.disclosure import TOTAL, grid, hidden, line
from services.reports import facts, months, stocks
from services.reports.definitions import OF_FIRMS, OUTREACH, PEOPLE
from services.reports.months import Amounts, Place
from services.small_cells import SMALL

QUARTERS = (1, 2, 3, 4)
Period = int | str
"""A quarter, or TOTAL for the year."""
PERIODS: tuple[Period, ...] = (*QUARTERS, TOTAL)
DIMENSIONS: Mapping[str, str] = {
    "commune": "commune_code",
    "model": "model_id",
    "firm": "employer_id",
}
"""By what a figure is broken down -> the field of Place; None there is a line of its own."""


def quarter_of(day: date) -> int:
    """Return the quarter of a day."""
    return (day.month + 2) // 3


@dataclass(frozen=True)
class Year:
    """The amounts of a year, and what would be added to its closed months if counted anew."""

    year: int
    amounts: Amounts
    corrections: Amounts
    closed: frozenset[date]
    models: Mapping[int, Mapping[str, int]]
    """Models standing at the end of each quarter by level, as far as it has come."""

    def sums(self, figure: str) -> dict[Period, int]:
        """Return a figure by quarter."""
        return _by_quarter(self.amounts, figure)

    def shown(self, figure: str) -> dict[Period, int | None]:
        """Return a figure by quarter and for the year; None where it is hidden."""
        found = self.sums(figure)
        secret = self._secret(figure)[0]
        whole = {**found, TOTAL: sum(found.values())}
        return {period: None if period in secret else n for period, n in whole.items()}

    def adjusted(self, figure: str) -> dict[Period, int | None]:
        """Return what late entries would add to the closed months, hidden where it is about few."""
        found = _by_quarter(self.corrections, figure)
        whole = {**found, TOTAL: sum(found.values())}
        return _hide_signed(whole) if figure in PEOPLE else dict(whole)

    def by(self, dimension: str, figure: str, period: Period) -> dict[Any, int | None]:
        """Return a figure of a period by commune, model or firm; None where it is hidden."""
        values = self._cells(dimension, figure)
        secret = self._secret(figure)[1][dimension]
        units = {unit for unit, _ in values}
        quarters = QUARTERS if period == TOTAL else (period,)
        return {
            unit: None
            if (unit, period) in secret
            else sum(values.get((unit, int(quarter)), 0) for quarter in quarters)
            for unit in units
        }

    def dimensions_of(self, figure: str) -> list[str]:
        """Return by what a figure can be told."""
        return [name for name in DIMENSIONS if name != "firm" or figure in OF_FIRMS]

    def _cells(self, dimension: str, figure: str) -> dict[tuple[Any, int], int]:
        cells: Counter[tuple[Any, int]] = Counter()
        for place, amount in self._of_figure.get(figure, ()):
            unit = getattr(place, DIMENSIONS[dimension])
            cells[unit, quarter_of(place.month)] += amount
        return dict(cells)

    @cached_property
    def _of_figure(self) -> Mapping[str, Sequence[tuple[Place, int]]]:
        found: dict[str, list[tuple[Place, int]]] = {}
        for place, amount in self.amounts.items():
            found.setdefault(place.figure, []).append((place, amount))
        return found

    @cached_property
    def _secrets(self) -> dict[str, tuple[frozenset[Any], Mapping[str, frozenset[Any]]]]:
        return {}

    def _secret(self, figure: str) -> tuple[frozenset[Any], Mapping[str, frozenset[Any]]]:
        """Return the hidden periods of a figure and the hidden cells of each of its tables.

        The tables share their last line, the province's; what one of them must hide there, all
        hide, until none asks for more.
        """
        if figure not in PEOPLE:
            return frozenset(), dict.fromkeys(DIMENSIONS, frozenset())
        if figure not in self._secrets:
            self._secrets[figure] = self._agreed(figure)
        return self._secrets[figure]

    def _agreed(self, figure: str) -> tuple[frozenset[Any], Mapping[str, frozenset[Any]]]:
        periods = hidden(line(self.sums(figure)))
        while True:
            tables = {
                name: _hide_table(self._cells(name, figure), periods)
                for name in self.dimensions_of(figure)
            }
            asked = periods.union(*(_last_line(table) for table in tables.values()))
            if asked == periods:
                return periods, tables
            periods = hidden(line(self.sums(figure)), also=asked)


def _hide_table(cells: Mapping[tuple[Any, int], int], periods: frozenset[Any]) -> frozenset[Any]:
    published = {period: period not in periods for period in PERIODS}
    also = [(TOTAL, period) for period in periods]
    return hidden(grid(cells, QUARTERS, published), also)


def _last_line(secret: Iterable[Any]) -> set[Any]:
    return {period for unit, period in secret if unit == TOTAL}


def _by_quarter(amounts: Amounts, figure: str) -> dict[Period, int]:
    found: dict[Period, int] = dict.fromkeys(QUARTERS, 0)
    for place, amount in amounts.items():
        if place.figure == figure:
            found[quarter_of(place.month)] += amount
    return found


def _hide_signed(whole: Mapping[Period, int]) -> dict[Period, int | None]:
    """Hide what is about one to four people, up or down, and a second cell where one is alone."""
    secret = {period for period, n in whole.items() if 0 < abs(n) < SMALL}
    if len(secret) == 1:
        rest = [period for period in whole if period not in secret]
        secret.add(min(rest, key=lambda period: (whole[period] == 0, abs(whole[period]))))
    return {period: None if period in secret else n for period, n in whole.items()}


def of_year(session: Session, year: int) -> Year:
    """Count a year up to today."""
    today = local_today()
    live = months.summed(facts.of_year(session, year, today))
    kept = months.stored(session, year)
    closed = frozenset(months.closed_months(session, year))
    flows = {*PEOPLE, *OUTREACH}
    amounts: Amounts = Counter({p: n for p, n in live.items() if p.month not in closed})
    amounts.update({p: n for p, n in kept.items() if p.figure in flows})
    late: Amounts = Counter({p: n for p, n in live.items() if p.month in closed})
    late.subtract({p: n for p, n in kept.items() if p.figure in flows})
    return Year(year, amounts, late, closed, _models(session, year, kept, today))


def _models(
    session: Session, year: int, kept: Amounts, today: date
) -> dict[int, Mapping[str, int]]:
    found: dict[int, Mapping[str, int]] = {}
    for quarter in QUARTERS:
        if date(year, 3 * quarter - 2, 1) > today:
            break
        month = date(year, 3 * quarter, 1)
        stored = {code: kept[Place(code, month)] for code in stocks.CODES}
        is_closed = any(place.month == month for place in kept)
        end = min(months.last_day(month), today)
        found[quarter] = stored if is_closed else stocks.models_on(session, end)
    return found


def models_standing(found: Mapping[str, int], prefix: str) -> dict[ModelLevel, int]:
    """Return a stock by level."""
    return {level: found[prefix + level.value] for level in ModelLevel}
