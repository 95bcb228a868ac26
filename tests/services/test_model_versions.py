"""From decisions on rows to a version that ranks, and back."""

from uuid import UUID

import numpy as np
import pytest
from factories import (
    HAC_THANH,
    actor_of,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from rankings import make_model
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from matching import features
from matching.learning.decisions import is_held_back
from matching.ranker import MODEL_VERSION
from models import (
    SYSTEM,
    HandReason,
    IntroductionState,
    Job,
    Move,
    MoveNotAllowed,
    Position,
    RankingModel,
    RankingModelAction,
    RankingModelState,
    RefusalReason,
    RejectReason,
    ReturnBasis,
    ShownList,
    Suggestion,
    SuggestionAction,
    new_id,
    utcnow,
)
from portal.tasks import TASKS
from services import consents, learning, matching, model_training, model_versions, reviewing
from services.errors import Refused

DONG_TIEN = "15724"


@pytest.fixture
def counselor(session):
    return actor_of(make_user(session))


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


def test_decide_learn_promote_and_roll_back_on_rows(session, counselor):
    make_market(session)
    first = matching.run(session, by=SYSTEM)
    assert (first.model_version, first.model_id) == (MODEL_VERSION, None)
    decide(session, counselor)

    model = trained_by_the_worker(session, counselor)
    assert (model.yes, model.no, model.people) == (120, 180, 60)
    assert (model.held_decisions, model.held_people) == (160, 32)
    assert model.is_better
    assert model_versions.in_use(session).version == MODEL_VERSION  # training changes no list

    newcomer = make_newcomer(session)
    under_prior = lists_of(session, matching.run(session, by=SYSTEM, returnees=[newcomer]))
    model_versions.promote(session, model, by=counselor)
    learned = matching.run(session, by=SYSTEM, returnees=[newcomer])
    assert (learned.model_version, learned.model_id) == (model.name, model.id)
    under_model = lists_of(session, learned)
    assert under_model != under_prior
    assert lists_of(session, matching.run(session, by=SYSTEM, returnees=[newcomer])) == under_model
    explained_by(session, newcomer, under_model[newcomer.id])

    model_versions.roll_back(session, reason="Ít người đi xa.", by=counselor)
    back = matching.run(session, by=SYSTEM, returnees=[newcomer])
    assert (back.model_version, back.model_id) == (MODEL_VERSION, None)
    assert lists_of(session, back) == under_prior


def trained_by_the_worker(session, counselor):
    model_training.plan(session, by=counselor)
    job = session.scalars(select(Job).where(Job.kind == model_training.JOB)).one()
    task = TASKS[job.kind]
    task.land(session, job.payload, task.outside(task.read(session, job.payload)), utcnow())
    model = session.scalars(select(RankingModel)).one()
    assert (model.state, model.trained_by_id) == (
        RankingModelState.CANDIDATE,
        counselor.user_id,
    )
    return model


def explained_by(session, returnee, listed):
    """Hold that a counselor's explanation gives the list's own scores, and sums to them."""
    for key, score in zip(*listed, strict=True):
        told = matching.explain(session, returnee, session.get(Position, UUID(key))).entry
        assert told.score == pytest.approx(score, abs=1e-6)
        assert sum(part.points for part in told.contributions) == pytest.approx(told.score)


def test_too_few_decisions_are_refused_in_words(session, counselor):
    suggestion = make_suggestion(session, make_returnee(session))
    reviewing.approve(session, suggestion, by=counselor)
    with pytest.raises(Refused, match="Cần ít nhất 100, mỗi loại ít nhất 20"):
        model_training.learn(model_training.read(session))
    with pytest.raises(Refused, match="Cần ít nhất 100, mỗi loại ít nhất 20"):
        model_training.plan(session, by=counselor)
    assert model_versions.versions(session) == []


@pytest.mark.parametrize("reason", RejectReason)
def test_only_reasons_about_suitability_teach_a_no(session, counselor, reason):
    reviewing.reject(session, make_suggestion(session), reason, by=counselor)
    lessons = learning.gather(session)
    says = reason not in {RejectReason.DECLINED, RejectReason.OTHER}
    assert lessons.decisions.yes.tolist() == ([0] if says else [])
    assert lessons.decided == (1, 0, 0, 0, 0)


def test_silence_and_keeping_for_later_teach_nothing_but_count_as_shown(session, counselor):
    make_suggestion(session)
    reviewing.keep(session, make_suggestion(session, rank=2), by=counselor)
    lessons = learning.gather(session)
    assert len(lessons.decisions) == 0
    assert (lessons.shown, lessons.decided) == ((1, 1, 0, 0, 0), (0, 0, 0, 0, 0))


def test_a_decision_taken_back_teaches_nothing(session, counselor):
    suggestion = make_suggestion(session)
    reviewing.approve(session, suggestion, by=counselor)
    reviewing.undo(session, suggestion, by=counselor)
    assert len(learning.gather(session).decisions) == 0
    reviewing.reject(session, suggestion, RejectReason.SHIFT, by=counselor)
    assert learning.gather(session).decisions.yes.tolist() == [0]


def test_an_approval_still_teaches_after_the_position_closed(session, counselor):
    suggestion = make_suggestion(session)
    reviewing.approve(session, suggestion, by=counselor)
    suggestion.apply(SuggestionAction.LAPSE, by=counselor)
    assert learning.gather(session).decisions.yes.tolist() == [1]


def test_a_proposal_by_hand_is_a_yes_with_no_place(session, counselor):
    for reason in (HandReason.KNOWS_TRADE, HandReason.KNOWS_SOMEONE):
        suggestion = make_suggestion(session, by_hand=True, hand_reason=reason, rank=17)
        reviewing.approve(session, suggestion, by=counselor)
    decisions = learning.gather(session).decisions
    assert (decisions.yes.tolist(), decisions.places.tolist()) == ([1], [0])


@pytest.mark.parametrize("withdrawn", [True, False])
def test_only_people_who_agree_are_learnt_from(session, counselor, withdrawn):
    person = make_returnee(session)
    reviewing.approve(session, make_suggestion(session, person), by=counselor)
    if withdrawn:
        consents.withdraw(session, consents.standing(session, person), by=counselor)
    assert len(learning.gather(session).decisions) == (0 if withdrawn else 1)


@pytest.mark.parametrize(
    ("state", "reason", "teaches"),
    [
        (IntroductionState.NEW, None, []),
        (IntroductionState.INTERVIEW, None, []),
        (IntroductionState.OFFERED, None, [1]),
        (IntroductionState.STARTED, None, [1]),
        (IntroductionState.NOT_SUITABLE, RefusalReason.SKILLS, [0]),
        (IntroductionState.NOT_SUITABLE, RefusalReason.POSITION_FILLED, []),
        (IntroductionState.NOT_SUITABLE, RefusalReason.PERSON_DECLINED, []),
        (IntroductionState.CLOSED, RefusalReason.NO_ANSWER, []),
    ],
)
def test_what_firms_did_teaches_where_it_is_about_the_match(session, state, reason, teaches):
    make_introduction(session, state=state, reason=reason and reason.value)
    assert learning.gather(session).outcomes.yes.tolist() == teaches


def test_who_a_person_is_changes_no_number_that_is_learnt_from(session, counselor):
    position = make_position(session)
    plain = make_returnee(session)
    other = make_returnee(
        session,
        full_name="Vi Thị Khác",
        birth_date="1968-01-01",
        birth_year=1968,
        return_basis=ReturnBasis.PARDONED,
        **{
            n: v
            for n, v in {"sex": "female", "ethnicity": "Thái"}.items()
            if hasattr(type(plain), n)
        },
    )
    for person in (plain, other):
        reviewing.approve(session, make_suggestion(session, person, position), by=counselor)
    first, second = learning.gather(session).decisions.values
    assert np.array_equal(first, second, equal_nan=True)
    assert len(first) == len(features.NAMES)


def test_what_was_not_shown_to_be_better_is_refused(session, counselor):
    model = make_model(session, is_better=False, gain_low=-0.01)
    with pytest.raises(Refused, match="chưa chắc tốt hơn"):
        model_versions.promote(session, model, by=counselor)
    assert model_versions.in_use(session).model is None


def test_what_was_compared_with_another_version_is_refused(session, counselor):
    first, second = make_model(session), make_model(session, "learned-2")
    model_versions.promote(session, first, by=counselor)
    with pytest.raises(Refused, match="Hãy học lại"):
        model_versions.promote(session, second, by=counselor)


@pytest.mark.parametrize("change", [{"base": "prior-0"}, {"tables": {"features": ["old"]}}])
def test_a_version_over_another_prior_or_features_neither_ranks_nor_is_promoted(
    session, counselor, change
):
    model = make_model(session, **change)
    with pytest.raises(Refused, match="cách chấm cũ"):
        model_versions.promote(session, model, by=counselor)
    model.apply(RankingModelAction.PROMOTE, by=counselor)
    assert model_versions.in_use(session).version == MODEL_VERSION


def test_the_next_version_replaces_and_rolling_back_restores_it(session, counselor):
    first = make_model(session)
    model_versions.promote(session, first, by=counselor)
    second = make_model(session, "learned-2", compared_with_id=first.id)
    model_versions.promote(session, second, by=counselor)
    assert first.state == RankingModelState.REPLACED
    assert model_versions.in_use(session).model is second
    restored = model_versions.roll_back(session, reason="Thử lại", by=counselor)
    assert restored is first
    assert model_versions.in_use(session).model is first
    moves = session.scalars(select(Move).where(Move.kind == "ranking_models").order_by(Move.id))
    assert [(move.action, move.by_id) for move in moves] == [
        ("promote", counselor.user_id),
        ("replace", counselor.user_id),
        ("promote", counselor.user_id),
        ("roll_back", counselor.user_id),
        ("restore", counselor.user_id),
    ]


def test_a_promotion_keeps_both_numbers_and_the_interval_in_its_move(session, counselor):
    model_versions.promote(session, make_model(session), by=counselor)
    reason = session.scalars(select(Move.reason).where(Move.action == "promote")).one()
    assert reason == "0,800 -> 0,900, [+0,050; +0,150], 40 người"


def test_rolling_back_asks_for_a_reason_and_something_to_take_back(session, counselor):
    with pytest.raises(Refused, match="cách chấm gốc"):
        model_versions.roll_back(session, reason="Sai", by=counselor)
    model_versions.promote(session, make_model(session), by=counselor)
    with pytest.raises(Refused, match="ghi lý do"):
        model_versions.roll_back(session, reason=" ", by=counselor)


def test_a_version_in_use_cannot_be_promoted_again(session, counselor):
    model = make_model(session)
    model_versions.promote(session, model, by=counselor)
    with pytest.raises(MoveNotAllowed):
        model_versions.promote(session, model, by=counselor)
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
