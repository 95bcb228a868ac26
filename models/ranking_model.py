"""Learned versions of the ranking: tables as data, how each was judged, which one is in use."""

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, state_check
from models.workflow import Stateful, Workflow, step


class RankingModelState(enum.StrEnum):
    """Where a version stands."""

    CANDIDATE = "candidate"
    IN_USE = "in_use"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class RankingModelAction(enum.StrEnum):
    """What happens to a version."""

    PROMOTE = "promote"
    REPLACE = "replace"
    ROLL_BACK = "roll_back"
    RESTORE = "restore"


_A, _S = RankingModelAction, RankingModelState

RANKING_MODEL_WORKFLOW = Workflow(
    {
        _A.PROMOTE: step(("candidate", "withdrawn"), "in_use", _S),
        _A.REPLACE: step("in_use", "replaced", _S),
        _A.ROLL_BACK: step("in_use", "withdrawn", _S),
        _A.RESTORE: step("replaced", "in_use", _S),
    }
)
IN_USE = "state = 'in_use'"


class RankingModel(Stateful, Base):
    """One training: its tables, and old against new on decisions nobody learnt from.

    `compared_with_id` is the version that was in use then, None for the stated prior; `base` the
    prior it stands on. `old` and `new` are mean nDCG over `held_people`, `gain_low` and `gain_high`
    the 95% interval of new minus old; None where nothing could be measured.
    """

    __tablename__ = "ranking_models"
    __table_args__ = (
        state_check(RankingModelState),
        CheckConstraint(
            "NOT is_better OR (gain_low IS NOT NULL AND gain_low > 0)", name="better_is_shown"
        ),
        CheckConstraint("state <> 'in_use' OR is_better", name="in_use_is_better"),
        Index(
            "uq_ranking_models_in_use",
            "state",
            unique=True,
            sqlite_where=sa.text(IN_USE),
            postgresql_where=sa.text(IN_USE),
        ),
    )
    WORKFLOW = RANKING_MODEL_WORKFLOW

    name: Mapped[str] = mapped_column(String(40), unique=True)
    base: Mapped[str] = mapped_column(String(40))
    tables: Mapped[dict[str, Any]]
    compared_with_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ranking_models.id"))
    trained_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    yes: Mapped[int]
    no: Mapped[int]
    outcomes: Mapped[int]
    people: Mapped[int]
    held_decisions: Mapped[int]
    held_people: Mapped[int]
    old: Mapped[float | None]
    new: Mapped[float | None]
    gain: Mapped[float | None]
    gain_low: Mapped[float | None]
    gain_high: Mapped[float | None]
    old_brier: Mapped[float | None]
    new_brier: Mapped[float | None]
    old_ece: Mapped[float | None]
    new_ece: Mapped[float | None]
    is_better: Mapped[bool]
    state: Mapped[RankingModelState] = mapped_column(default=RankingModelState.CANDIDATE)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """What tells versions apart in a sentence."""
        return self.name.rpartition("-")[2]
