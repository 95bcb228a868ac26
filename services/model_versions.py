"""Versions of the ranking: training writes one, evidence promotes it, staff roll it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching import features
from matching.estimator import SuitabilityEstimator
from matching.learning import model as learning_model
from matching.learning.evidence import FEWEST_PEOPLE
from matching.ranker import MODEL_VERSION, prior_estimator
from models import Actor, Move, RankingModel, RankingModelAction, RankingModelState, User
from services.errors import Refused

NO_REASON = "Hãy ghi lý do quay lại bản trước."
CHANGED = "Bản đang dùng đã đổi từ khi học. Hãy học lại rồi so sánh."
OTHER_BASE = "Bản này học trên cách chấm cũ. Hãy học lại."
NONE_IN_USE = "Đang dùng cách chấm gốc, không có bản nào để quay lại."


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


def judgment(model: RankingModel) -> str:
    """Say in a sentence whether a version was shown to be better, and if not, what is missing."""
    if model.is_better:
        return "Cả khoảng tin cậy 95% nằm trên 0: bản này tốt hơn bản trước."
    if model.held_people < FEWEST_PEOPLE:
        return (
            f"Mới thử trên {model.held_people} người có cả việc được duyệt và việc bị từ chối."
            f" Cần ít nhất {FEWEST_PEOPLE} người để tin được."
        )
    return "Khoảng tin cậy 95% chưa nằm hẳn trên 0: chưa chắc tốt hơn bản trước."


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a version."""

    at: datetime
    action: RankingModelAction
    by: str
    reason: str


def history(session: Session, model: RankingModel) -> list[Step]:
    """Return the moves of a version, the oldest first."""
    rows = session.execute(
        select(Move, User)
        .outerjoin(User, User.id == Move.by_id)
        .where(Move.record_id == model.id)
        .order_by(Move.recorded_at, Move.id)
    )
    return [
        Step(
            move.recorded_at,
            RankingModelAction(move.action),
            user.full_name if user else "",
            move.reason or "",
        )
        for move, user in rows
    ]


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
        raise Refused(f"Chưa dùng được bản này. {judgment(model)}")
    if not is_current(model):
        raise Refused(OTHER_BASE)
    ranks = used.id if used is not None and is_current(used) else None
    if model.compared_with_id != ranks:
        raise Refused(CHANGED)


def _in_figures(model: RankingModel) -> str:
    """Write the evidence beside the move, so that it stands in the history as well."""
    figures = (
        f"{model.old:.3f} -> {model.new:.3f}, [{model.gain_low:+.3f}; {model.gain_high:+.3f}],"
        f" {model.held_people} người"
    )
    return figures.replace(".", ",")
