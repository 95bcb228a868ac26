"""Input nobody types by hand: answered with a sentence, never with a fault of the server."""

import pytest
from factories import (
    actor_of,
    make_employer_user,
    make_event,
    make_introduction,
    make_returnee,
    make_user,
)
from sqlalchemy import func, select

from models import DeviceKind, ImportKind, Returnee, ReturneeSkill, Role, WebSession, local_today
from portal.errors import MAX_ADDRESS, is_local
from portal.logs import frames
from portal.sessions import hashed
from services import importing

CASE = {
    "full_name": "Lê Văn Thử",
    "birth_year": "1990",
    "commune_code": "14797",
    "path": "work",
    "residence_known": "y",
    **dict.fromkeys(("education", "return_basis", "residence_kind"), ""),
}
LONG_NUMBER = "9" * 5000


@pytest.fixture
def counselor(app, session):
    return app.test_client().sign_in(make_user(session, Role.COUNSELOR))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("skills-0-years", "sNaN"),
        ("skills-0-years", "Infinity"),
        ("birth_year", LONG_NUMBER),
        ("birth_date", "31/12/9999"),
        ("return_date", "01/01/0001"),
        ("bans-0-until", "01/01/0001"),
        ("national_id", "٣" * 12),
        ("bans-0-isco_prefix", "１２"),
        ("phone", "(" * 8),
    ],
)
def test_a_value_that_cannot_be_is_refused_beside_its_box(counselor, session, field, value):
    response = counselor.submit("/counselor/people/new", **CASE | {field: value})
    assert response.status_code == 422
    assert session.scalar(select(func.count()).select_from(Returnee)) == 0


@pytest.mark.parametrize("number", ["²", LONG_NUMBER, "-1", "x"])
def test_a_row_under_an_odd_number_is_not_there(counselor, session, number):
    fields = CASE | {f"skills-{number}-name": "May", "skills-0-name": "Hàn"}
    assert counselor.submit("/counselor/people/new", **fields).status_code == 303
    assert [skill.name for skill in session.scalars(select(ReturneeSkill))] == ["Hàn"]


def test_only_so_many_rows_are_kept(counselor, session):
    fields = CASE | {f"skills-{number}-name": f"Nghề {number}" for number in range(60)}
    counselor.submit("/counselor/people/new", **fields)
    assert session.scalar(select(func.count()).select_from(ReturneeSkill)) == 40


def test_a_case_file_sent_without_its_version_asks_to_look_again(counselor, session):
    person = make_returnee(session)
    response = counselor.submit(f"/counselor/people/{person.id}/edit", **CASE)
    assert response.status_code == 422
    assert "vừa được người khác sửa" in response.get_data(as_text=True)


@pytest.mark.parametrize("typed", ["a+" * 1000, "x" * 60_000])
def test_a_search_for_what_nobody_is_called_breaks_nothing(counselor, session, typed):
    person = make_returnee(session)
    for page in ("/counselor/people", "/firms/positions", f"/review/{person.id}/why-not"):
        assert counselor.get(f"{page}?q={typed}").status_code == 200, page


def test_an_interview_of_the_year_one_is_refused(app, session):
    introduction = make_introduction(session)
    client = app.test_client().sign_in(make_employer_user(session, introduction.employer))
    url = f"/employer/introductions/{introduction.id}/invite"
    fields = {"on": "01/01/0001", "at": "0:30", "place": "Cổng 1", "ask_for": "Chị Hà"}
    response = client.submit(url, **fields)
    assert response.status_code == 422
    assert "Năm chưa đúng" in response.get_data(as_text=True)


def test_an_event_of_the_year_9999_is_refused(app, session):
    client = app.test_client().sign_in(make_user(session, Role.ORGANISER))
    event = make_event(session)
    fields = {"name": "Hội nghị", "place": "Nhà văn hóa", "commune_code": "14797"}
    clock = {"starts_at": "8:00", "ends_at": "11:00", "slot_minutes": "15", "max_talks": "3"}
    response = client.submit(f"/events/{event.id}/edit", **fields, **clock, on="31/12/9999")
    assert response.status_code == 422


@pytest.fixture
def batch(session):
    by = make_user(session, Role.COUNSELOR)
    sheet = f"Họ và tên;Ngày sinh;Xã\nLê Văn Thử;{'9' * 400};Hạc Thành\n"
    upload = importing.prepare(ImportKind.RETURNEES, sheet.encode(), "a.csv")
    made = importing.stage(session, upload, default_province="38", by=actor_of(by))
    while not importing.read_some(session, made, by=actor_of(by)):
        pass
    session.commit()
    return made, by


@pytest.mark.parametrize(
    "odd",
    [
        {"shown": "9" * 19, "row": "9" * 19},
        {"shown": "²", "row": LONG_NUMBER},
        {"back": "\nX: y"},
        {"back": "?" + "x" * 5000},
    ],
)
def test_odd_ticks_and_addresses_choose_nothing(app, batch, odd):
    made, by = batch
    here = f"/imports/{made.id}"
    fields = odd | {"back": here + odd["back"]} if "back" in odd else odd
    response = app.test_client().sign_in(by).submit(f"{here}/choose", **fields)
    assert (response.status_code, response.headers["Location"]) == (303, here)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\t/evil.example",
        "/\\evil.example",
        "/\n/evil",
        "/a\r\nX: y",
        "https:evil",
        "",
        "evil",
        "/\u2028",
        "/" + "x" * MAX_ADDRESS,
    ],
)
def test_an_address_of_another_host_is_not_gone_to(counselor, session, address):
    assert not is_local(address)
    person = make_returnee(session)
    response = counselor.submit(f"/review/{person.id}/approve", back=address)
    assert (response.status_code, response.headers["Location"]) == (303, "/")


def test_an_address_of_this_site_is_gone_to():
    assert is_local("/counselor/people?q=Nguyễn&page=2")


@pytest.mark.parametrize("path", ["a" * 5000, "a%00b.css", "css", "..%2fconfig.py", "/etc/passwd"])
def test_a_file_that_is_not_there_is_not_found(client, path):
    assert client.get(f"/static/{path}").status_code in {308, 404}


def test_what_a_session_holds_is_sealed_under_its_cookie(app, session):
    event = make_event(session, on=local_today())
    client = app.test_client().sign_in(make_user(session, Role.ORGANISER))
    client.submit(f"/events/{event.id}/devices", kind=DeviceKind.KIOSK.value, label="Máy cạnh cửa")
    stored = "".join(session.scalars(select(WebSession.content)))
    assert "Máy" not in stored
    assert "_flashes" not in stored
    assert "Máy cạnh cửa" in client.get(f"/events/{event.id}/devices").get_data(as_text=True)


def test_a_session_renewed_twice_in_a_request_leaves_no_old_one(app, session):
    client = app.test_client().sign_in(make_user(session))
    old = client.get_cookie("noiviec").value
    with client.session_transaction() as browser:
        browser.renew()
        browser.renew()
    known = select(WebSession).where(WebSession.token_hash == hashed(old))
    assert session.scalar(known) is None


def test_a_password_is_not_written_into_the_page_of_an_expired_form(client):
    response = client.post("/sign-in", data={"login": "canbo", "password": "mật khẩu rất dài"})
    assert response.status_code == 400
    assert "canbo" in response.get_data(as_text=True)
    assert "mật khẩu rất dài" not in response.get_data(as_text=True)


def test_the_log_of_an_error_says_where_and_quotes_nobody():
    try:
        int("038090000001 Nguyễn Văn Mẫu")
    except ValueError as error:
        told = " ".join(frames(error))
    assert "test_odd_input" in told
    assert "Mẫu" not in told


def test_a_firms_user_without_a_firm_finds_nothing_and_breaks_nothing(app, session):
    client = app.test_client().sign_in(make_user(session, Role.EMPLOYER))
    assert client.get("/employer/positions").status_code == 404


def test_a_wrong_day_of_taking_a_consent_back_takes_nothing_back(counselor, session):
    consent = make_returnee(session).consents[0]
    url = f"/counselor/people/{consent.returnee_id}/consents"
    counselor.submit(f"{url}/{consent.id}/withdraw", on="31/02/2026", back=url)
    session.refresh(consent)
    assert consent.withdrawn_on is None
    counselor.submit(f"{url}/{consent.id}/withdraw", back=url)
    session.refresh(consent)
    assert consent.withdrawn_on == local_today()
