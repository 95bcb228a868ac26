"""Follow-ups in the browser: from today's call to the reason of loss and the next job."""

import re
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

from models import (
    SYSTEM,
    FollowUp,
    FollowUpKind,
    IntroductionState,
    Side,
    StayAnswer,
    StayLink,
    local_today,
    utcnow,
)
from services import placements, stay

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
    url = url_of(session, FollowUpKind.FIRST_WEEK)
    desk.submit(url, result="left", on=DAY, ended_on=DAY, reason="wage")
    page = desk.get(f"/counselor/people/{placement.returnee_id}/timeline").text
    assert "Ngày đầu đi làm: Công nhân may" in page
    assert "Hỏi thăm: sau tuần đầu, đã nghỉ việc" in page


def test_another_communes_question_is_not_there(session, client, placement):
    client.sign_in(make_user(session, communes=("14758",)))
    assert client.get(url_of(session, FollowUpKind.MONTH_3)).status_code == 404


def test_a_tapped_answer_waits_on_the_counselors_form_and_is_theirs_to_save(
    session, client, counselor
):
    introduction = make_introduction(session, make_approval(session), state=IntroductionState.HIRED)
    begun = TODAY - timedelta(days=95)
    placements.start(session, introduction, begun, by=actor_of(counselor))
    stay.ask(session, by=SYSTEM, now=utcnow())
    person = session.scalars(select(StayLink).where(StayLink.side == Side.PERSON)).one()
    stay.answer(session, person, StayAnswer.NO)
    session.commit()
    url = url_of(session, FollowUpKind.MONTH_3)
    page = client.sign_in(counselor).get(url).text
    assert re.search(r"Người lao động trả lời [^<]*: Đã nghỉ", page)
    assert re.search(r'value="left"[^>]*checked|checked[^>]*value="left"', page)
    assert session.scalar(select(FollowUp.result).where(FollowUp.done_on.is_not(None))) is None
    firm = session.scalars(select(StayLink).where(StayLink.side == Side.FIRM)).one()
    stay.answer(session, firm, StayAnswer.YES)
    session.commit()
    assert "checked" not in client.get(url).text.split("Đã hỏi ai?")[0]
    other = client.get(url_of(session, FollowUpKind.MONTH_1)).text
    assert "trả lời" not in other.split("<main")[1].split("<form")[0]
