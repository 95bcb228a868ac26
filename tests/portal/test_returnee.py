import time
import uuid

from factories import (
    make_approval,
    make_consent,
    make_employer,
    make_event_table,
    make_pledge,
    make_returnee,
    make_sponsorship,
    make_suggestion,
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
    SponsorshipState,
    local_today,
)
from portal.returnee import visit

CODE, YEAR = "4827 1936", "1990"


def say(client, card, word, **fields):
    return client.submit(f"/my/jobs/{card.id}", word=word, **fields)


def count(session, *conditions):
    return session.scalar(select(func.count()).where(*conditions))


def shares(session):
    purpose = Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    return session.scalars(select(Consent).where(purpose)).all()


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


def test_a_phone_says_it_too_and_leaves(client, session, attendance, card):
    client.submit(f"/my/link/{attendance.link_token}")
    say(client, card, "call")
    assert session.scalar(select(Interest.channel)) == Channel.PHONE
    assert client.submit("/my/leave").headers["Location"] == "/my/done"
    assert client.get("/my/done").status_code == 200
    assert client.get("/my/jobs").headers["Location"] == "/my/done"
