"""The pages after the afternoon: the committee reads figures, counselors the people."""

import pytest
from factories import (
    make_attendance,
    make_employer,
    make_event,
    make_event_table,
    make_returnee,
    make_user,
)
from sqlalchemy import select

from models import AttendanceState, EventState, Mail, Role, local_today


@pytest.fixture
def event(session):
    event = make_event(session, on=local_today(), state=EventState.CLOSED)
    make_event_table(session, event, make_employer(session, contact_email="a@mau.example"))
    for number in range(8):
        person = make_returnee(session, full_name=f"Nguyễn Văn Mẫu {number}")
        state = AttendanceState.PRESENT if number else AttendanceState.INVITED
        make_attendance(session, event, person, code=f"1111000{number}", state=state)
    return event


@pytest.fixture
def visit(app, session, event):
    def become(role):
        return app.test_client().sign_in(make_user(session, role))

    return become


def test_the_committee_reads_no_name_and_no_small_figure(visit, event):
    client = visit(Role.COMMITTEE)
    page = client.get(f"/events/{event.id}/close-out").text
    assert "Được mời nhưng không đến" in page
    assert "Nguyễn Văn" not in page
    assert "Việc sau hội nghị" not in page
    assert client.get(f"/events/{event.id}/news").status_code == 403


def test_staff_see_who_still_waits_for_news(visit, event):
    client = visit(Role.ORGANISER)
    assert "Còn 7 người đã đến" in client.get(f"/events/{event.id}/close-out").text
    page = client.get(f"/events/{event.id}/news").text
    assert page.count("Nguyễn Văn Mẫu") == 7
    assert "Chưa có cán bộ" in page


def test_thanks_are_sent_once_and_the_button_goes(visit, session, event):
    client = visit(Role.ORGANISER)
    address = f"/events/{event.id}/close-out"
    assert "Gửi thư cảm ơn" in client.get(address).text
    for _ in range(2):
        assert client.submit(f"/events/{event.id}/thanks").headers["Location"] == address
    assert len(session.scalars(select(Mail)).all()) == 1
    assert "Gửi thư cảm ơn" not in client.get(address).text
