"""The link for a person's own phone: once, its time, ended by staff."""

from datetime import timedelta

from factories import (
    make_user,
)

from models import (
    Role,
    local_today,
)


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
