"""A code and a year open one's own list, and nothing else does."""

from datetime import timedelta

import pytest
from factories import (
    make_device,
    make_event,
)

from models import (
    EventState,
    local_today,
)
from services import visits

CODE, YEAR = "4827 1936", "1990"


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
