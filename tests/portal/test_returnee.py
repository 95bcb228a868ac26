import time
import uuid
from datetime import timedelta

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_consent,
    make_device,
    make_employer,
    make_event,
    make_event_table,
    make_pledge,
    make_position,
    make_returnee,
    make_sponsorship,
    make_suggestion,
    make_user,
)
from sqlalchemy import func, select
from words import LIST_A, found

from models import (
    AccessLog,
    Channel,
    Consent,
    ConsentHow,
    ConsentPurpose,
    EventState,
    Interest,
    PositionState,
    Role,
    SponsorshipState,
    local_today,
)
from portal.returnee import visit
from services import visits

CODE, YEAR = "4827 1936", "1990"


@pytest.fixture
def person(session):
    return make_returnee(
        session, full_name="Lê Thị Hòa", birth_year=1990, summary="Ghi chú riêng của cán bộ"
    )


@pytest.fixture
def attendance(session, event, person):
    return make_attendance(session, event, person)


@pytest.fixture
def card(session, person):
    position = make_position(session, title="Thợ may áo sơ mi")
    suggestion = make_suggestion(session, person, position, warnings=["Cần kiểm tra nơi được đi"])
    make_approval(session, suggestion)
    return suggestion


@pytest.fixture
def kiosk(app, session, event):
    return app.test_client().pair(make_device(session, event))


@pytest.fixture
def shown(kiosk, attendance):
    kiosk.submit("/my/", code=CODE, birth_year=YEAR)
    return kiosk


def say(client, card, word, **fields):
    return client.submit(f"/my/jobs/{card.id}", word=word, **fields)


def count(session, *conditions):
    return session.scalar(select(func.count()).where(*conditions))


def shares(session):
    purpose = Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    return session.scalars(select(Consent).where(purpose)).all()


# Code and year


def test_code_and_year_open_ones_own_list(kiosk, attendance, card):
    response = kiosk.submit("/my/", code=CODE, birth_year=YEAR)
    assert response.headers["Location"] == "/my/jobs"
    page = kiosk.get("/my/jobs")
    assert "Chào anh/chị Hòa" in page.text
    assert "Thợ may áo sơ mi" in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "typed",
    [
        {"code": "11112222", "birth_year": YEAR},
        {"code": CODE, "birth_year": "1991"},
        {"code": "123", "birth_year": YEAR},
    ],
)
def test_a_wrong_try_never_says_what_was_wrong(kiosk, attendance, typed):
    response = kiosk.submit("/my/", **typed)
    assert response.status_code == 422
    assert "Mã hoặc năm sinh chưa đúng" in response.text
    assert "Hòa" not in response.text
    assert kiosk.get("/my/jobs").headers["Location"] == "/my/"


def test_a_wrong_try_left_behind_is_cleared_like_a_list(kiosk, attendance):
    assert "data-idle-seconds" not in kiosk.get("/my/").text
    wrong = kiosk.submit("/my/", code=CODE, birth_year="1991")
    assert 'data-idle-seconds="120"' in wrong.text
    assert "4 chữ số" in wrong.text


def test_ten_wrong_tries_pause_the_device_even_for_the_right_code(kiosk, attendance):
    for number in range(visits.PER_DEVICE):
        kiosk.submit("/my/", code=f"0000000{number}", birth_year=YEAR)
    response = kiosk.submit("/my/", code=CODE, birth_year=YEAR)
    assert response.status_code == 422
    assert "chờ 15 phút" in response.text


def test_five_wrong_years_pause_a_code_on_every_device(app, session, event, kiosk, attendance):
    for year in range(1950, 1950 + visits.PER_CODE):
        kiosk.submit("/my/", code=CODE, birth_year=str(year))
    other = app.test_client().pair(make_device(session, event))
    assert "chờ 15 phút" in other.submit("/my/", code=CODE, birth_year=YEAR).text


def test_a_code_that_does_not_exist_pauses_alike(kiosk, event):
    for _ in range(visits.PER_CODE):
        kiosk.submit("/my/", code="00000000", birth_year=YEAR)
    assert "chờ 15 phút" in kiosk.submit("/my/", code="00000000", birth_year=YEAR).text


@pytest.mark.parametrize(
    "values",
    [
        {"on": local_today() + timedelta(days=1)},
        {"on": local_today() - timedelta(days=1)},
        {"state": EventState.CLOSED},
    ],
)
def test_a_code_works_only_during_its_event(session, kiosk, event, attendance, values):
    for name, value in values.items():
        setattr(event, name, value)
    session.commit()
    response = kiosk.submit("/my/", code=CODE, birth_year=YEAR)
    assert "Mã hoặc năm sinh chưa đúng" in response.text


def test_a_code_of_another_event_opens_nothing(app, session, attendance):
    elsewhere = app.test_client().pair(make_device(session, make_event(session, on=local_today())))
    assert elsewhere.submit("/my/", code=CODE, birth_year=YEAR).status_code == 422


def test_a_browser_that_is_no_kiosk_cannot_try_codes(client, attendance):
    response = client.submit("/my/", code=CODE, birth_year=YEAR)
    assert response.headers["Location"] == "/my/done"


# The list


def test_the_list_holds_only_what_a_person_may_read(session, shown, card, event):
    firm = card.position.employer
    make_event_table(session, event, firm, number=7)
    pledge = make_pledge(session, firm)
    make_sponsorship(session, pledge, card.returnee, state=SponsorshipState.AGREED)
    text = shown.get("/my/jobs").text
    assert "Có người kèm cặp, giúp đỡ" in text
    assert "bàn số 7" in text
    for hidden in ("Ghi chú riêng", "Cần kiểm tra", "0.8", "Rất hợp", "Lê Thị", "0900000001"):
        assert hidden not in text
    assert found(text, LIST_A) == []


def test_nothing_yet_leads_to_an_advising_table(session, shown, event):
    make_event_table(session, event, number=15)
    text = shown.get("/my/jobs").text
    assert "Mời anh/chị đến bàn tư vấn số <strong>15</strong>" in text


def test_gates_run_when_the_list_is_shown(session, shown, card):
    assert "Thợ may áo sơ mi" in shown.get("/my/jobs").text
    card.position.state = PositionState.CLOSED
    session.commit()
    assert "Thợ may áo sơ mi" not in shown.get("/my/jobs").text
    assert say(shown, card, "like").status_code == 404


def test_a_card_of_someone_else_is_not_there(session, shown):
    foreign = make_suggestion(session, make_returnee(session))
    make_approval(session, foreign)
    assert say(shown, foreign, "like").status_code == 404
    assert count(session, Interest.id.is_not(None)) == 0


def test_each_look_is_logged_with_the_device(session, shown, attendance):
    shown.get("/my/jobs")
    row = session.scalar(select(AccessLog).where(AccessLog.action == "view"))
    assert row.subject_id == attendance.returnee_id
    assert row.device_id is not None


def test_no_page_of_a_person_says_what_it_must_not(app, kiosk, attendance, card):
    pages = [kiosk.get("/my/"), app.test_client().get(f"/my/link/{attendance.link_token}")]
    kiosk.submit("/my/", code=CODE, birth_year=YEAR)
    say(kiosk, card, "like")
    pages += [kiosk.get(p) for p in ("/my/jobs", f"/my/firms/{card.position.employer_id}")]
    pages += [app.test_client().get(p) for p in ("/my/done", "/my/link/x")]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 200, 404]
    assert [found(page.text, LIST_A) for page in pages] == [[]] * 6
    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}


# What they say


def test_a_like_asks_about_the_firm_with_two_equal_answers(shown, card):
    response = say(shown, card, "like")
    assert response.headers["Location"] == f"/my/firms/{card.position.employer_id}"
    page = shown.get(response.headers["Location"]).text
    question = f"Anh/chị đồng ý cho {card.position.employer.name} xem tên và số điện thoại không?"
    assert question in page
    assert page.count('class="btn btn-quiet"') == 2
    assert "checked" not in page


def test_a_yes_is_the_persons_own_on_screen(session, shown, card):
    say(shown, card, "like")
    shown.submit(f"/my/firms/{card.position.employer_id}", answer="yes")
    (given,) = shares(session)
    assert (given.how, given.recorded_by_id) == (ConsentHow.SCREEN, None)
    assert given.employer_id == card.position.employer_id
    assert "Công ty được xem tên" in shown.get("/my/jobs").text
    assert say(shown, card, "like").headers["Location"].startswith("/my/jobs")


def test_a_no_leaves_no_trace(session, shown, card):
    say(shown, card, "like")
    shown.submit(f"/my/firms/{card.position.employer_id}", answer="no")
    assert shares(session) == []
    assert session.scalar(select(Interest.likes))


def test_a_yes_is_taken_back(session, shown, card):
    make_consent(session, card.returnee, employer=card.position.employer)
    say(shown, card, "like")
    shown.submit(f"/my/firms/{card.position.employer_id}/take-back")
    session.expire_all()
    assert shares(session)[0].withdrawn_on == local_today()


def test_no_question_about_a_firm_that_is_not_on_the_list(session, shown, card):
    other = make_employer(session)
    assert shown.get(f"/my/firms/{other.id}").status_code == 404
    assert shown.submit(f"/my/firms/{other.id}", answer="yes").status_code == 404
    assert shares(session) == []


def test_call_back_and_undo(session, shown, card):
    say(shown, card, "call")
    assert "Cán bộ sẽ gọi lại" in shown.get("/my/jobs").text
    said = session.scalar(select(Interest))
    assert (said.likes, said.call_back, said.channel) == (False, True, Channel.KIOSK)
    say(shown, card, "uncall")
    session.refresh(said)
    assert not said.call_back


def test_a_double_tap_is_one_word(session, shown, card):
    once = str(uuid.uuid4())
    first, second = (say(shown, card, "like", once=once) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert count(session, Interest.likes) == 1


# The end of a visit


def test_after_leaving_nothing_is_left_behind(shown, card):
    response = shown.submit("/my/leave")
    assert response.headers["Location"] == "/my/"
    assert "cache" in response.headers["Clear-Site-Data"]
    for page in ("/my/jobs", f"/my/firms/{card.position.employer_id}"):
        back = shown.get(page)
        assert (back.status_code, back.headers["Location"]) == (303, "/my/")
    assert say(shown, card, "like").headers["Location"] == "/my/"
    assert shown.get("/my/").status_code == 200


def test_arriving_at_the_start_ends_the_visit_before(shown, card):
    shown.get("/my/")
    assert shown.get("/my/jobs").status_code == 303


def test_a_forgotten_kiosk_shows_nothing_even_without_scripts(shown, card, monkeypatch):
    page = shown.get("/my/jobs").text
    assert '<meta http-equiv="refresh" content="120; url=/my/">' in page
    later = time.time() + visit.FORGOTTEN_AFTER + 1
    monkeypatch.setattr(visit.time, "time", lambda: later)
    assert shown.get("/my/jobs").status_code == 303


def test_closing_the_event_ends_every_visit(session, shown, card, event):
    event.state = EventState.CLOSED
    session.commit()
    assert shown.get("/my/jobs").status_code == 303


# The link on one's own phone


def test_a_link_is_one_button_then_an_address_without_the_token(client, session, attendance, card):
    address = f"/my/link/{attendance.link_token}"
    page = client.get(address)
    assert "Mở danh sách việc" in page.text
    assert "Hòa" not in page.text
    response = client.submit(address)
    assert response.headers["Location"] == "/my/jobs"
    text = client.get("/my/jobs").text
    assert "Thợ may áo sơ mi" in text
    assert "data-idle-seconds" not in text


def test_a_link_works_once(app, client, attendance):
    address = f"/my/link/{attendance.link_token}"
    client.submit(address)
    later = app.test_client()
    assert later.get(address).status_code == 404
    assert later.submit(address).status_code == 404
    assert later.get("/my/jobs").status_code == 303


def test_looking_at_a_link_does_not_use_it_up(app, client, attendance):
    address = f"/my/link/{attendance.link_token}"
    client.get(address)
    assert app.test_client().get(address).status_code == 200


def test_staff_end_a_link_and_its_open_view_at_once(app, client, session, event, attendance):
    client.submit(f"/my/link/{attendance.link_token}")
    staff = app.test_client().sign_in(make_user(session, Role.ORGANISER))
    staff.submit(f"/events/{event.id}/people/{attendance.id}/link", end="1")
    assert client.get("/my/jobs").status_code == 303


def test_a_link_ends_14_days_after_the_event(client, session, event, attendance):
    event.on = local_today() - timedelta(days=16)
    session.commit()
    assert client.get(f"/my/link/{attendance.link_token}").status_code == 404


def test_a_phone_says_it_too_and_leaves(client, session, attendance, card):
    client.submit(f"/my/link/{attendance.link_token}")
    say(client, card, "call")
    assert session.scalar(select(Interest.channel)) == Channel.PHONE
    assert client.submit("/my/leave").headers["Location"] == "/my/done"
    assert client.get("/my/done").status_code == 200
    assert client.get("/my/jobs").headers["Location"] == "/my/done"
