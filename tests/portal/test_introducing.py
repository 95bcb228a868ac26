"""The counselor's side of introductions: the yes, answers by phone, the first day, the end."""

import uuid
from datetime import timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_approval,
    make_consent,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import page_cost
from sqlalchemy import func, select

from models import (
    Consent,
    ConsentHow,
    ConsentPurpose,
    EmployerState,
    Introduction,
    IntroductionState,
    Placement,
    PositionState,
    local_today,
)

TODAY = f"{local_today():%d/%m/%Y}"
SAID = {"said_by": "Anh Ba", "said_how": "phone", "said_on": TODAY}


@pytest.fixture
def suggestion(session):
    person = make_returnee(session, full_name="Bùi Thị Sen")
    return make_approval(session, make_suggestion(session, person)).suggestion


def fresh(session, thing):
    session.refresh(thing)
    return thing


def test_an_approved_person_waits_and_is_introduced_with_the_yes(officer, session, suggestion):
    assert (
        f'href="/counselor/people/{suggestion.returnee_id}"' in officer.get("/introductions/").text
    )
    url = f"/introductions/new/{suggestion.id}"
    assert "có đồng ý cho" in officer.get(url).text
    response = officer.submit(url, how="paper", given_on=TODAY)
    assert response.status_code == 303
    made = session.scalars(select(Introduction)).one()
    assert made.consent.how == ConsentHow.PAPER
    assert "Mới giới thiệu" in officer.get(response.headers["Location"]).text
    assert "Bùi Thị Sen" not in officer.get("/introductions/").text


def test_no_answer_is_chosen_beforehand(officer, suggestion):
    assert "checked" not in officer.get(f"/introductions/new/{suggestion.id}").text


def test_a_spoken_yes_without_witness_comes_back_with_what_was_typed(officer, session, suggestion):
    url = f"/introductions/new/{suggestion.id}"
    response = officer.submit(url, how="spoken", given_on="01/11/2026")
    assert response.status_code == 422
    assert "người chứng kiến" in response.text
    assert 'value="01/11/2026"' in response.text
    assert officer.submit(url).status_code == 422
    assert session.scalar(select(func.count()).select_from(Introduction)) == 0
    assert not session.scalars(
        select(Consent).where(Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER)
    ).all()


def test_the_same_form_twice_introduces_once(officer, session, suggestion):
    once = str(uuid.uuid4())
    url = f"/introductions/new/{suggestion.id}"
    places = {
        officer.submit(url, once=once, how="paper", given_on=TODAY).headers["Location"]
        for _ in range(2)
    }
    assert len(places) == 1
    assert session.scalar(select(func.count()).select_from(Introduction)) == 1


def test_a_second_try_from_a_stale_page_is_a_plain_message(officer, session, suggestion):
    url = f"/introductions/new/{suggestion.id}"
    officer.submit(url, how="paper", given_on=TODAY)
    late = officer.submit(url, back="/introductions/")
    assert late.headers["Location"] == "/introductions/"
    assert "đã được giới thiệu" in officer.get("/introductions/").text


def test_a_standing_yes_is_not_asked_again(officer, session, suggestion):
    make_consent(session, suggestion.returnee, employer=suggestion.position.employer)
    url = f"/introductions/new/{suggestion.id}"
    assert "Đã đồng ý ngày" in officer.get(url).text
    assert officer.submit(url).status_code == 303


def test_what_stands_in_the_way_is_said_before_anything_is_asked(officer, session):
    firm = make_employer(session, state=EmployerState.PENDING)
    posting = make_position(session, firm)
    chosen = make_approval(session, make_suggestion(session, position=posting)).suggestion
    page = officer.get(f"/introductions/new/{chosen.id}").text
    assert "chưa xác minh" in page
    assert "Ngày đồng ý" not in page


def test_people_of_another_commune_are_not_there(app, session, suggestion):
    made = make_introduction(session)
    stranger = app.test_client().sign_in(make_user(session, communes=(HAM_RONG,)))
    assert stranger.get(f"/introductions/new/{suggestion.id}").status_code == 404
    for path in ("", "/answers/hire", "/start", "/withdraw"):
        assert stranger.get(f"/introductions/{made.id}{path}").status_code == 404
    assert "Bùi Thị Sen" not in stranger.get("/introductions/").text
    own = app.test_client().sign_in(make_user(session, communes=(HAC_THANH,)))
    assert "Bùi Thị Sen" in own.get("/introductions/").text


def test_answers_by_phone_are_recorded_with_who_said_them(officer, session):
    made = make_introduction(session)
    url = f"/introductions/{made.id}"
    day = f"{local_today() + timedelta(days=5):%d/%m/%Y}"
    invitation = {"on": day, "at": "8h30", "place": "Cổng 1", "ask_for": "Anh Ba"}
    assert officer.submit(f"{url}/answers/invite", **invitation).status_code == 422
    assert officer.submit(f"{url}/answers/invite", **invitation, **SAID).status_code == 303
    assert officer.submit(f"{url}/answers/hire", **SAID).status_code == 303
    page = officer.get(url).text
    assert page.count("Anh Ba nói") == 2
    assert fresh(session, made).state == IntroductionState.HIRED


def test_the_first_day_makes_a_placement_and_a_repeat_none(officer, session):
    made = make_introduction(session, state=IntroductionState.HIRED)
    url = f"/introductions/{made.id}/start"
    ahead = f"{local_today() + timedelta(days=1):%d/%m/%Y}"
    assert officer.submit(url, **SAID, first_day=ahead).status_code == 422
    assert officer.submit(url, **SAID, first_day=TODAY).status_code == 303
    assert officer.submit(url, **SAID, first_day=TODAY).status_code == 303
    assert session.scalar(select(func.count()).select_from(Placement)) == 1
    assert fresh(session, made).state == IntroductionState.STARTED


def test_hiring_for_the_last_place_fills_the_posting(officer, session):
    posting = make_position(session, headcount=1)
    made = make_introduction(
        session, make_approval(session, make_suggestion(session, position=posting))
    )
    officer.submit(f"/introductions/{made.id}/answers/hire", **SAID)
    assert fresh(session, posting).state == PositionState.FILLED


def test_a_refusal_by_phone_has_a_reason_and_a_next_step(officer, session):
    made = make_introduction(session)
    url = f"/introductions/{made.id}"
    assert officer.submit(f"{url}/answers/refuse", **SAID).status_code == 422
    sent = officer.submit(f"{url}/answers/refuse", **SAID, reason="skills", next_step="training")
    assert sent.status_code == 303
    assert "Giới thiệu học nghề" in officer.get(url).text
    officer.submit(f"{url}/next-step", next_step="talk")
    assert fresh(session, made).next_step == "talk"


def test_withdrawing_takes_the_person_from_the_firm(app, officer, session):
    made = make_introduction(session)
    hr = app.test_client().sign_in(make_employer_user(session, made.employer))
    assert hr.get(f"/employer/introductions/{made.id}").status_code == 200
    assert officer.submit(f"/introductions/{made.id}/withdraw", on=TODAY).status_code == 303
    assert hr.get(f"/employer/introductions/{made.id}").status_code == 404
    assert "Đã rút ngày" in officer.get(f"/introductions/{made.id}").text


def test_a_late_answer_is_a_plain_message(officer, session):
    made = make_introduction(session, state=IntroductionState.OBSOLETE)
    url = f"/introductions/{made.id}"
    late = officer.submit(f"{url}/answers/hire", **SAID, back=url)
    assert late.headers["Location"] == url
    assert "đã có người làm rồi" in officer.get(url).text


@pytest.mark.parametrize("path", ["/introductions/", "/introductions/?state=new"])
def test_a_list_of_twenty_costs_as_many_queries_as_one_of_two(officer, session, connection, path):
    def fill(number):
        for _ in range(number):
            make_approval(session)
            make_introduction(session)

    fill(2)
    few = page_cost(session, connection, officer, path)
    fill(18)
    assert page_cost(session, connection, officer, path) == few
