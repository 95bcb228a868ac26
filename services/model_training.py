"""A training: read what was decided, learn with no transaction open, keep a candidate."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from math import isnan
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching import features
from matching.estimator import SuitabilityEstimator
from matching.learning import model as learning_model
from matching.learning.model import FEWEST_DECISIONS, FEWEST_OF_EACH, TooFewDecisions
from matching.ranker import MODEL_VERSION, prior_estimator
from models import SYSTEM, Actor, RankingModel
from services import jobs, learning, model_versions
from services.errors import Refused

JOB = "model.train"
NAMED_AFTER = "learned"


@dataclass(frozen=True, slots=True)
class Material:
    """What a training needs of the database: plain values, so that no transaction stays open."""

    lessons: learning.Lessons
    used: SuitabilityEstimator
    used_id: UUID | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a training found, with the numbers of what it learnt from."""

    learned: learning_model.Learned
    material: Material


def plan(session: Session, *, by: Actor) -> None:
    """Let the worker train; the candidate stands on the page when it is done.

    Raises
    ------
    Refused
        When there are too few decisions.
    """
    heard = learning.heard(session)
    if not heard.is_enough:
        raise Refused(too_few(heard.yes, heard.no))
    jobs.add(session, JOB, {"by": str(by.user_id) if by.user_id else None})


def read(session: Session, _payload: Mapping[str, Any] | None = None) -> Material:
    """Gather what was decided and what ranks now."""
    used = model_versions.in_use(session)
    return Material(learning.gather(session), used.estimator, used.model_id)


def learn(material: Material) -> Outcome:
    """Learn; may take a minute and touches no database.

    Raises
    ------
    Refused
        When there are too few decisions.
    """
    lessons = material.lessons
    try:
        learned = learning_model.train(
            prior_estimator(), lessons.decisions, lessons.outcomes, material.used
        )
    except TooFewDecisions as few:
        raise Refused(too_few(few.yes, few.no)) from few
    return Outcome(learned, material)


def keep(session: Session, outcome: Outcome, *, by: Actor) -> RankingModel:
    """Write a candidate down."""
    model = RankingModel(
        name=_next_name(session),
        base=MODEL_VERSION,
        tables=learning_model.to_json(outcome.learned, features.NAMES),
        compared_with_id=outcome.material.used_id,
        trained_by_id=by.user_id,
        **_counts(outcome.material.lessons),
        **_evidence(outcome.learned),
    )
    session.add(model)
    session.flush()
    return model


def land(session: Session, payload: Mapping[str, Any], outcome: Outcome, _now: datetime) -> None:
    """Keep what the worker learnt, for whoever asked for it."""
    asked = payload.get("by")
    by = Actor(SYSTEM.role, user_id=UUID(asked)) if asked else SYSTEM
    keep(session, outcome, by=by)


def too_few(yes: int, no: int) -> str:
    """Say how many decisions there are and how many it takes."""
    return (
        f"Mới có {yes + no} quyết định để học: {yes} đồng ý, {no} từ chối vì không hợp."
        f" Cần ít nhất {FEWEST_DECISIONS}, mỗi loại ít nhất {FEWEST_OF_EACH}."
    )


def _next_name(session: Session) -> str:
    made = session.scalar(select(func.count()).select_from(RankingModel)) or 0
    return f"{NAMED_AFTER}-{made + 1}"


def _counts(lessons: learning.Lessons) -> dict[str, int]:
    """Count what was learnt from; what was held back is counted with the evidence."""
    decisions, _ = lessons.decisions.split()
    yes = int(decisions.yes.sum())
    return {
        "yes": yes,
        "no": len(decisions) - yes,
        "outcomes": len(lessons.outcomes),
        "people": len(set(decisions.people.tolist())),
    }


def _evidence(learned: learning_model.Learned) -> dict[str, Any]:
    found = asdict(learned.evidence)
    counts = {"held_decisions": found.pop("decisions"), "held_people": found.pop("people")}
    low, high = found.pop("low"), found.pop("high")
    figures = found | {"gain_low": low, "gain_high": high}
    known = {name: None if isnan(value) else value for name, value in figures.items()}
    return counts | known | {"is_better": learned.evidence.is_better}
