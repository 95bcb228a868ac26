"""Versions of the ranking: training writes one, evidence promotes it, staff roll it back."""

from dataclasses import asdict, dataclass
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
from models import Actor, RankingModel, RankingModelAction, RankingModelState
from services import learning
from services.errors import Refused

NO_REASON = "Hãy ghi lý do quay lại bản trước."
NOT_BETTER = "Bản này chưa hơn bản đang dùng trên các quyết định để riêng. Chưa dùng được."
CHANGED = "Bản đang dùng đã đổi từ khi học. Hãy học lại rồi so sánh."
OTHER_BASE = "Bản này học trên cách chấm cũ. Hãy học lại."
NONE_IN_USE = "Đang dùng cách chấm gốc, không có bản nào để quay lại."
NAMED_AFTER = "learned"


@dataclass(frozen=True, slots=True)
class Ranking:
    """What ranks now: the estimator, the name that goes on each run, and the version's row."""

    estimator: SuitabilityEstimator
    version: str
    model: RankingModel | None = None

    @property
    def model_id(self) -> UUID | None:
        """Id of the version; None while the stated prior ranks."""
        return self.model.id if self.model else None


def in_use(session: Session) -> Ranking:
    """Return what ranks now: the version in use, or the stated prior.

    A version that was learnt over other features or another prior waits until it is learnt again.
    """
    model = _promoted(session)
    if model is None or not is_current(model):
        return Ranking(prior_estimator(), MODEL_VERSION)
    return Ranking(learning_model.from_json(model.tables), model.name, model)


def is_current(model: RankingModel) -> bool:
    """Tell whether a version fits the features and the prior the product has now."""
    return model.base == MODEL_VERSION and model.tables["features"] == list(features.NAMES)


def versions(session: Session) -> list[RankingModel]:
    """Return every version, the newest first."""
    return list(session.scalars(select(RankingModel).order_by(RankingModel.id.desc())))


def train(session: Session, *, by: Actor) -> RankingModel:
    """Learn from every decision there is and keep the result as a candidate.

    Raises
    ------
    Refused
        When there are too few decisions.
    """
    lessons, used = learning.gather(session), in_use(session)
    try:
        learned = learning_model.train(
            prior_estimator(), lessons.decisions, lessons.outcomes, used.estimator
        )
    except TooFewDecisions as few:
        raise Refused(_too_few(few)) from few
    model = RankingModel(
        name=_next_name(session),
        base=MODEL_VERSION,
        tables=learning_model.to_json(learned, features.NAMES),
        compared_with_id=used.model_id,
        trained_by_id=by.user_id,
        **_counts(lessons),
        **_evidence(learned),
    )
    session.add(model)
    session.flush()
    return model


def promote(session: Session, model: RankingModel, *, by: Actor) -> None:
    """Let a version rank from now on; only one that was shown to be better than the one in use.

    Raises
    ------
    Refused
        When it was not, or was compared with another version or over another prior.
    MoveNotAllowed
        When it is in use already, or was.
    """
    used = _promoted(session)
    if model.can(RankingModelAction.PROMOTE):
        _check(model, used)
    if used is not None and used is not model:
        used.apply(RankingModelAction.REPLACE, by=by, reason=model.name)
        session.flush()  # one in use at a time, in the database as well
    model.apply(RankingModelAction.PROMOTE, by=by, reason=_in_figures(model))
    session.flush()


def roll_back(session: Session, *, reason: str, by: Actor) -> RankingModel | None:
    """Take the version in use back; return the one that ranks again, None for the prior.

    Raises
    ------
    Refused
        Without a reason, or while the prior ranks.
    """
    if not reason.strip():
        raise Refused(NO_REASON)
    model = _promoted(session)
    if model is None:
        raise Refused(NONE_IN_USE)
    model.apply(RankingModelAction.ROLL_BACK, by=by, reason=reason.strip())
    session.flush()
    before = session.get(RankingModel, model.compared_with_id) if model.compared_with_id else None
    if before is not None and before.can(RankingModelAction.RESTORE):
        before.apply(RankingModelAction.RESTORE, by=by, reason=reason.strip())
    session.flush()
    return before


def _promoted(session: Session) -> RankingModel | None:
    query = select(RankingModel).where(RankingModel.state == RankingModelState.IN_USE)
    return session.scalars(query).one_or_none()


def _check(model: RankingModel, used: RankingModel | None) -> None:
    if not model.is_better:
        raise Refused(NOT_BETTER)
    if not is_current(model):
        raise Refused(OTHER_BASE)
    ranks = used.id if used is not None and is_current(used) else None
    if model.compared_with_id != ranks:
        raise Refused(CHANGED)


def _too_few(few: TooFewDecisions) -> str:
    return (
        f"Mới có {few.yes + few.no} quyết định để học: {few.yes} đồng ý, {few.no} từ chối vì"
        f" không hợp. Cần ít nhất {FEWEST_DECISIONS}, mỗi loại ít nhất {FEWEST_OF_EACH}."
    )


def _next_name(session: Session) -> str:
    made = session.scalar(select(func.count()).select_from(RankingModel)) or 0
    return f"{NAMED_AFTER}-{made + 1}"


def _counts(lessons: learning.Lessons) -> dict[str, int]:
    decisions = lessons.decisions
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


def _in_figures(model: RankingModel) -> str:
    return (
        f"{model.old:.3f} -> {model.new:.3f}, [{model.gain_low:+.3f}; {model.gain_high:+.3f}],"
        f" {model.held_people} người"
    )
