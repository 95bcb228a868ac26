"""Walk-ins who get a list at once, and an event that is out on a laptop and comes home."""

import re

import pytest
from factories import (
    make_attendance,
    make_consent,
    make_device,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import (
    Approval,
    Attendance,
    AttendanceState,
    Consent,
    DeviceKind,
    EventAction,
    EventState,
    HallAction,
    Returnee,
    Role,
    Settlement,
    Talk,
    utcnow,
)
from models.actor import SYSTEM
from portal.hall.verbs import WORDS
from services.hall_actions import Verb

pytestmark = pytest.mark.usefixtures("open_event")


def walk_in(client, event, position):
    """Write down a guest from where a position is."""
    return client.submit(
        f"/events/{event.id}/walk-in",
        full_name="Lê Văn Khách",
        birth_year="1990",
        commune_code=position.commune_code,
        phone="",
        agrees="y",
        witness="Chị Hoa",
    )


def test_a_walk_in_has_a_list_at_once_and_one_key_approves_it(app, session, event, table, firm):
    position = make_position(session, firm, title="Công nhân may")
    officer = app.test_client().sign_in(make_user(session, Role.COUNSELOR))
    answer = walk_in(officer, event, position)
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
    answer = walk_in(desk, event, position)
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
