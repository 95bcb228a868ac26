"""Dates for interviews: several at once, moved, called off, in a calendar."""

import re

from factories import (
    make_user,
)

from models import (
    IntroductionState,
)
from tests.portal.introduced_rows import DATE, LIST, NAMES, SOON, introduced, picks, states


def test_several_are_invited_to_one_date(hr, session, three):
    sent = hr.submit(f"{LIST}/ticked", action="invite", pick=picks(three))
    page = hr.get(sent.headers["Location"])
    assert all(name in page.text for name in NAMES)
    assert hr.submit(f"{LIST}/ticked/invite", pick=picks(three), on=SOON).status_code == 422
    assert hr.submit(f"{LIST}/ticked/invite", pick=picks(three), **DATE).status_code == 303
    assert set(states(session, three)) == {IntroductionState.INTERVIEW}
    dates = hr.get("/employer/interviews").text
    assert dates.count("Cổng số 2. Gặp Chị Hường") == 1
    assert all(name in dates for name in NAMES)


def test_the_calendar_has_numbers_and_no_names(app, hr, session, three):
    hr.submit(f"{LIST}/ticked/invite", pick=picks(three), **DATE)
    files = [
        hr.get("/employer/interviews.ics"),
        hr.get(f"{LIST}/{three[0].id}/interview.ics"),
        app.test_client()
        .sign_in(make_user(session))
        .get(f"/introductions/{three[0].id}/interview.ics"),
    ]
    assert [answer.text.count("BEGIN:VEVENT") for answer in files] == [3, 1, 1]
    for answer in files:
        assert answer.mimetype == "text/calendar"
        assert not any(name in answer.text for name in NAMES)
        assert f"{three[0].number:02d}" in answer.text


def test_moving_a_date_starts_from_the_one_that_stands(app, hr, session, firm):
    made = introduced(session, firm)
    hr.submit(f"{LIST}/{made.id}/invite", **DATE)
    staff = app.test_client().sign_in(make_user(session))
    for page in (
        hr.get(f"{LIST}/{made.id}/invite").text,
        staff.get(f"/introductions/{made.id}/answers/invite").text,
    ):
        for typed in (SOON, "08:30", "Cổng số 2", "Chị Hường"):
            assert f'value="{typed}"' in page


def test_a_calendar_taken_again_moves_a_date_and_takes_off_what_was_called_off(hr, session, three):
    def taken():
        events = hr.get("/employer/interviews.ics").text.replace("\r\n ", "").split("BEGIN:VEVENT")
        facts = [
            dict(re.findall(r"^([A-Z]+):([^\r]*)", event, re.MULTILINE)) for event in events[1:]
        ]
        return {fact["UID"].partition("@")[0]: fact for fact in facts}

    first, second, third = (str(row.id) for row in three)
    hr.submit(f"{LIST}/ticked/invite", pick=picks(three), **DATE)
    before = taken()
    hr.submit(f"{LIST}/{first}/invite", **DATE | {"at": "9:15"})
    hr.submit(f"{LIST}/{second}/refuse", reason="position_filled")
    after = taken()
    assert before[first]["DTSTART"] != after[first]["DTSTART"]
    for moved in (first, second):
        assert int(after[moved]["SEQUENCE"]) > int(before[moved]["SEQUENCE"])
    assert [after[one]["STATUS"] for one in (first, second, third)] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]
    assert after[third]["SEQUENCE"] == before[third]["SEQUENCE"]
    page = hr.get("/employer/interviews").text.partition("Không còn phỏng vấn")[2]
    assert f"số {three[1].number:02d}" in page
    assert not any(name in page for name in NAMES)


def test_without_a_date_there_is_no_calendar_file(hr, session, firm):
    made = introduced(session, firm)
    assert hr.get(f"{LIST}/{made.id}/interview.ics").status_code == 404
    assert hr.get("/employer/interviews.ics").text.count("VEVENT") == 0
    assert "Chưa có lịch" in hr.get("/employer/interviews").text
