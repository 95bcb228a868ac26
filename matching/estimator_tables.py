"""Points of one feature as a table: what a prior is written in and what is learned becomes."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Points of one feature: piecewise constant, or linear between knots, and a missing value.

    Attributes
    ----------
    knots : ndarray of shape (n,)
        Increasing feature values.
    points : ndarray of shape (n,) when linear, (n + 1,) when stepped
        Points at the knots, or of the intervals they cut (the interval right of a knot is open:
        a value equal to a knot belongs to the interval on its left).
    missing : float
        Points of a value that is not known.
    """

    knots: Floats
    points: Floats
    missing: float = 0.0
    linear: bool = True

    def look_up(self, values: Floats) -> Floats:
        """Points of each value; same shape."""
        if self.linear:
            found = np.interp(values, self.knots, self.points)
        else:
            found = self.points[np.searchsorted(self.knots, values)]
        return np.where(np.isnan(values), self.missing, found)

    def scaled(self, factor: float) -> "Table":
        """Give the same table with every point multiplied."""
        return replace(self, points=self.points * factor, missing=self.missing * factor)

    def lifted(self, by: float, missing: float) -> "Table":
        """Give the same table with every point moved by one amount, and its own missing value."""
        return replace(self, points=self.points + by, missing=missing)

    def plus(self, other: "Table") -> "Table":
        """Add two stepped tables: exact at every value."""
        knots = np.union1d(self.knots, other.knots)
        # One value inside each interval; a knot itself belongs to the interval on its left.
        probes = np.append(knots, np.inf)
        points = self.look_up(probes) + other.look_up(probes)
        return stepped(knots, points, self.missing + other.missing)


FLAT = Table(np.zeros(0), np.zeros(1), linear=False)
"""A table that says nothing."""


def curve(*pairs: tuple[float, float], missing: float = 0.0) -> Table:
    """Write a linear table down as (feature value, points) pairs."""
    knots, points = zip(*pairs, strict=True)
    return Table(np.array(knots, dtype=float), np.array(points, dtype=float), missing)


def stepped(knots: Floats, points: Floats, missing: float = 0.0) -> Table:
    """Give a stepped table without the knots at which nothing changes."""
    kept = np.diff(points) != 0
    return Table(knots[kept], np.append(points[:1], points[1:][kept]), missing, linear=False)
