"""Decisions by a plain form: their reason, undo, twice, two counselors."""

import re
import uuid

import pytest
from factories import (
    make_approval,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import func, select

from models import (
    Approval,
    Interest,
    PositionAction,
    SuggestionState,
)
from models.actor import SYSTEM
from models.event import Channel
from tests.portal.review_pages import decide, page_of


@pytest.mark.parametrize(
    ("action", "state", "said"),
    [
        ("approve", SuggestionState.APPROVED, "Đã duyệt: Công nhân may."),
        ("keep", SuggestionState.LATER, "Để xem sau: Công nhân may."),
    ],
)
def test_a_decision_is_made_by_a_plain_form(session, officer, action, state, said):
    suggestion = make_suggestion(session)
    answer = decide(officer, suggestion, action)
    assert answer.status_code == 303
    assert answer.location == page_of(suggestion.returnee, last=suggestion.id)
    session.refresh(suggestion)
    assert suggestion.state == state
    page = officer.get(answer.location).text
    assert said in page
    assert "Hoàn tác" in page
    assert "Đã duyệt hết mọi người" in page


def test_a_refusal_needs_its_reason_and_keeps_what_was_typed(session, officer):
    suggestion = make_suggestion(session)
    answer = decide(officer, suggestion, "reject", note="Con nhỏ")
    assert answer.status_code == 422
    assert "Hãy chọn một lý do." in answer.text
    assert 'value="Con nhỏ"' in answer.text
    decide(officer, suggestion, "reject", reason="shift", note="Con nhỏ")
    session.refresh(suggestion)
    assert (suggestion.state, suggestion.reason) == (SuggestionState.REJECTED, "shift")
    assert "Lý do: Ca làm không hợp. Con nhỏ" in officer.get(page_of(suggestion.returnee)).text


@pytest.mark.parametrize("typed", [{"note": "Con nhỏ"}, {"reason": "shift", "note": "a" * 201}])
def test_what_is_wrong_with_a_refusal_leads_to_its_box(session, officer, typed):
    suggestion = make_suggestion(session)
    make_suggestion(session, suggestion.returnee)
    page = decide(officer, suggestion, "reject", **typed).text
    (target,) = re.findall(r'<a href="#(reason-0|note)">', page)
    assert page.count(f' id="{target}"') == 1


def test_an_invented_reason_is_refused(session, officer):
    suggestion = make_suggestion(session)
    assert decide(officer, suggestion, "reject", reason="because").status_code == 422
    assert suggestion.state == SuggestionState.PROPOSED


def test_undo_brings_the_decision_back(session, officer):
    suggestion = make_suggestion(session)
    decide(officer, suggestion, "approve")
    session.refresh(suggestion)
    decide(officer, suggestion, "undo")
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.PROPOSED


def test_undo_is_not_offered_and_refused_once_the_person_spoke(session, officer):
    suggestion = make_approval(session).suggestion
    session.add(Interest(suggestion=suggestion, likes=True, channel=Channel.SHEET))
    session.commit()
    assert "Hoàn tác<span" not in officer.get(page_of(suggestion.returnee)).text
    answer = decide(officer, suggestion, "undo")
    assert "Không hoàn tác được nữa" in officer.get(answer.location).text
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.APPROVED


def test_a_form_sent_twice_is_done_once(session, officer):
    suggestion = make_suggestion(session)
    key = str(uuid.uuid4())
    first = decide(officer, suggestion, "approve", once=key)
    second = decide(officer, suggestion, "approve", once=key)
    assert first.location == second.location
    assert session.scalar(select(func.count()).select_from(Approval)) == 1


def test_the_second_of_two_counselors_is_told(app, session, officer):
    suggestion = make_suggestion(session)
    other = app.test_client().sign_in(make_user(session))
    decide(officer, suggestion, "approve")
    answer = decide(other, suggestion, "reject", reason="wage")
    assert answer.location == page_of(suggestion.returnee)
    assert "đã có người làm rồi" in other.get(answer.location).text
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.APPROVED


def test_what_changed_since_the_page_must_be_read_again(session, officer):
    suggestion = make_suggestion(session)
    answer = decide(officer, suggestion, "approve", version=suggestion.version - 1)
    assert "vừa thay đổi" in officer.get(answer.location).text
    assert decide(officer, suggestion, "approve", version="x").status_code == 303
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.PROPOSED


def test_a_gate_that_fails_now_is_named(session, officer):
    suggestion = make_suggestion(session)
    suggestion.position.apply(PositionAction.PAUSE, by=SYSTEM)
    session.commit()
    answer = decide(officer, suggestion, "approve")
    assert "Vị trí hiện không nhận người" in officer.get(answer.location).text
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.PROPOSED


class TestTicked:
    def send(self, client, returnee, *suggestions):
        values = [f"{s.id}:{s.version}" for s in suggestions]
        return client.submit(
            f"/review/{returnee.id}/approve", suggestion=values, back=page_of(returnee)
        )

    def test_several_are_approved_at_once(self, session, officer):
        returnee = make_returnee(session)
        three = [make_suggestion(session, returnee) for _ in range(3)]
        page = officer.get(page_of(returnee)).text
        assert page.count('name="suggestion"') == 3
        assert "checked" not in page
        answer = self.send(officer, returnee, *three[:2])
        assert "Đã duyệt 2 việc." in officer.get(answer.location).text
        session.expire_all()
        assert [s.state for s in three] == [
            SuggestionState.APPROVED,
            SuggestionState.APPROVED,
            SuggestionState.PROPOSED,
        ]

    def test_one_with_a_warning_has_no_tick_and_is_refused(self, session, officer):
        returnee = make_returnee(session, health_limits="đau lưng")
        warned = make_suggestion(session, returnee, make_position(session, title="Bốc xếp kho"))
        plain = [make_suggestion(session, returnee) for _ in range(2)]
        assert str(warned.id) + ":" not in officer.get(page_of(returnee)).text
        answer = self.send(officer, returnee, plain[0], warned)
        assert "duyệt riêng" in officer.get(answer.location).text
        session.refresh(plain[0])
        assert plain[0].state == SuggestionState.PROPOSED

    def test_none_ticked_says_what_to_do(self, session, officer):
        returnee = make_suggestion(session).returnee
        assert "Chưa chọn việc nào" in officer.get(self.send(officer, returnee).location).text

    def test_a_forged_tick_is_not_found(self, session, officer):
        returnee = make_suggestion(session).returnee
        url = f"/review/{returnee.id}/approve"
        assert officer.submit(url, suggestion=f"{uuid.uuid4()}:1").status_code == 404
        assert officer.submit(url, suggestion="x", back=page_of(returnee)).status_code == 303
