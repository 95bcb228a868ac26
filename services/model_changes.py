"""What a learned version changed, feature by feature, in points of 100."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from matching.estimator import SuitabilityEstimator
from matching.explain import LABELS_VI
from matching.learning import model as learning_model
from models import RankingModel

POINTS = 100
HEAVIER, LIGHTER, LEAST = 1.15, 1 / 1.15, 0.5
"""Ratios of spreads that count as a change, and points below which a feature hardly counts."""


class Verdict(StrEnum):
    """How much a feature counts now, beside before."""

    HEAVIER = "heavier"
    LIGHTER = "lighter"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """Points of a feature at its best and at its worst, before and now."""

    label: str
    old_best: float
    old_worst: float
    new_best: float
    new_worst: float

    @property
    def is_change(self) -> bool:
        """Tell whether it counts for more or for less."""
        return self.verdict != Verdict.SAME

    @property
    def verdict(self) -> Verdict:
        """Say whether it counts for more or for less than before."""
        old, new = self.old_best - self.old_worst, self.new_best - self.new_worst
        if abs(new - old) < LEAST or LIGHTER < new / max(old, LEAST) < HEAVIER:
            return Verdict.SAME
        return Verdict.HEAVIER if new > old else Verdict.LIGHTER


def changes(session: Session, model: RankingModel) -> list[Change]:
    """Compare a version with the one it was measured against, what changed most first.

    Features the product no longer has are told by their code.
    """
    new, old = learning_model.from_json(model.tables), _compared_with(session, model)
    names = model.tables["features"]
    found = [_change(name, column, old, new) for column, name in enumerate(names)]
    return sorted(found, key=lambda c: -abs(c.new_best - c.new_worst - c.old_best + c.old_worst))


def _compared_with(session: Session, model: RankingModel) -> SuitabilityEstimator:
    """Give the version that ranked then; the prior is the one the version itself stands on."""
    before = session.get(RankingModel, model.compared_with_id) if model.compared_with_id else None
    return (
        learning_model.from_json(before.tables) if before else learning_model.prior_of(model.tables)
    )


def _change(name: str, column: int, old: SuitabilityEstimator, new: SuitabilityEstimator) -> Change:
    at = _values(column, old, new)
    before, now = (_points(model, column, at) for model in (old, new))
    label = LABELS_VI.get(name, name)
    return Change(label, before.max(), before.min(), now.max(), now.min())


def _values(
    column: int, old: SuitabilityEstimator, new: SuitabilityEstimator
) -> NDArray[np.float64]:
    """Every value at which a table may turn, and one beyond each end."""
    tables = (*(m.priors_[column] for m in (old, new)), *(m.learned_[column] for m in (old, new)))
    knots = np.unique(np.concatenate([table.knots for table in tables]))
    return np.concatenate([knots, knots + 1e-9, [knots[0] - 1, knots[-1] + 1]])


def _points(
    model: SuitabilityEstimator, column: int, at: NDArray[np.float64]
) -> NDArray[np.float64]:
    found = model.priors_[column].look_up(at) + model.learned_[column].look_up(at)
    return np.asarray(POINTS * found, dtype=np.float64)
