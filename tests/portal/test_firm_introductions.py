"""People after their yes: what the firm reads, does and no longer sees."""

import uuid
from datetime import timedelta

import pytest
from factories import (
    actor_of,
    make_user,
)
from sqlalchemy import select

from models import (
    AccessLog,
    EmployerState,
    Introduction,
    IntroductionState,
    RefusalReason,
    local_today,
)
from services import sharing
from tests.portal.firm_pages import count
from tests.portal.introduced_rows import introduced


def test_after_the_yes_the_firm_reads_name_and_phone_and_the_look_is_logged(hr, session, firm):
    made = introduced(session, firm, about={"phone": "0900123456"})
    page = hr.get(f"/employer/introductions/{made.id}")
    assert "Vi Thị Ún" in page.text
    assert "0900123456" in page.text
    logged = session.scalars(select(AccessLog).where(AccessLog.subject_id == made.returnee_id))
    assert ["full_name", "phone"] in [row.fields for row in logged]


def test_a_neighbours_phone_is_not_for_the_firm(hr, session, firm):
    neighbours = {"phone": "0900123456", "contact_whose": "hàng xóm nghe giúp"}
    made = introduced(session, firm, about=neighbours)
    page = hr.get(f"/employer/introductions/{made.id}").text
    assert "0900123456" not in page
    assert "hàng xóm" not in page
    assert "Liên hệ qua cán bộ tư vấn" in page


def test_opening_a_page_changes_nothing_and_seen_is_a_button(hr, session, firm):
    made = introduced(session, firm)
    hr.get(f"/employer/introductions/{made.id}")
    session.refresh(made)
    assert made.state == IntroductionState.NEW
    hr.submit(f"/employer/introductions/{made.id}/answers/see")
    session.refresh(made)
    assert made.state == IntroductionState.SEEN


def test_an_invitation_says_when_where_and_whom_to_ask_for(hr, session, firm):
    made = introduced(session, firm)
    url = f"/employer/introductions/{made.id}/invite"
    day = f"{local_today() + timedelta(days=7):%d/%m/%Y}"
    typed = {"on": day, "at": "8h30", "place": "Cổng số 2", "ask_for": "Chị Hường"}
    assert hr.submit(url, **typed | {"at": "mai"}).status_code == 422
    papers = hr.submit(url, **typed, papers="căn cước gốc")
    assert papers.status_code == 422
    assert "Điều 17" in papers.text
    assert hr.submit(url, **typed, papers="Bản sao căn cước").status_code == 303
    page = hr.get(f"/employer/introductions/{made.id}").text
    assert f"08:30 ngày {day}" in page
    assert "Cổng số 2" in page


def test_a_past_interview_is_refused(hr, session, firm):
    made = introduced(session, firm)
    typed = {"on": "01/01/2026", "at": "8h", "place": "Cổng", "ask_for": "Chị Hường"}
    response = hr.submit(f"/employer/introductions/{made.id}/invite", **typed)
    assert response.status_code == 422
    assert "đã qua" in response.text


def test_not_suitable_needs_a_reason_and_ends_the_sight_everywhere(hr, session, firm):
    made = introduced(session, firm)
    url = f"/employer/introductions/{made.id}"
    assert hr.submit(f"{url}/refuse").status_code == 422
    assert hr.submit(f"{url}/refuse", reason=RefusalReason.SKILLS.value).status_code == 303
    assert hr.get(url).status_code == 404
    assert hr.get(f"{url}/refuse").status_code == 404
    assert hr.submit(f"{url}/answers/hire").status_code == 404
    assert "Vi Thị Ún" not in hr.get("/employer/introductions").text


def test_a_withdrawn_yes_ends_the_sight_at_once(hr, session, firm):
    made = introduced(session, firm)
    sharing.withdraw(session, made.consent, by=actor_of(make_user(session)))
    session.commit()
    assert hr.get(f"/employer/introductions/{made.id}").status_code == 404
    assert "Vi Thị Ún" not in hr.get("/employer/introductions").text


def test_a_suspended_firm_sees_nobody(hr, session, firm):
    made = introduced(session, firm)
    session.execute(
        firm.__table__.update()
        .where(firm.__table__.c.id == firm.id)
        .values(state=EmployerState.SUSPENDED)
    )
    session.commit()
    session.expire_all()
    assert hr.get(f"/employer/introductions/{made.id}").status_code == 404
    assert "Vi Thị Ún" not in hr.get("/employer/introductions").text


@pytest.mark.parametrize("step", ["invite", "refuse"])
def test_a_mistaken_tap_has_a_way_back(hr, session, firm, step):
    url = f"/employer/introductions/{introduced(session, firm).id}"
    assert f'href="{url}">Quay lại' in hr.get(f"{url}/{step}").text


def test_after_hiring_the_page_says_what_comes_next(hr, session, firm):
    url = f"/employer/introductions/{introduced(session, firm).id}"
    assert "hẹn ngày đi làm" not in hr.get(url).text
    hr.submit(f"{url}/answers/hire")
    assert "hẹn ngày đi làm" in hr.get(url).text


def test_hired_twice_with_one_form_is_hired_once(hr, session, firm):
    made = introduced(session, firm)
    once = str(uuid.uuid4())
    for _ in range(2):
        answer = hr.submit(f"/employer/introductions/{made.id}/answers/hire", once=once)
        assert answer.status_code == 303
    session.refresh(made)
    assert made.state == IntroductionState.HIRED
    assert count(session, Introduction) == 1
