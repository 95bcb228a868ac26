"""Small bar charts of a figure by quarter: the geometry, drawn as SVG by the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reports.tables import PERIOD_NAMES, has_begun
from services.reports.years import QUARTERS, Period, Year

WIDTH, HEIGHT, TOP, BOTTOM = 260, 150, 24, 24
STEP, BAR = WIDTH // len(QUARTERS), 40
LEAST_HIDDEN = 14
"""Height of the outline that stands for a hidden figure, whatever it is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter: where its bar stands and what is written; `value` None is hidden."""

    name: str
    x: float
    y: float
    height: float
    value: int | None


@dataclass(frozen=True, slots=True)
class Plot:
    """One figure."""

    code: str
    title: str
    bars: Sequence[Bar]

    @property
    def said(self) -> str:
        """Return the plot in words, for those who do not see it."""
        told = (f"{b.name} {'ẩn' if b.value is None else b.value}" for b in self.bars)
        return ", ".join(told)


def plots(year: Year, names: Mapping[str, str]) -> list[Plot]:
    """Return a plot of every figure that has anything to show."""
    found = [(figure, year.shown(figure)) for figure in names]
    return [
        Plot(figure, names[figure], _bars(year.year, values))
        for figure, values in found
        if any(value is None or value for value in values.values())
    ]


def _bars(year: int, values: Mapping[Period, int | None]) -> list[Bar]:
    begun = [quarter for quarter in QUARTERS if has_begun(year, quarter)]
    most = max((values[quarter] or 0 for quarter in begun), default=0) or 1
    return [_bar(quarter, values[quarter], most) for quarter in begun]


def _bar(quarter: int, value: int | None, most: int) -> Bar:
    room = HEIGHT - TOP - BOTTOM
    height = LEAST_HIDDEN if value is None else round(room * value / most, 1)
    x = (quarter - 1) * STEP + (STEP - BAR) / 2
    return Bar(PERIOD_NAMES[quarter], x, HEIGHT - BOTTOM - height, height, value)
