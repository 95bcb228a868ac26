"""Follow-ups in the browser: from today's call to the reason of loss and the next job."""

from datetime import timedelta

import pytest
from factories import (
    HAC_THANH,
    actor_of,
    make_approval,
    make_introduction,
    make_user,
)
from sqlalchemy import select

from models import FollowUp, FollowUpKind, IntroductionState, local_today
from services import placements

TODAY = local_today()
DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def counselor(session):
    return make_user(session, communes=(HAC_THANH,), full_name="Lê Thị Hỏi")


@pytest.fixture
def placement(session, counselor):
    introduction = make_introduction(session, make_approval(session), state=IntroductionState.HIRED)
    made = placements.start(
        session, introduction, TODAY - timedelta(days=8), by=actor_of(counselor)
    )
    session.commit()
    return made


@pytest.fixture
def desk(client, counselor, placement):
    return client.sign_in(counselor)


def url_of(session, kind):
    look = session.scalars(select(FollowUp).where(FollowUp.kind == kind)).one()
    return f"/counselor/follow-ups/{look.id}"


def test_todays_call_leads_to_the_question_and_its_answer_to_the_file(session, desk, placement):
    url = url_of(session, FollowUpKind.FIRST_WEEK)
    assert f'href="{url}"' in desk.get("/counselor/today").text
    assert "Sau tuần đầu" in desk.get(url).text
    answer = desk.submit(url, result="at_work", asked="firm", on=DAY, reason="", note="Làm tốt.")
    assert answer.location == f"/counselor/people/{placement.returnee_id}/work"
    page = desk.get(answer.location).text
    for words in ("Còn làm ở đây", "Làm tốt.", "Lê Thị Hỏi", "Sau 12 tháng"):
        assert words in page, words


def test_leaving_asks_for_day_and_reason_and_leads_to_the_next_job(session, desk, placement):
    url = url_of(session, FollowUpKind.FIRST_WEEK)
    assert desk.submit(url, result="left", on=DAY, note="ghi chú này").status_code == 422
    assert "ghi chú này" in desk.submit(url, result="left", on=DAY, note="ghi chú này").text
    done = desk.submit(url, result="left", on=DAY, ended_on=DAY, reason="wage")
    page = desk.get(done.location).text
    assert "Lý do nghỉ: Lương chưa đủ" in page
    assert "Tìm việc tiếp theo" in page
    assert "Không cần hỏi" in page


def test_the_way_is_one_page(session, desk, placement):
    page = desk.get(f"/counselor/people/{placement.returnee_id}/timeline").text
    assert "Ngày đầu đi làm: Công nhân may" in page


def test_another_communes_question_is_not_there(session, client, placement):
    client.sign_in(make_user(session, communes=("14758",)))
    assert client.get(url_of(session, FollowUpKind.MONTH_3)).status_code == 404
