"""Versions of the ranking, without a training."""

from matching import features
from matching.ranker import MODEL_VERSION, prior_estimator
from models import RankingModel


def make_model(session, name="learned-1", *, way=0.0, **values):
    """Store a version that adds `way` points beyond 20 km and nothing else."""
    prior = prior_estimator()
    flat = {"knots": [], "points": [0.0], "missing": 0.0, "linear": False}
    learned = [flat] * len(features.NAMES)
    learned[features.NAMES.index("way")] = flat | {"knots": [20.0], "points": [0.0, way]}
    tables = {
        "features": list(features.NAMES),
        "signs": list(features.SIGNS),
        "intercept": prior.intercept_,
        "prior": [
            {"knots": t.knots.tolist(), "points": t.points.tolist(), "missing": 0.0, "linear": True}
            for t in prior.priors_
        ],
        "learned": learned,
        "heads": {},
        "calibration": {"slope": 6.0, "middle": 0.4},
    }
    figures = {"old": 0.8, "new": 0.9, "gain": 0.1, "gain_low": 0.05, "gain_high": 0.15}
    counts = {"yes": 300, "no": 200, "outcomes": 0, "people": 120}
    held = {"held_decisions": 150, "held_people": 40}
    model = RankingModel(
        name=name,
        **{"base": MODEL_VERSION, "tables": tables, "is_better": True}
        | counts
        | figures
        | held
        | values,
    )
    session.add(model)
    session.commit()
    return model
