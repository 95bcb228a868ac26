"""Communes as arrays: straight-line km, and how much longer a mountain road is.

Coordinates come from data/communes.csv. A commune's *spacing* is the mean distance to its three
nearest neighbours: communes of the plain lie 3-7 km apart, those of the mountains 8 and more, so
it tells mountain country anywhere in Vietnam without a list of names.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

COMMUNES = Path(__file__).resolve().parent.parent / "data" / "communes.csv"
EARTH_RADIUS_KM = 6371.0088
MOUNTAIN_SPACING_KM = 8.0
MOUNTAIN_FACTOR = 1.25
"""A stated prior: 25 km of mountain straight line are travelled as some 31 km of plain."""
NEIGHBOURS = 3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Places:
    """Communes in a fixed order; row -1 stands for a commune that is not known.

    Attributes
    ----------
    rows : dict
        commune code -> row.
    points : ndarray of shape (communes, 3)
        Unit vectors on the sphere.
    factor : ndarray of shape (communes,)
        Road factor of each commune, 1 on the plain.
    """

    rows: dict[str, int]
    points: Floats
    factor: Floats

    def locate(self, codes: Sequence[str]) -> NDArray[np.int64]:
        """Rows of codes, -1 where a code is unknown; shape (codes,)."""
        return np.array([self.rows.get(code, -1) for code in codes], dtype=np.int64)

    def distances(self, home: str, rows: NDArray[np.int64]) -> Floats:
        """Straight-line km from a home commune to many rows; NaN where either is unknown."""
        start = self.rows.get(home, -1)
        if start < 0:
            return np.full(len(rows), np.nan)
        cosine = np.clip(self.points[rows] @ self.points[start], -1.0, 1.0)
        return np.where(rows < 0, np.nan, EARTH_RADIUS_KM * np.arccos(cosine))

    def road_factor(self, home: str, rows: NDArray[np.int64]) -> Floats:
        """Give the larger road factor of the two ends; 1 where a commune is unknown."""
        ends = np.where(rows < 0, 1.0, self.factor[rows])
        start = self.rows.get(home, -1)
        return np.maximum(ends, self.factor[start]) if start >= 0 else ends

    def distance(self, home: str, work: str) -> float | None:
        """Straight-line km between two communes; None when one is unknown."""
        km = float(self.distances(home, self.locate([work]))[0])
        return None if np.isnan(km) else km


def build(codes: Sequence[str], latitude: Floats, longitude: Floats) -> Places:
    """Arrange communes given in degrees."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    points = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    factor = np.where(_spacing(points) > MOUNTAIN_SPACING_KM, MOUNTAIN_FACTOR, 1.0)
    return Places({code: row for row, code in enumerate(codes)}, points, factor)


def _spacing(points: Floats) -> Floats:
    """Mean km to the nearest neighbours of each commune, shape (communes,)."""
    if len(points) <= NEIGHBOURS:
        return np.zeros(len(points))
    chord, _ = cKDTree(points).query(points, k=NEIGHBOURS + 1)
    return np.asarray(chord[:, 1:].mean(axis=1) * EARTH_RADIUS_KM, dtype=np.float64)


@lru_cache(maxsize=1)
def load(path: Path = COMMUNES) -> Places:
    """Read the communes once per process."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = [
            (row["code"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines)
        ]
    codes, latitude, longitude = zip(*table, strict=True)
    return build(codes, np.array(latitude), np.array(longitude))
