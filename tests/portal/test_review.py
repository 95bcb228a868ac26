import uuid

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
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
    MatchRun,
    OccupationBan,
    PositionAction,
    Role,
    Suggestion,
    SuggestionAction,
)
from models.actor import SYSTEM
from tests.portal.review_pages import decide, page_of


@pytest.fixture
def counselor(session):
    return make_user(session)


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
