import re

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_consent,
    make_device,
    make_employer,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import select
from words import LIST_A, found

from models import (
    AttendanceState,
    Consent,
    ConsentPurpose,
    DeviceKind,
    Introduction,
    NextStep,
    Role,
    Talk,
    TalkAction,
    TalkState,
)
from models.actor import SYSTEM
from services import hall_queue

pytestmark = pytest.mark.usefixtures("open_event")


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
    assert re.search(r"Bàn 7</span> <strong>35</strong>", shown)


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


def test_a_talk_out_and_another_in_is_news_to_a_screen(session, event, table):
    first = guest(session, event, table, 35)
    before = hall_queue.version(session, event.id, table.id)
    session.delete(first)
    session.commit()
    guest(session, event, table, 36)
    assert hall_queue.version(session, event.id, table.id) != before
