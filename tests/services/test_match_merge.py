"""A run beside what stands already: decisions stay, proposals come, lapse and come back."""

import pytest
from factories import (
    HAM_RONG,
    make_approval,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
)

from models import (
    IntroductionAction,
    OccupationBan,
    Placement,
    PositionAction,
    SuggestionAction,
    SuggestionState,
    local_today,
)
from services import matching
from tests.services.proposals import suggestions_of

TODAY = local_today()


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (SuggestionAction.APPROVE, SuggestionState.APPROVED),
        (SuggestionAction.REJECT, SuggestionState.REJECTED),
        (SuggestionAction.KEEP, SuggestionState.LATER),
    ],
)
def test_a_decision_is_never_overwritten_by_a_new_run(session, by, pair, action, state):
    returnee, position = pair
    matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    suggestion.apply(action, by=by)
    session.commit()
    before = (suggestion.score, suggestion.reasons, suggestion.run_id, suggestion.version)
    position.wage_max, position.description = 20_000_000, "May theo chuyền, có xe đưa đón."
    session.commit()
    matching.run(session, by=by)
    session.refresh(suggestion)
    assert suggestion.state == state
    assert (suggestion.score, suggestion.reasons, suggestion.run_id, suggestion.version) == before
    assert len(suggestions_of(session, returnee)) == 1


def test_a_proposal_is_refreshed(session, by, pair):
    returnee, position = pair
    first = matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    score = suggestion.score
    position.commune_code, position.wage_max = HAM_RONG, 20_000_000
    session.commit()
    second = matching.run(session, by=by)
    assert suggestion.score != score
    assert suggestion.run_id == second.id != first.id


def test_an_unchanged_proposal_is_not_written_again(session, by, pair):
    first = matching.run(session, by=by)
    matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, pair[0])
    assert suggestion.run_id == first.id
    assert suggestion.version == 1


def test_a_proposal_whose_position_closed_lapses_and_comes_back(session, by, pair):
    returnee, position = pair
    matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    position.apply(PositionAction.PAUSE, by=by)
    session.commit()
    matching.run(session, by=by)
    assert suggestion.state == SuggestionState.LAPSED
    position.apply(PositionAction.RESUME, by=by)
    session.commit()
    matching.run(session, by=by)
    assert suggestion.state == SuggestionState.PROPOSED


def test_an_approved_suggestion_whose_gate_fails_now_lapses_with_its_approval(session, by, pair):
    returnee, position = pair
    approval = make_approval(session, make_suggestion(session, returnee, position))
    returnee.bans.append(OccupationBan(isco_prefix="8153"))
    position.occupation_code = "8153"
    session.commit()
    matching.run(session, by=by)
    assert approval.suggestion.state == SuggestionState.LAPSED
    assert approval.withdrawn_at is not None


def test_a_proposal_pushed_off_the_list_lapses(session, by):
    returnee = make_returnee(session, summary="May công nghiệp 3 năm.", desired_work="may")
    poor = make_position(session, title="Phụ bếp", description="Rửa rau.", wage_max=7_000_000)
    matching.run(session, by=by)
    assert [s.position_id for s in suggestions_of(session, returnee)] == [poor.id]
    for _ in range(5):
        make_position(session)
    matching.run(session, by=by)
    states = {s.position_id: s.state for s in suggestions_of(session, returnee)}
    assert states.pop(poor.id) == SuggestionState.LAPSED
    assert set(states.values()) == {SuggestionState.PROPOSED}
    assert len(states) == 5


def test_decisions_made_before_take_room_from_new_proposals(session, by):
    returnee = make_returnee(session)
    far = make_position(session, title="Phụ bếp", description="Rửa rau.", wage_max=7_000_000)
    make_approval(session, make_suggestion(session, returnee, far))
    for _ in range(6):
        make_position(session)
    matching.run(session, by=by)
    proposed = [s for s in suggestions_of(session, returnee) if s.state == SuggestionState.PROPOSED]
    assert len(proposed) == 4


def test_what_was_rejected_does_not_come_again(session, by, pair):
    returnee, position = pair
    suggestion = make_suggestion(session, returnee, position)
    suggestion.apply(SuggestionAction.REJECT, by=by)
    session.commit()
    assert "Người lao động đã từ chối vị trí này" in matching.why_not(session, returnee, position)


def test_what_the_firm_refused_does_not_come_again(session, by, pair):
    returnee, position = pair
    approval = make_approval(session, make_suggestion(session, returnee, position))
    introduction = make_introduction(session, approval)
    assert matching.showable_cards(session, returnee) == [approval.suggestion]
    introduction.reason = "other"
    introduction.apply(IntroductionAction.REFUSE, by=by)
    session.commit()
    assert matching.showable_cards(session, returnee) == []
    matching.run(session, by=by)
    assert approval.suggestion.state == SuggestionState.LAPSED


def test_who_is_at_work_gets_no_proposals_until_it_ends(session, by, pair):
    returnee, position = pair
    approval = make_approval(session, make_suggestion(session, returnee, position, score=0.1))
    introduction = make_introduction(session, approval)
    introduction.apply(IntroductionAction.HIRE, by=by)
    position.apply(PositionAction.FILL, by=by)
    other = make_position(session)
    session.commit()
    assert matching.run(session, by=by).people == 0
    assert approval.suggestion.state == SuggestionState.APPROVED
    session.add(
        Placement(
            introduction_id=introduction.id,
            returnee_id=returnee.id,
            position_id=position.id,
            employer_id=position.employer_id,
            first_day=TODAY,
            ended_on=TODAY,
        )
    )
    session.commit()
    assert matching.run(session, by=by).people == 1
    states = {s.position_id: s.state for s in suggestions_of(session, returnee)}
    assert states == {
        position.id: SuggestionState.LAPSED,
        other.id: SuggestionState.PROPOSED,
    }
