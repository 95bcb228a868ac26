from uuid import UUID

import pytest
from factories import (
    HAC_THANH,
    make_position,
    make_returnee,
)
from rankings import make_model
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from matching.learning.decisions import is_held_back
from matching.ranker import MODEL_VERSION
from models import (
    SYSTEM,
    Job,
    Move,
    MoveNotAllowed,
    Position,
    RankingModel,
    RankingModelAction,
    RankingModelState,
    RejectReason,
    ShownList,
    Suggestion,
    new_id,
    utcnow,
)
from portal.tasks import TASKS
from services import matching, model_training, model_versions, reviewing
from services.errors import Refused

DONG_TIEN = "15724"


def lists_of(session, run):
    rows = session.scalars(
        select(ShownList).where(ShownList.run_id == run.id).order_by(ShownList.returnee_id)
    )
    return {row.returnee_id: (row.positions, row.scores) for row in rows}


def make_market(session):
    """Two positions next door pay little; three 12 km away pay well, which the prior prefers."""
    for wage in (6_600_000, 6_800_000):
        make_position(session, wage_min=wage, wage_max=wage)
    for wage in (9_600_000, 9_800_000, 10_000_000):
        make_position(session, wage_min=wage, wage_max=wage, commune_code=DONG_TIEN)
    for held_back, number in ((True, 32), (False, 60)):
        for _ in range(number):
            make_newcomer(session, held_back=held_back)


def make_newcomer(session, *, held_back=False):
    chosen = new_id()
    while is_held_back(str(chosen)) != held_back:
        chosen = new_id()
    return make_returnee(session, id=chosen, wage_expected=8_000_000, max_distance_km=30)


def decide(session, by):
    """Approve what is next door, turn down what is not."""
    for suggestion in session.scalars(select(Suggestion).order_by(Suggestion.id)).all():
        if suggestion.position.commune_code == HAC_THANH:
            reviewing.approve(session, suggestion, by=by)
        else:
            reviewing.reject(session, suggestion, RejectReason.TOO_FAR, by=by)


def test_decide_learn_promote_and_roll_back_on_rows(session, by):
    make_market(session)
    first = matching.run(session, by=SYSTEM)
    assert (first.model_version, first.model_id) == (MODEL_VERSION, None)
    decide(session, by)

    model = trained_by_the_worker(session, by)
    assert (model.yes, model.no, model.people) == (120, 180, 60)
    assert (model.held_decisions, model.held_people) == (160, 32)
    assert model.is_better
    assert model_versions.in_use(session).version == MODEL_VERSION  # training changes no list

    newcomer = make_newcomer(session)
    under_prior = lists_of(session, matching.run(session, by=SYSTEM, returnees=[newcomer]))
    model_versions.promote(session, model, by=by)
    learned = matching.run(session, by=SYSTEM, returnees=[newcomer])
    assert (learned.model_version, learned.model_id) == (model.name, model.id)
    under_model = lists_of(session, learned)
    assert under_model != under_prior
    assert lists_of(session, matching.run(session, by=SYSTEM, returnees=[newcomer])) == under_model
    explained_by(session, newcomer, under_model[newcomer.id])

    model_versions.roll_back(session, reason="Ít người đi xa.", by=by)
    back = matching.run(session, by=SYSTEM, returnees=[newcomer])
    assert (back.model_version, back.model_id) == (MODEL_VERSION, None)
    assert lists_of(session, back) == under_prior


def trained_by_the_worker(session, by):
    model_training.plan(session, by=by)
    job = session.scalars(select(Job).where(Job.kind == model_training.JOB)).one()
    task = TASKS[job.kind]
    task.land(session, job.payload, task.outside(task.read(session, job.payload)), utcnow())
    model = session.scalars(select(RankingModel)).one()
    assert (model.state, model.trained_by_id) == (
        RankingModelState.CANDIDATE,
        by.user_id,
    )
    return model


def explained_by(session, returnee, listed):
    """Hold that a counselor's explanation gives the list's own scores, and sums to them."""
    for key, score in zip(*listed, strict=True):
        told = matching.explain(session, returnee, session.get(Position, UUID(key))).entry
        assert told.score == pytest.approx(score, abs=1e-6)
        assert sum(part.points for part in told.contributions) == pytest.approx(told.score)


def test_what_was_not_shown_to_be_better_is_refused(session, by):
    model = make_model(session, is_better=False, gain_low=-0.01)
    with pytest.raises(Refused, match="chưa chắc tốt hơn"):
        model_versions.promote(session, model, by=by)
    assert model_versions.in_use(session).model is None


def test_what_was_compared_with_another_version_is_refused(session, by):
    first, second = make_model(session), make_model(session, "learned-2")
    model_versions.promote(session, first, by=by)
    with pytest.raises(Refused, match="Hãy học lại"):
        model_versions.promote(session, second, by=by)


@pytest.mark.parametrize("change", [{"base": "prior-0"}, {"tables": {"features": ["old"]}}])
def test_a_version_over_another_prior_or_features_neither_ranks_nor_is_promoted(
    session, by, change
):
    model = make_model(session, **change)
    with pytest.raises(Refused, match="cách chấm cũ"):
        model_versions.promote(session, model, by=by)
    model.apply(RankingModelAction.PROMOTE, by=by)
    assert model_versions.in_use(session).version == MODEL_VERSION


def test_the_next_version_replaces_and_rolling_back_restores_it(session, by):
    first = make_model(session)
    model_versions.promote(session, first, by=by)
    second = make_model(session, "learned-2", compared_with_id=first.id)
    model_versions.promote(session, second, by=by)
    assert first.state == RankingModelState.REPLACED
    assert model_versions.in_use(session).model is second
    restored = model_versions.roll_back(session, reason="Thử lại", by=by)
    assert restored is first
    assert model_versions.in_use(session).model is first
    moves = session.scalars(select(Move).where(Move.kind == "ranking_models").order_by(Move.id))
    assert [(move.action, move.by_id) for move in moves] == [
        ("promote", by.user_id),
        ("replace", by.user_id),
        ("promote", by.user_id),
        ("roll_back", by.user_id),
        ("restore", by.user_id),
    ]


def test_a_promotion_keeps_both_numbers_and_the_interval_in_its_move(session, by):
    model_versions.promote(session, make_model(session), by=by)
    reason = session.scalars(select(Move.reason).where(Move.action == "promote")).one()
    assert reason == "0,800 -> 0,900, [+0,050; +0,150], 40 người"


def test_rolling_back_asks_for_a_reason_and_something_to_take_back(session, by):
    with pytest.raises(Refused, match="cách chấm gốc"):
        model_versions.roll_back(session, reason="Sai", by=by)
    model_versions.promote(session, make_model(session), by=by)
    with pytest.raises(Refused, match="ghi lý do"):
        model_versions.roll_back(session, reason=" ", by=by)


def test_a_version_in_use_cannot_be_promoted_again(session, by):
    model = make_model(session)
    model_versions.promote(session, model, by=by)
    with pytest.raises(MoveNotAllowed):
        model_versions.promote(session, model, by=by)
    assert model_versions.in_use(session).model is model


def test_the_database_holds_one_version_in_use(session):
    make_model(session, state=RankingModelState.IN_USE)
    with pytest.raises(IntegrityError):
        make_model(session, "learned-2", state=RankingModelState.IN_USE)
    session.rollback()


@pytest.mark.parametrize(
    "values",
    [
        {"gain_low": -0.01},
        {"gain_low": None},
        {"is_better": False, "state": RankingModelState.IN_USE},
    ],
)
def test_the_database_lets_nothing_rank_that_was_not_shown_to_be_better(session, values):
    with pytest.raises(IntegrityError):
        make_model(session, **values)
    session.rollback()
