"""The review pages: decisions by plain forms, two counselors, why not, one log row a look."""

import re
import uuid

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_pledge,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted, failing
from sqlalchemy import func, select

from models import (
    AccessLog,
    Approval,
    Interest,
    MatchRun,
    OccupationBan,
    PositionAction,
    Role,
    Suggestion,
    SuggestionAction,
    SuggestionState,
)
from models.actor import SYSTEM
from models.event import Channel
from services import matching


@pytest.fixture
def counselor(session):
    return make_user(session)


def page_of(returnee, **query):
    more = "?" + "&".join(f"{n}={v}" for n, v in query.items()) if query else ""
    return f"/review/{returnee.id}{more}"


def decide(client, suggestion, action, **fields):
    fields = {"version": suggestion.version, "back": page_of(suggestion.returnee)} | fields
    return client.submit(f"/review/suggestions/{suggestion.id}/{action}", **fields)


def choose(client, returnee, position, back):
    url = f"/review/{returnee.id}/positions/{position.id}/choose"
    return client.submit(url, back=back, reason="wants_it")


def test_the_queue_leads_to_who_waits_longest(session, desk):
    first, second = make_suggestion(session).returnee, make_suggestion(session).returnee
    page = desk.get("/review/").text
    assert "Còn 2 người chờ duyệt" in page
    assert page.index(f"/review/{first.id}") < page.index(f"/review/{second.id}")


def test_a_person_is_shown_with_all_that_is_needed(session, desk):
    returnee = make_returnee(
        session,
        full_name="Lê Văn Rõ",
        shifts_ok=["day"],
        licences=["A1"],
        health_limits="không nâng nặng",
        residence_known=False,
        bans=[OccupationBan(isco_prefix="5414")],
    )
    suggestion = make_suggestion(
        session,
        returnee,
        make_position(session, required_skills=["cắt vải"], min_experience_years=2),
        missing=["Chưa biết vắt sổ"],
        closing="Học thêm vắt sổ",
    )
    make_pledge(session, suggestion.position.employer)
    make_suggestion(session)
    page = desk.get(page_of(returnee)).text
    for words in (
        "Người 1/2",
        "Lê Văn Rõ",
        "Bằng lái xe máy",
        "không nâng nặng",
        "Cấm làm: ",
        "Chưa rõ nơi được đi",
        "Nơi tuyển cần: cắt vải; từ 2 năm kinh nghiệm",
        "Công nhân may",
        suggestion.position.employer.name,
        "khoảng 4 km",
        "7 – 9 triệu đồng/tháng",
        "Làm ban ngày",
        "Rất hợp",
        "Biết may công nghiệp, đúng việc đang tuyển",
        "Chưa biết vắt sổ. Học thêm vắt sổ",
        "Cần kiểm tra nơi được đi",
        "nhận đỡ đầu: người kèm cặp",
        "80/100 điểm",
    ):
        assert words in page, words


def test_what_forbids_a_card_since_its_run_stands_on_it(session, desk, counselor):
    suggestion = make_suggestion(session)
    suggestion.position.apply(PositionAction.CLOSE, by=actor_of(counselor))
    session.commit()
    page = desk.get(page_of(suggestion.returnee)).text
    assert "Nay không đưa ra được: vị trí hiện không nhận người" in page
    assert f"/{suggestion.id}/approve" not in page


def test_looking_at_a_person_is_written_down(session, desk, counselor):
    suggestion = make_suggestion(session)
    desk.get(page_of(suggestion.returnee))
    row = session.scalars(select(AccessLog)).one()
    assert (row.action, row.subject_id, row.user_id, row.role) == (
        "view",
        suggestion.returnee_id,
        counselor.id,
        "counselor",
    )
    assert "suggestions" in row.fields


def test_no_page_without_its_log_row(session, connection, desk):
    suggestion = make_suggestion(session)
    with (
        failing(connection, "INSERT INTO access_log"),
        pytest.raises(OSError, match="disk full"),
    ):
        desk.get(page_of(suggestion.returnee))


@pytest.mark.parametrize(
    ("action", "state", "said"),
    [
        ("approve", SuggestionState.APPROVED, "Đã duyệt: Công nhân may."),
        ("keep", SuggestionState.LATER, "Để xem sau: Công nhân may."),
    ],
)
def test_a_decision_is_made_by_a_plain_form(session, desk, action, state, said):
    suggestion = make_suggestion(session)
    answer = decide(desk, suggestion, action)
    assert answer.status_code == 303
    assert answer.location == page_of(suggestion.returnee, last=suggestion.id)
    session.refresh(suggestion)
    assert suggestion.state == state
    page = desk.get(answer.location).text
    assert said in page
    assert "Hoàn tác" in page
    assert "Đã duyệt hết mọi người" in page


def test_a_refusal_needs_its_reason_and_keeps_what_was_typed(session, desk):
    suggestion = make_suggestion(session)
    answer = decide(desk, suggestion, "reject", note="Con nhỏ")
    assert answer.status_code == 422
    assert "Hãy chọn một lý do." in answer.text
    assert 'value="Con nhỏ"' in answer.text
    decide(desk, suggestion, "reject", reason="shift", note="Con nhỏ")
    session.refresh(suggestion)
    assert (suggestion.state, suggestion.reason) == (SuggestionState.REJECTED, "shift")
    assert "Lý do: Ca làm không hợp. Con nhỏ" in desk.get(page_of(suggestion.returnee)).text


def test_an_invented_reason_is_refused(session, desk):
    suggestion = make_suggestion(session)
    assert decide(desk, suggestion, "reject", reason="because").status_code == 422
    assert suggestion.state == SuggestionState.PROPOSED


def test_undo_brings_the_decision_back(session, desk):
    suggestion = make_suggestion(session)
    decide(desk, suggestion, "approve")
    session.refresh(suggestion)
    decide(desk, suggestion, "undo")
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.PROPOSED


def test_undo_is_not_offered_and_refused_once_the_person_spoke(session, desk):
    suggestion = make_approval(session).suggestion
    session.add(Interest(suggestion=suggestion, likes=True, channel=Channel.SHEET))
    session.commit()
    assert "Hoàn tác<span" not in desk.get(page_of(suggestion.returnee)).text
    answer = decide(desk, suggestion, "undo")
    assert "Không hoàn tác được nữa" in desk.get(answer.location).text
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.APPROVED


def test_a_form_sent_twice_is_done_once(session, desk):
    suggestion = make_suggestion(session)
    key = str(uuid.uuid4())
    first = decide(desk, suggestion, "approve", once=key)
    second = decide(desk, suggestion, "approve", once=key)
    assert first.location == second.location
    assert session.scalar(select(func.count()).select_from(Approval)) == 1


def test_the_second_of_two_counselors_is_told(app, session, desk):
    suggestion = make_suggestion(session)
    other = app.test_client().sign_in(make_user(session))
    decide(desk, suggestion, "approve")
    answer = decide(other, suggestion, "reject", reason="wage")
    assert answer.location == page_of(suggestion.returnee)
    assert "đã có người làm rồi" in other.get(answer.location).text
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.APPROVED


def test_what_changed_since_the_page_must_be_read_again(session, desk):
    suggestion = make_suggestion(session)
    answer = decide(desk, suggestion, "approve", version=suggestion.version - 1)
    assert "vừa thay đổi" in desk.get(answer.location).text
    assert decide(desk, suggestion, "approve", version="x").status_code == 303
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.PROPOSED


def test_a_gate_that_fails_now_is_named(session, desk):
    suggestion = make_suggestion(session)
    suggestion.position.apply(PositionAction.PAUSE, by=SYSTEM)
    session.commit()
    answer = decide(desk, suggestion, "approve")
    assert "Vị trí hiện không nhận người" in desk.get(answer.location).text
    session.refresh(suggestion)
    assert suggestion.state == SuggestionState.PROPOSED


class TestTicked:
    def send(self, client, returnee, *suggestions):
        values = [f"{s.id}:{s.version}" for s in suggestions]
        return client.submit(
            f"/review/{returnee.id}/approve", suggestion=values, back=page_of(returnee)
        )

    def test_several_are_approved_at_once(self, session, desk):
        returnee = make_returnee(session)
        three = [make_suggestion(session, returnee) for _ in range(3)]
        page = desk.get(page_of(returnee)).text
        assert page.count('name="suggestion"') == 3
        assert "checked" not in page
        answer = self.send(desk, returnee, *three[:2])
        assert "Đã duyệt 2 việc." in desk.get(answer.location).text
        session.expire_all()
        assert [s.state for s in three] == [
            SuggestionState.APPROVED,
            SuggestionState.APPROVED,
            SuggestionState.PROPOSED,
        ]

    def test_one_with_a_warning_has_no_tick_and_is_refused(self, session, desk):
        returnee = make_returnee(session, health_limits="đau lưng")
        warned = make_suggestion(session, returnee, make_position(session, title="Bốc xếp kho"))
        plain = [make_suggestion(session, returnee) for _ in range(2)]
        assert str(warned.id) + ":" not in desk.get(page_of(returnee)).text
        answer = self.send(desk, returnee, plain[0], warned)
        assert "duyệt riêng" in desk.get(answer.location).text
        session.refresh(plain[0])
        assert plain[0].state == SuggestionState.PROPOSED

    def test_none_ticked_says_what_to_do(self, session, desk):
        returnee = make_suggestion(session).returnee
        assert "Chưa chọn việc nào" in desk.get(self.send(desk, returnee).location).text

    def test_a_forged_tick_is_not_found(self, session, desk):
        returnee = make_suggestion(session).returnee
        url = f"/review/{returnee.id}/approve"
        assert desk.submit(url, suggestion=f"{uuid.uuid4()}:1").status_code == 404
        assert desk.submit(url, suggestion="x", back=page_of(returnee)).status_code == 303


def test_another_commune_is_not_found(app, session):
    suggestion = make_suggestion(session, make_returnee(session, commune_code=HAC_THANH))
    other = app.test_client().sign_in(make_user(session, communes=(HAM_RONG,)))
    assert other.get(page_of(suggestion.returnee)).status_code == 404
    assert other.get(f"/review/{suggestion.returnee_id}/why-not").status_code == 404
    for action in ("approve", "keep", "undo", "reject"):
        assert decide(other, suggestion, action).status_code == 404
    assert other.submit(f"/review/{suggestion.returnee_id}/approve").status_code == 404
    assert "Còn" not in other.get("/review/").text


def test_police_see_no_suggestions(session, client):
    suggestion = make_suggestion(session)
    client.sign_in(make_user(session, Role.POLICE))
    assert client.get(page_of(suggestion.returnee)).status_code == 403
    assert client.get("/review/").status_code == 403


class TestWhyNot:
    def test_a_gate_is_named(self, session, desk):
        position = make_position(session, title="Thủ kho", title_key="thu kho")
        position.occupation_code = "4321"
        returnee = make_returnee(session)
        returnee.bans.append(OccupationBan(isco_prefix="43"))
        session.commit()
        url = f"/review/{returnee.id}/why-not?position={position.id}"
        assert "Nghề này đang bị cấm" in desk.get(url).text

    def test_what_passes_gets_place_and_points(self, session, desk):
        position, returnee = make_position(session), make_returnee(session)
        page = desk.get(f"/review/{returnee.id}/why-not?position={position.id}").text
        assert "đứng thứ 1 trong 1 việc" in page
        shown = [int(n) for n in re.findall(r'<td class="num">([+-]\d+)</td>', page)]
        total = int(re.search(r"Cộng lại là (\d+)/100", page)[1])
        assert shown
        assert abs(sum(shown) - total) <= len(shown)  # each row is rounded

    def test_positions_are_found_by_title_or_firm(self, session, desk):
        returnee = make_returnee(session)
        make_position(session, title="Thợ hàn", title_key="tho han")
        make_position(session, title="Phụ bếp", title_key="phu bep")
        page = desk.get(f"/review/{returnee.id}/why-not?q=thợ hàn").text
        assert "Thợ hàn" in page
        assert "Phụ bếp" not in page
        assert "Không có việc nào" in desk.get(f"/review/{returnee.id}/why-not?q=%25_").text

    def test_a_counselor_brings_a_position_to_who_wants_no_automatic_ones(self, session, desk):
        position, returnee = make_position(session), make_returnee(session)
        returnee.automatic_matching = False
        session.commit()
        url = f"/review/{returnee.id}/why-not?position={position.id}"
        assert "Đưa việc này cho người này" in desk.get(url).text
        answer = desk.submit(
            f"/review/{returnee.id}/positions/{position.id}/choose", back=url, reason="wants_it"
        )
        assert "Đã duyệt: Công nhân may." in desk.get(answer.location).text
        (card,) = matching.showable_cards(session, returnee)
        assert card.state == SuggestionState.APPROVED
        matching.run(session, by=SYSTEM)
        assert card.state == SuggestionState.APPROVED
        again = desk.submit(
            f"/review/{returnee.id}/positions/{position.id}/choose", back=url, reason="wants_it"
        )
        assert "đã có người làm rồi" in desk.get(again.location).text

    def test_a_gated_position_is_not_brought(self, session, desk):
        position = make_position(session)
        returnee = make_returnee(session, consented=False)
        url = f"/review/{returnee.id}/why-not?position={position.id}"
        assert "Đưa việc này cho người này" not in desk.get(url).text
        answer = desk.submit(
            f"/review/{returnee.id}/positions/{position.id}/choose", back=url, reason="wants_it"
        )
        assert "Chưa có đồng ý" in desk.get(answer.location).text
        assert session.scalar(select(func.count()).select_from(Suggestion)) == 0

    def test_an_unknown_position_shows_the_list(self, session, desk):
        returnee = make_returnee(session)
        for typed in ("x", str(uuid.uuid4())):
            status = desk.get(f"/review/{returnee.id}/why-not?position={typed}").status_code
            assert status in {200, 404}


def test_a_run_proposes_and_reports(session, desk):
    make_position(session)
    returnee = make_returnee(session)
    answer = desk.submit("/review/run")
    assert "Đã tìm việc cho 1 người: 1 gợi ý" in desk.get(answer.location).text
    assert session.scalars(select(Suggestion.returnee_id)).all() == [returnee.id]


def test_twenty_in_the_queue_cost_as_much_as_two(app, session, connection, counselor):
    def cost():
        client = app.test_client().sign_in(counselor)
        client.get("/review/")
        with counted(connection) as sent:
            assert client.get("/review/").status_code == 200
        return len([s for s in sent if "INSERT INTO access_log" not in s])

    for _ in range(2):
        make_suggestion(session)
    two = cost()
    for _ in range(18):
        make_suggestion(session)
    assert cost() == two


def test_five_cards_cost_as_much_as_one(app, session, connection, counselor):
    returnee = make_returnee(session)

    def cost():
        client = app.test_client().sign_in(counselor)
        client.get(page_of(returnee))
        with counted(connection) as sent:
            assert client.get(page_of(returnee)).status_code == 200
        return len(sent)

    make_suggestion(session, returnee)
    one = cost()
    for _ in range(4):
        make_suggestion(session, returnee)
    assert cost() == one


def test_flask_match_prints_its_figures(app, session):
    make_position(session)
    make_returnee(session)
    make_returnee(session, commune_code="16543", has_vehicle=False, summary="")
    said = app.test_cli_runner().invoke(args=["match"])
    assert said.exit_code == 0
    assert "2 người với 1 việc đang tuyển: 1 gợi ý, 1 người chưa có việc" in said.output
    assert session.scalar(select(func.count()).select_from(MatchRun)) == 1


def test_flask_match_refuses_an_unknown_event(app):
    said = app.test_cli_runner().invoke(args=["match", "--event", str(uuid.uuid4())])
    assert said.exit_code == 2
    assert "Không có hội nghị nào" in said.output


def test_a_lapsed_suggestion_leaves_the_page(session, desk):
    suggestion = make_suggestion(session)
    suggestion.apply(SuggestionAction.LAPSE, by=SYSTEM)
    session.commit()
    assert "Chưa có gợi ý nào" in desk.get(page_of(suggestion.returnee)).text
