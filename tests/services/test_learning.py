"""What a counselor's decisions and firms' answers teach, and what must not."""

import numpy as np
import pytest
from factories import (
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
)

from matching import features
from models import (
    HandReason,
    IntroductionState,
    RefusalReason,
    RejectReason,
    ReturnBasis,
    SuggestionAction,
)
from services import consents, learning, model_training, model_versions, reviewing
from services.errors import Refused


def test_too_few_decisions_are_refused_in_words(session, by):
    suggestion = make_suggestion(session, make_returnee(session))
    reviewing.approve(session, suggestion, by=by)
    with pytest.raises(Refused, match="Cần ít nhất 100, mỗi loại ít nhất 20"):
        model_training.learn(model_training.read(session))
    with pytest.raises(Refused, match="Cần ít nhất 100, mỗi loại ít nhất 20"):
        model_training.plan(session, by=by)
    assert model_versions.versions(session) == []


@pytest.mark.parametrize("reason", RejectReason)
def test_only_reasons_about_suitability_teach_a_no(session, by, reason):
    reviewing.reject(session, make_suggestion(session), reason, by=by)
    lessons = learning.gather(session)
    says = reason not in {RejectReason.DECLINED, RejectReason.OTHER}
    assert lessons.decisions.yes.tolist() == ([0] if says else [])
    assert lessons.decided == (1, 0, 0, 0, 0)


def test_silence_and_keeping_for_later_teach_nothing_but_count_as_shown(session, by):
    make_suggestion(session)
    reviewing.keep(session, make_suggestion(session, rank=2), by=by)
    lessons = learning.gather(session)
    assert len(lessons.decisions) == 0
    assert (lessons.shown, lessons.decided) == ((1, 1, 0, 0, 0), (0, 0, 0, 0, 0))


def test_a_decision_taken_back_teaches_nothing(session, by):
    suggestion = make_suggestion(session)
    reviewing.approve(session, suggestion, by=by)
    reviewing.undo(session, suggestion, by=by)
    assert len(learning.gather(session).decisions) == 0
    reviewing.reject(session, suggestion, RejectReason.SHIFT, by=by)
    assert learning.gather(session).decisions.yes.tolist() == [0]


def test_an_approval_still_teaches_after_the_position_closed(session, by):
    suggestion = make_suggestion(session)
    reviewing.approve(session, suggestion, by=by)
    suggestion.apply(SuggestionAction.LAPSE, by=by)
    assert learning.gather(session).decisions.yes.tolist() == [1]


def test_a_proposal_by_hand_is_a_yes_with_no_place(session, by):
    for reason in (HandReason.KNOWS_TRADE, HandReason.KNOWS_SOMEONE):
        suggestion = make_suggestion(session, by_hand=True, hand_reason=reason, rank=17)
        reviewing.approve(session, suggestion, by=by)
    decisions = learning.gather(session).decisions
    assert (decisions.yes.tolist(), decisions.places.tolist()) == ([1], [0])


@pytest.mark.parametrize("withdrawn", [True, False])
def test_only_people_who_agree_are_learnt_from(session, by, withdrawn):
    person = make_returnee(session)
    reviewing.approve(session, make_suggestion(session, person), by=by)
    if withdrawn:
        consents.withdraw(session, consents.standing(session, person), by=by)
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


def test_who_a_person_is_changes_no_number_that_is_learnt_from(session, by):
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
        reviewing.approve(session, make_suggestion(session, person, position), by=by)
    first, second = learning.gather(session).decisions.values
    assert np.array_equal(first, second, equal_nan=True)
    assert len(first) == len(features.NAMES)
