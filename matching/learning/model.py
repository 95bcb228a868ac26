"""A learned model as plain data: tables over the prior from two heads, and how it was judged.

The first head learns what counselors think suitable, the second what firms then take, on top of it:
half of what the second finds is added, for a person served is a person taken, but a firm's habits
are no suitability. Both are additive, so the sum is one table a feature, as the index reads it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.estimator import SuitabilityEstimator, Table
from matching.estimator_calibration import Calibration, Isotonic, Sigmoid, calibrate
from matching.estimator_tables import FLAT
from matching.learning.decisions import Decisions
from matching.learning.evidence import Evidence, Scored, compare
from matching.learning.head import Head, learn

OUTCOME_SHARE = 0.5
FEWEST_DECISIONS, FEWEST_OF_EACH = 100, 20
"""Decisions to learn from, and yeses and noes among them."""
FEWEST_OUTCOMES = 100


class TooFewDecisions(Exception):
    """There is not enough to learn from.

    Attributes
    ----------
    yes, no : int
        How many of each there are to learn from.
    """

    def __init__(self, yes: int, no: int) -> None:
        super().__init__(f"{yes} yes and {no} no are too few to learn from")
        self.yes = yes
        self.no = no


@dataclass(frozen=True, slots=True)
class Learned:
    """What a training found; `outcome` is None where firms' answers were too few."""

    model: SuitabilityEstimator
    suitable: Head
    outcome: Head | None
    evidence: Evidence


def train(
    prior: SuitabilityEstimator,
    decisions: Decisions,
    outcomes: Decisions,
    used: SuitabilityEstimator,
) -> Learned:
    """Learn over the prior and compare with the model in use on people held back.

    Parameters
    ----------
    prior : SuitabilityEstimator
        Started, not fitted.
    decisions, outcomes : Decisions
        Of counselors, and of firms.
    used : SuitabilityEstimator
        The model in use now.

    Raises
    ------
    TooFewDecisions
    """
    to_learn, held = decisions.split()
    yes = int(to_learn.yes.sum())
    no = len(to_learn) - yes
    if len(to_learn) < FEWEST_DECISIONS or min(yes, no) < FEWEST_OF_EACH:
        raise TooFewDecisions(yes, no)
    suitable = learn(prior, to_learn)
    outcome = _outcome(prior, suitable, outcomes.split()[0])
    model = assembled(prior, suitable, outcome)
    old = Scored(used.predict(held.values), _curve(used, to_learn))
    new = Scored(model.predict(held.values), suitable.calibration)
    return Learned(model, suitable, outcome, compare(held, old, new))


def assembled(
    prior: SuitabilityEstimator, suitable: Head, outcome: Head | None
) -> SuitabilityEstimator:
    """Put what the heads learnt over the prior."""
    second = outcome.tables if outcome else [FLAT] * len(suitable.tables)
    both = zip(suitable.tables, second, strict=True)
    return SuitabilityEstimator(
        prior=prior.prior, prior_intercept=prior.prior_intercept, signs=prior.signs
    ).start([one.plus(two.scaled(OUTCOME_SHARE)) for one, two in both])


def to_json(learned: Learned, features: Sequence[str]) -> dict[str, Any]:
    """Write a model down: all it needs to rank, and each head's own part."""
    heads = {"suitable": learned.suitable, "outcome": learned.outcome}
    model = learned.model
    return {
        "features": list(features),
        "signs": list(model.signs or []),
        "intercept": float(model.prior_intercept),
        "prior": [_table_to_json(table) for table in model.priors_],
        "learned": [_table_to_json(table) for table in model.learned_],
        "heads": {
            name: {
                "share": head.share,
                "tables": [_table_to_json(table) for table in head.tables],
            }
            for name, head in heads.items()
            if head
        },
        "calibration": _curve_to_json(learned.suitable.calibration),
    }


def from_json(stored: Mapping[str, Any]) -> SuitabilityEstimator:
    """Read a model back: it gives the very scores it gave before."""
    return prior_of(stored).start([_table_from_json(table) for table in stored["learned"]])


def prior_of(stored: Mapping[str, Any]) -> SuitabilityEstimator:
    """Read only the prior that a model was learnt over."""
    return SuitabilityEstimator(
        prior=[_table_from_json(table) for table in stored["prior"]],
        prior_intercept=stored["intercept"],
        signs=stored["signs"],
    ).start()


def calibration_from_json(stored: Mapping[str, Any]) -> Calibration:
    """Read the curve from scores to chances."""
    curve = stored["calibration"]
    if "table" in curve:
        return Isotonic(_table_from_json(curve["table"]))
    return Sigmoid(curve["slope"], curve["middle"])


def _outcome(prior: SuitabilityEstimator, first: Head, outcomes: Decisions) -> Head | None:
    yes = int(outcomes.yes.sum())
    if len(outcomes) < FEWEST_OUTCOMES or min(yes, len(outcomes) - yes) < FEWEST_OF_EACH:
        return None
    return learn(assembled(prior, first, None), outcomes)


def _curve(model: SuitabilityEstimator, decisions: Decisions) -> Calibration:
    """Give the fairest curve for a model that was learnt elsewhere."""
    scores = model.predict(decisions.values)
    return calibrate(scores, decisions.yes, decisions.weights)


def _table_to_json(table: Table) -> dict[str, Any]:
    return {
        "knots": table.knots.tolist(),
        "points": table.points.tolist(),
        "missing": float(table.missing),
        "linear": table.linear,
    }


def _table_from_json(stored: Mapping[str, Any]) -> Table:
    return Table(
        np.array(stored["knots"], dtype=float),
        np.array(stored["points"], dtype=float),
        stored["missing"],
        stored["linear"],
    )


def _curve_to_json(curve: Calibration) -> dict[str, Any]:
    if isinstance(curve, Isotonic):
        return {"table": _table_to_json(curve.table)}
    if isinstance(curve, Sigmoid):
        return {"slope": curve.slope, "middle": curve.middle}
    raise TypeError(f"no way to write down a {type(curve).__name__}")
