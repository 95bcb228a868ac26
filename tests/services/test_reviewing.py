"""A counselor's decisions: once, with reasons, undone until somebody acted on them."""

from datetime import timedelta

import pytest
from factories import (
    HAM_RONG,
    actor_of,
    make_approval,
    make_attendance,
    make_consent,
    make_event,
    make_event_table,
    make_introduction,
    make_pledge,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from models import (
    Channel,
    Interest,
    MoveNotAllowed,
    PositionAction,
    RejectReason,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    Talk,
    local_today,
)
from services import matching, review_queue, reviewing
from services.errors import Refused


def test_an_approval_is_a_row_of_its_own(session, by):
    suggestion = make_suggestion(session)
    approval = reviewing.approve(session, suggestion, by=by)
    assert suggestion.state == SuggestionState.APPROVED
    assert approval.by_id == by.user_id
    assert matching.showable_cards(session, suggestion.returnee) == [suggestion]


def test_what_a_gate_forbids_now_is_not_approved(session, by):
    suggestion = make_suggestion(session)
    suggestion.position.apply(PositionAction.CLOSE, by=by)
    with pytest.raises(Refused, match="Vị trí hiện không nhận người"):
        reviewing.approve(session, suggestion, by=by)
    assert suggestion.state == SuggestionState.PROPOSED


def test_what_somebody_decided_is_not_decided_again(session, by):
    suggestion = make_suggestion(session)
    reviewing.reject(session, suggestion, RejectReason.TOO_FAR, by=by)
    with pytest.raises(MoveNotAllowed):
        reviewing.approve(session, suggestion, by=by)


def test_a_refusal_keeps_reason_and_note(session, by):
    suggestion = make_suggestion(session)
    reviewing.reject(session, suggestion, RejectReason.OTHER, by=by, note="Gia đình chưa yên tâm")
    assert (suggestion.reason, suggestion.note) == ("other", "Gia đình chưa yên tâm")


def test_later_can_still_be_approved(session, by):
    suggestion = make_suggestion(session)
    reviewing.keep(session, suggestion, by=by)
    reviewing.approve(session, suggestion, by=by)
    assert suggestion.state == SuggestionState.APPROVED


def test_undo_takes_the_approval_back(session, by):
    suggestion = make_suggestion(session)
    approval = reviewing.approve(session, suggestion, by=by)
    reviewing.undo(session, suggestion, by=by)
    assert suggestion.state == SuggestionState.PROPOSED
    assert approval.withdrawn_at is not None
    assert matching.showable_cards(session, suggestion.returnee) == []
    again = reviewing.approve(session, suggestion, by=by)
    assert again.id != approval.id


def test_undo_of_a_refusal_forgets_its_reason(session, by):
    suggestion = make_suggestion(session)
    reviewing.reject(session, suggestion, RejectReason.OTHER, by=by, note="x")
    reviewing.undo(session, suggestion, by=by)
    assert (suggestion.reason, suggestion.note) == (None, "")


def introduced(session, approval):
    make_introduction(session, approval)


def talked(session, approval):
    event = make_event(session)
    table = make_event_table(session, event, approval.suggestion.position.employer)
    attendance = make_attendance(session, event, approval.suggestion.returnee)
    session.add(Talk(table=table, attendance=attendance, approval=approval))


def liked(session, approval):
    session.add(Interest(suggestion=approval.suggestion, likes=True, channel=Channel.SHEET))


@pytest.mark.parametrize("act", [introduced, talked, liked])
def test_nothing_is_undone_once_somebody_acted_on_it(session, by, act):
    approval = make_approval(session)
    act(session, approval)
    session.commit()
    with pytest.raises(Refused, match="Không hoàn tác được"):
        reviewing.undo(session, approval.suggestion, by=by)
    assert approval.withdrawn_at is None
    (card,) = reviewing.cards(session, approval.suggestion.returnee)
    assert not card.can_undo


def test_ticked_cards_with_a_warning_are_refused_together(session, by):
    returnee = make_returnee(session, health_limits="đau lưng")
    plain = make_suggestion(session, returnee)
    warned = make_suggestion(session, returnee, make_position(session, title="Bốc xếp kho"))
    with pytest.raises(Refused, match="duyệt riêng"):
        reviewing.approve_many(session, returnee, [plain, warned], by=by)
    assert plain.state == SuggestionState.PROPOSED
    assert len(reviewing.approve_many(session, returnee, [plain], by=by)) == 1
    assert reviewing.approve(session, warned, by=by)


def test_what_changed_since_the_page_is_not_decided(session):
    suggestion = make_suggestion(session)
    approve, undo = SuggestionAction.APPROVE, SuggestionAction.UNDO
    reviewing.check_unchanged(suggestion, approve, suggestion.version)
    reviewing.check_unchanged(suggestion, undo, suggestion.version + 1)
    with pytest.raises(Refused, match="vừa thay đổi"):
        reviewing.check_unchanged(suggestion, approve, suggestion.version + 1)


def test_of_two_at_the_same_moment_one_wins(session, by):
    suggestion = make_suggestion(session)
    session.execute(
        update(Suggestion)
        .where(Suggestion.id == suggestion.id)
        .values(version=suggestion.version + 1)
        .execution_options(synchronize_session=False)
    )
    with pytest.raises(StaleDataError):
        reviewing.keep(session, suggestion, by=by)


def test_cards_come_in_order_with_what_the_firm_pledges(session):
    returnee = make_returnee(session, health_limits="đau lưng")
    second = make_suggestion(session, returnee, rank=2)
    heavy = make_position(session, title="Bốc xếp kho")
    first = make_suggestion(session, returnee, heavy, rank=1)
    make_suggestion(session, returnee, state=SuggestionState.LAPSED)
    make_pledge(session, second.position.employer)
    cards = reviewing.cards(session, returnee)
    assert [card.suggestion for card in cards] == [first, second]
    assert [card.can_tick for card in cards] == [False, True]
    assert [card.sponsors for card in cards] == [(), ("mentor",)]


def test_an_old_refusal_leaves_the_page(session, by):
    suggestion = make_suggestion(session)
    reviewing.reject(session, suggestion, RejectReason.WAGE, by=by)
    assert len(reviewing.cards(session, suggestion.returnee)) == 1
    old = make_suggestion(session, suggestion.returnee, state=SuggestionState.REJECTED)
    assert old not in [c.suggestion for c in reviewing.cards(session, suggestion.returnee)]


class TestQueue:
    def test_who_waits_longest_comes_first(self, session, by):
        people = [make_suggestion(session).returnee for _ in range(3)]
        newest = make_suggestion(session, people[0])
        newest.created_at += timedelta(days=1)
        session.commit()
        line = review_queue.load(session, by=by)
        assert line.people == tuple(person.id for person in people)

    def test_decisions_do_not_move_a_person(self, session, by):
        people = [make_returnee(session) for _ in range(2)]
        first = make_suggestion(session, people[0])
        make_suggestion(session, people[1])
        later = make_suggestion(session, people[0])
        later.created_at += timedelta(days=1)
        first.apply(SuggestionAction.APPROVE, by=by)
        session.commit()
        assert review_queue.load(session, by=by).people == (people[0].id, people[1].id)

    def test_place_gives_the_neighbours(self, session, by):
        a, b, c = (make_suggestion(session).returnee for _ in range(3))
        line = review_queue.load(session, by=by)
        assert review_queue.place(session, line, b) == review_queue.Place(2, 3, a.id, c.id)
        assert review_queue.place(session, line, a).before is None
        assert review_queue.place(session, line, c).after is None

    def test_who_is_done_keeps_the_next_person_at_hand(self, session, by):
        suggestions = [make_suggestion(session) for _ in range(3)]
        reviewing.keep(session, suggestions[1], by=by)
        line = review_queue.load(session, by=by)
        stood = review_queue.place(session, line, suggestions[1].returnee)
        assert stood == review_queue.Place(
            0, 2, suggestions[0].returnee_id, suggestions[2].returnee_id
        )

    def test_only_own_communes_wait(self, session):
        make_suggestion(session)
        other = actor_of(make_user(session, communes=(HAM_RONG,)))
        assert review_queue.load(session, by=other).people == ()
        assert review_queue.load(session, by=other).oldest is None


def test_a_yes_for_the_firm_does_not_stand_in_for_matching(session, by):
    returnee = make_returnee(session, consented=False)
    position = make_position(session)
    make_consent(session, returnee, employer=position.employer, given_on=local_today())
    with pytest.raises(Refused, match="Chưa có đồng ý"):
        reviewing.approve(session, make_suggestion(session, returnee, position), by=by)
