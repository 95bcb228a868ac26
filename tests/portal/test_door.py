"""The desk at the door: a code, a tick, a walk-in; and machines that are paired."""

import re

import pytest
from factories import (
    HAC_THANH,
    make_attendance,
    make_device,
    make_event,
    make_returnee,
)
from sqlalchemy import select

from models import (
    Attendance,
    AttendanceState,
    Device,
    DeviceKind,
)
from tests.portal.event_pages import address, focused


@pytest.fixture
def desk(app, session, event):
    return app.test_client().pair(make_device(session, event, DeviceKind.DESK))


def test_a_code_and_enter_tick_a_person(desk, session, event, invited):
    response = desk.submit(address(event, "check-in"), who="4827 1936")
    assert response.status_code == 303
    session.refresh(invited)
    assert invited.state == AttendanceState.PRESENT
    again = desk.submit(address(event, "check-in"), who="48271936")
    assert "đã có mặt từ" in desk.get(again.headers["Location"]).text


def test_the_desk_reads_neither_surname_phone_nor_id(desk, session, event, invited):
    twin = make_returnee(session, full_name="Trần Đăng Hòa")
    make_attendance(session, event, twin, code="11112222")
    listed = desk.submit(address(event, "check-in"), who="hoa").text
    desk.submit(address(event, "people", invited.id, "present"))
    for text in (listed, desk.get(address(event, "check-in")).text):
        assert "Hòa" in text
        for secret in ("Lê Thị", "Trần", invited.returnee.phone, invited.returnee.national_id):
            assert secret not in text
    assert listed.count("Có mặt<span") == 2


def test_a_tick_is_undone(desk, session, event, invited):
    desk.submit(address(event, "check-in"), who="le thi hoa")
    assert "Hoàn tác" in desk.get(address(event, "check-in")).text
    desk.submit(address(event, "people", invited.id, "undo"))
    session.refresh(invited)
    assert invited.state == AttendanceState.INVITED


def test_nobody_found_keeps_what_was_typed(desk, event):
    response = desk.submit(address(event, "check-in"), who="không ai cả")
    assert response.status_code == 422
    assert "không ai cả" in response.text
    assert focused(response) == "who"


def test_the_desk_of_another_event_finds_nothing(app, session, event, invited):
    elsewhere = make_device(session, make_event(session), DeviceKind.DESK)
    other = app.test_client().pair(elsewhere)
    assert other.get(address(event, "check-in")).status_code == 404
    assert other.submit(address(event, "people", invited.id, "present")).status_code == 404


def test_the_desk_lands_at_its_own_door(desk, event):
    assert desk.get("/").headers["Location"] == "/events/desk"
    assert desk.get("/events/desk").headers["Location"] == address(event, "check-in")


def test_a_walk_in_is_four_fields_and_gets_a_code(desk, session, event):
    form = {"full_name": "Đỗ Văn Bình", "birth_year": "1985", "commune_code": HAC_THANH}
    missing = desk.submit(address(event, "walk-in"), **form, agrees="y", witness="")
    assert missing.status_code == 422
    assert "cần người chứng kiến" in missing.text
    done = desk.submit(address(event, "walk-in"), **form, agrees="y", witness="Bà Tư")
    assert done.status_code == 303
    row = session.scalar(select(Attendance))
    assert row.state == AttendanceState.WALK_IN
    text = desk.get(address(event, "check-in")).text
    assert f"{row.code[:4]} {row.code[4:]}" in text
    assert "Đỗ Văn" not in text


def test_a_pairing_code_is_shown_once_and_pairs_the_machine(organiser, app, session, event):
    organiser.submit(address(event, "devices"), kind="kiosk", label="Máy 1")
    page = organiser.get(address(event, "devices")).text
    code = re.search(r"Máy 1: (\d{4} \d{4})\.", page)[1]
    assert code not in organiser.get(address(event, "devices")).text
    machine = app.test_client()
    assert machine.submit("/pair", code=code).status_code == 303
    assert machine.get("/my/").status_code == 200
    device = session.scalar(select(Device))
    organiser.submit(address(event, "devices", device.id, "revoke"))
    assert machine.get("/my/").status_code == 303
