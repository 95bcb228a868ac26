import re

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_consent,
    make_device,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import select
from words import LIST_A, found

from models import (
    Approval,
    Attendance,
    AttendanceState,
    Consent,
    ConsentPurpose,
    DeviceKind,
    EventAction,
    EventState,
    HallAction,
    Introduction,
    NextStep,
    Returnee,
    Role,
    Settlement,
    Talk,
    TalkAction,
    TalkState,
    local_today,
    utcnow,
)
from models.actor import SYSTEM
from portal.hall.verbs import WORDS
from services import hall_queue
from services.hall_actions import Verb


@pytest.fixture
def event(session):
    made = make_event(session, on=local_today())
    made.apply(EventAction.OPEN, by=SYSTEM)
    session.commit()
    return made


@pytest.fixture
def table(session, event, firm):
    return make_event_table(session, event, firm, number=7)


@pytest.fixture
def phone(app, session, event, table):
    device = make_device(session, event, DeviceKind.TABLE, table_id=table.id)
    return app.test_client().pair(device)


@pytest.fixture
def wall(app, session, event):
    return app.test_client().pair(make_device(session, event, DeviceKind.WALL))


def guest(session, event, table, number, slot=0, *, is_here=True):
    person = make_returnee(session, full_name=f"Lê Thị Mẫu {number}")
    make_consent(session, person)
    card = make_suggestion(session, person, make_position(session, table.employer))
    attendance = make_attendance(
        session,
        event,
        person,
        code=f"{10000000 + number}",
        number=number,
        state=AttendanceState.WALK_IN if is_here else AttendanceState.INVITED,
    )
    talk = Talk(
        table=table, attendance=attendance, approval=make_approval(session, card), slot=slot
    )
    session.add(talk)
    session.commit()
    return talk


def call(phone, table):
    page = f"/hall/table/{table.id}"
    return phone.submit(f"{page}/call", back=page)


def test_the_next_in_the_hall_is_called_by_number(phone, wall, session, event, table):
    guest(session, event, table, 21, slot=0, is_here=False)
    here = guest(session, event, table, 35, slot=1)
    assert call(phone, table).status_code == 303
    session.refresh(here)
    assert here.state == TalkState.CALLED
    assert "Số 35" in phone.get(f"/hall/table/{table.id}").text
    shown = wall.get(f"/hall/wall/{event.id}").text
    assert re.search(r'<th scope="row">7</th><td>35</td>', shown)


def test_a_table_and_the_wall_know_no_name_and_no_word_of_the_past(
    phone, wall, session, event, table
):
    guest(session, event, table, 35)
    call(phone, table)
    for page in (phone.get(f"/hall/table/{table.id}"), wall.get(f"/hall/wall/{event.id}")):
        assert "Mẫu 35" not in page.text
        assert "Lê Thị" not in page.text
        assert not found(page.text, LIST_A)


def test_who_is_called_at_another_table_waits(phone, session, event, table):
    other = make_event_table(session, event, make_employer(session), number=8)
    talk = guest(session, event, table, 35)
    second = make_suggestion(
        session, talk.attendance.returnee, make_position(session, other.employer)
    )
    there = Talk(table=other, attendance=talk.attendance, approval=make_approval(session, second))
    there.slot = 0
    session.add(there)
    session.commit()
    there.apply(TalkAction.CALL, by=SYSTEM)
    session.commit()
    call(phone, table)
    session.refresh(talk)
    assert talk.state == TalkState.PLANNED


def test_a_second_call_asks_for_the_result_of_the_first(phone, session, event, table):
    guest(session, event, table, 35)
    waits = guest(session, event, table, 36, slot=1)
    call(phone, table)
    call(phone, table)
    assert "Đang gọi số 35" in phone.get(f"/hall/table/{table.id}").text
    session.refresh(waits)
    assert waits.state == TalkState.PLANNED


def test_who_comes_late_is_called_again(phone, session, event, table):
    talk = guest(session, event, table, 35)
    call(phone, table)
    phone.submit(f"/hall/talk/{talk.id}/move", action="miss")
    session.refresh(talk)
    assert talk.state == TalkState.NO_SHOW
    phone.submit(f"/hall/talk/{talk.id}/move", action="call")
    session.refresh(talk)
    assert talk.state == TalkState.CALLED


def test_a_tap_then_the_persons_yes_makes_the_introduction(phone, session, event, table, firm):
    talk = guest(session, event, table, 35)
    call(phone, table)
    phone.submit(f"/hall/talk/{talk.id}/next-step", step=NextStep.INTERVIEW.value)
    assert session.scalar(select(Introduction)) is None
    assert "Anh/chị đồng ý cho" in phone.get(f"/hall/table/{table.id}").text
    phone.submit(f"/hall/talk/{talk.id}/consent", answer="yes", code=talk.attendance.code)
    assert session.scalar(select(Introduction)).approval_id == talk.approval_id
    given = select(Consent).where(Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER)
    assert session.scalar(given).employer_id == firm.id


def test_a_no_leaves_nothing(phone, session, event, table):
    talk = guest(session, event, table, 35)
    call(phone, table)
    phone.submit(f"/hall/talk/{talk.id}/next-step", step=NextStep.TRIAL.value)
    phone.submit(f"/hall/talk/{talk.id}/consent", answer="no", witness="Chị Lan")
    assert session.scalar(select(Introduction)) is None


def test_a_tables_phone_opens_no_other_table(phone, session, event):
    other = make_event_table(session, event, make_employer(session), number=9)
    talk = guest(session, event, other, 35)
    assert phone.get(f"/hall/table/{other.id}").status_code == 404
    answer = phone.submit(f"/hall/talk/{talk.id}/move", action="miss")
    assert answer.status_code == 404


def test_a_poll_is_empty_until_something_moves(phone, wall, session, event, table):
    guest(session, event, table, 35)
    for client, page in ((phone, f"/hall/table/{table.id}"), (wall, f"/hall/wall/{event.id}")):
        version = re.search(r'data-version="(\d+)"', client.get(page).text)[1]
        assert client.get(f"{page}/live?version={version}").status_code == 204
    call(phone, table)
    assert wall.get(f"/hall/wall/{event.id}/live?version={version}").status_code == 200


def test_a_group_table_calls_as_many_as_it_seats(phone, session, event, table):
    table.group_size = 2
    session.commit()
    for number in (35, 36, 37):
        guest(session, event, table, number, slot=0)
    call(phone, table)
    states = [row.state for row in session.scalars(select(Talk).order_by(Talk.created_at))]
    assert states.count(TalkState.CALLED) == 2


def test_a_walk_in_has_a_list_at_once_and_one_key_approves_it(app, session, event, table, firm):
    position = make_position(session, firm, title="Công nhân may")
    officer = app.test_client().sign_in(make_user(session, Role.COUNSELOR))
    answer = officer.submit(
        f"/events/{event.id}/walk-in",
        full_name="Lê Văn Khách",
        birth_year="1990",
        commune_code=position.commune_code,
        phone="",
        agrees="y",
        witness="Chị Hoa",
    )
    person = session.scalar(select(Attendance)).returnee
    page = officer.get(answer.location)
    assert "Công nhân may" in page.text
    cards = re.findall(r'name="suggestion" value="([^"]+)"', page.text)
    done = officer.submit(answer.location, suggestion=cards)
    assert done.location.endswith("/sheet")
    assert "Công nhân may" in officer.get(done.location).text
    talk = session.scalar(select(Talk))
    assert (talk.table_id, talk.confirmed_at is None) == (table.id, False)
    assert session.scalar(select(Approval)).suggestion.returnee_id == person.id


def test_a_volunteers_walk_in_waits_for_an_officer(app, session, event, firm):
    position = make_position(session, firm)
    desk = app.test_client().pair(make_device(session, event, DeviceKind.DESK))
    answer = desk.submit(
        f"/events/{event.id}/walk-in",
        full_name="Lê Văn Khách",
        birth_year="1990",
        commune_code=position.commune_code,
        phone="",
        agrees="y",
        witness="Chị Hoa",
    )
    attendance = session.scalar(select(Attendance))
    assert answer.location.endswith("/check-in")
    assert "việc chờ cán bộ tư vấn duyệt" in desk.get(answer.location).text
    cards = f"/events/{event.id}/people/{attendance.id}/cards"
    assert desk.get(cards).status_code == 403
    assert session.scalar(select(Approval)) is None


def test_a_card_that_changed_since_it_was_read_is_not_approved(app, session, event, firm):
    talk_person = make_returnee(session)
    make_consent(session, talk_person)
    card = make_suggestion(session, talk_person, make_position(session, firm))
    attendance = make_attendance(session, event, talk_person, state=AttendanceState.WALK_IN)
    officer = app.test_client().sign_in(make_user(session, Role.COUNSELOR))
    page = f"/events/{event.id}/people/{attendance.id}/cards"
    officer.submit(page, suggestion=[f"{card.id}:{card.version + 1}"], back=page)
    assert "vừa thay đổi" in officer.get(page).text
    assert session.scalar(select(Approval)) is None


def test_an_administrator_takes_an_event_back_without_its_laptop(app, session, event):
    event.out_to, event.out_until = "Máy 1", utcnow()
    event.apply(EventAction.TAKE_OUT, by=SYSTEM)
    session.commit()
    organiser = app.test_client().sign_in(make_user(session, Role.ORGANISER))
    assert "Ở đây chỉ xem được" in organiser.get(f"/events/{event.id}").text
    boss = app.test_client().sign_in(make_user(session, Role.ADMINISTRATOR))
    assert "Đang ở máy Máy 1" in boss.get("/hall/leases").text
    assert boss.submit(f"/hall/leases/{event.id}/break", reason="").status_code == 422
    assert boss.submit(f"/hall/leases/{event.id}/break", reason="Máy hỏng").status_code == 303
    session.refresh(event)
    assert event.state == EventState.RUNNING
    assert boss.get(f"/hall/leases/{event.id}/break").status_code == 404


def test_what_could_not_be_done_again_stands_in_words(app, session, event):
    clash = HallAction(
        event_id=event.id,
        number=3,
        verb=Verb.CHECK_IN.value,
        payload={},
        role=Role.DESK.value,
        at=utcnow(),
        conflict="Việc này đã được làm.",
    )
    session.add(clash)
    session.commit()
    boss = app.test_client().sign_in(make_user(session, Role.ADMINISTRATOR))
    page = boss.get("/hall/leases").text
    assert "3. Ghi có mặt" in page
    assert "check_in" not in page
    assert set(WORDS) == set(Verb)


def test_a_clash_is_settled_once_and_what_it_said_is_wiped(app, session, event):
    who = {"full_name": "Lê Văn Thêm", "birth_year": 1990, "commune": "14797"}
    says = who | {"phone": "0912", "witness": "Cô Bảy", "code": "12345678", "number": 9}
    rows = [
        HallAction(
            event_id=event.id,
            number=number,
            verb=Verb.WALK_IN.value,
            payload=says,
            role=Role.DESK.value,
            at=utcnow(),
            conflict="Hội nghị đã đủ mã.",
        )
        for number in (1, 2)
    ]
    session.add_all(rows)
    session.commit()
    boss = app.test_client().sign_in(make_user(session, Role.ADMINISTRATOR))
    page = boss.get("/hall/leases").text
    assert "Lập hồ sơ" in page
    assert "Lê Văn Thêm" not in page
    for row, how in zip(rows, ("taken_over", "dropped"), strict=True):
        assert boss.submit(f"/hall/leases/actions/{row.id}/{how}").status_code == 303
    session.expire_all()
    assert [(row.said_ct, row.settlement) for row in rows] == [
        (None, Settlement.TAKEN_OVER),
        (None, Settlement.DROPPED),
    ]
    (person,) = session.scalars(select(Returnee)).all()
    assert (person.full_name, session.scalar(select(Consent.id))) == ("Lê Văn Thêm", None)
    boss.submit(f"/hall/leases/actions/{rows[1].id}/taken_over")
    assert len(session.scalars(select(Returnee)).all()) == 1
    assert "Cần xem lại" not in boss.get("/hall/leases").text


def test_a_firms_machine_cannot_say_yes_for_a_person(phone, session, event, table):
    talk = guest(session, event, table, 35)
    call(phone, table)
    phone.submit(f"/hall/talk/{talk.id}/next-step", step=NextStep.OFFER.value)
    said = {"answer": "yes", "witness": "Chị Lan"}
    for code in ("", "00000000", "12"):
        phone.submit(f"/hall/talk/{talk.id}/consent", **said, code=code)
    assert session.scalar(select(Introduction)) is None
    assert "Mã chưa đúng" in phone.get(f"/hall/table/{table.id}").text
    for number in range(12):
        phone.submit(f"/hall/talk/{talk.id}/consent", **said, code=f"{number:08d}")
    phone.submit(f"/hall/talk/{talk.id}/consent", **said, code=talk.attendance.code)
    assert session.scalar(select(Introduction)) is None, "a machine that guesses must wait"


def test_the_organiser_records_a_spoken_yes_with_its_witness(app, session, event, table):
    talk = guest(session, event, table, 35)
    organiser = app.test_client().sign_in(make_user(session, Role.ORGANISER))
    organiser.submit(f"/hall/table/{table.id}/call")
    organiser.submit(f"/hall/talk/{talk.id}/next-step", step=NextStep.OFFER.value)
    assert "Người chứng kiến" in organiser.get(f"/hall/table/{table.id}").text
    organiser.submit(f"/hall/talk/{talk.id}/consent", answer="yes", witness="Chị Lan")
    assert session.scalar(select(Introduction)).approval_id == talk.approval_id


def test_a_laptop_in_the_hall_writes_nothing_that_does_not_come_home(app, session, event):
    invited = make_attendance(session, event, make_returnee(session), code="12340000")
    event.is_pack = True
    session.commit()
    officer = app.test_client().sign_in(make_user(session, Role.COUNSELOR))
    officer.submit("/firms/new", name="Công ty Mới", back="/firms/")
    assert "Máy này chỉ ghi việc trong hội trường" in officer.get("/firms/").text
    desk = app.test_client().pair(make_device(session, event, DeviceKind.DESK))
    desk.submit(f"/events/{event.id}/check-in", who="12340000")
    session.refresh(invited)
    assert invited.state == AttendanceState.PRESENT


def test_a_talk_out_and_another_in_is_news_to_a_screen(session, event, table):
    first = guest(session, event, table, 35)
    before = hall_queue.version(session, event.id, table.id)
    session.delete(first)
    session.commit()
    guest(session, event, table, 36)
    assert hall_queue.version(session, event.id, table.id) != before
