"""The province as dots: one a commune, at its coordinates, with a count; drawn without tiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import CommunityModel, Position, PositionState, Returnee, local_today
from services import places
from services.disclosure import TOTAL, hidden, line
from services.position_lists import is_over

WIDTH = 800.0
MARGIN = 30.0
LEAST_RADIUS, MOST_RADIUS = 5.0, 26.0
FULL = 10
"""So many in one commune may draw the largest dot: where all have one, none is large."""
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Dot:
    """A commune on the map; `count` None is hidden, `radius` 0 is a commune with nothing."""

    code: str
    name: str
    x: float
    y: float
    count: int | None
    radius: float


@dataclass(frozen=True, slots=True)
class Map:
    """The dots of one layer, the biggest first, in a picture of `width` by `height`."""

    width: float
    height: float
    dots: Sequence[Dot]
    total: int | None
    net: str
    """The path of lines from each commune to its neighbours: the province's shape."""


def draw(session: Session, layer: str, province: str) -> Map:
    """Return one layer of the map; a layer about people hides what could tell of one of them."""
    count, is_about_people = LAYERS[layer]
    communes = [c for c in places.communes().values() if c.province_code == province]
    here = {commune.code for commune in communes}
    counted = {code: n for code, n in count(session).items() if code in here}
    secret = hidden(line(counted)) if is_about_people else frozenset()
    most = max((n for code, n in counted.items() if code not in secret), default=1)
    project, height = _projection(communes)
    dots = [
        Dot(
            commune.code,
            commune.full_name,
            *project(commune),
            None if commune.code in secret else counted.get(commune.code, 0),
            _radius(counted.get(commune.code, 0), most, is_secret=commune.code in secret),
        )
        for commune in communes
    ]
    dots.sort(key=lambda dot: (-dot.radius, dot.code))
    total = None if TOTAL in secret else sum(counted.values())
    return Map(WIDTH, height, dots, total, _net(dots))


def _net(dots: Sequence[Dot]) -> str:
    at = {dot.code: f"{dot.x} {dot.y}" for dot in dots}
    pairs = {tuple(sorted((code, other))) for code in at for other in places.neighbours(code)}
    return "".join(f"M{at[a]}L{at[b]}" for a, b in sorted(pairs) if a in at and b in at)


def _radius(count: int, most: int, *, is_secret: bool) -> float:
    """Return a radius whose area grows with the count; a hidden one has one size for all."""
    if not count:
        return 0.0
    share = 0.0 if is_secret else sqrt(count / max(most, FULL))
    return round(LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * share, 1)


def _projection(
    communes: Sequence[places.Commune],
) -> tuple[Callable[[places.Commune], tuple[float, float]], float]:
    """Return a plane projection true to shape at the province's middle, and the height."""
    north, south = max(c.lat for c in communes), min(c.lat for c in communes)
    west, east = min(c.lon for c in communes), max(c.lon for c in communes)
    squeeze = cos(radians((north + south) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)

    def project(commune: places.Commune) -> tuple[float, float]:
        x = MARGIN + (commune.lon - west) * squeeze * scale
        return round(x, 1), round(MARGIN + (north - commune.lat) * scale, 1)

    return project, round((north - south) * scale + 2 * MARGIN, 1)


def _models(session: Session) -> Counts:
    rows = session.execute(
        select(CommunityModel.commune_code, func.count())
        .where(CommunityModel.ended_on.is_(None))
        .group_by(CommunityModel.commune_code)
    )
    return {row[0]: row[1] for row in rows}


def _positions(session: Session) -> Counts:
    rows = session.execute(
        select(Position.commune_code, func.sum(Position.headcount))
        .where(Position.state == PositionState.OPEN, ~is_over(local_today()))
        .group_by(Position.commune_code)
    )
    return {row[0] or "": int(row[1]) for row in rows}


def _people(session: Session) -> Counts:
    rows = session.execute(
        select(Returnee.commune_code, func.count())
        .where(Returnee.erased_at.is_(None))
        .group_by(Returnee.commune_code)
    )
    return {row[0]: row[1] for row in rows}


LAYERS: Mapping[str, tuple[Callable[[Session], Counts], bool]] = {
    "models": (_models, False),
    "positions": (_positions, False),
    "people": (_people, True),
}
"""Layer -> (how it is counted, whether it counts people)."""
