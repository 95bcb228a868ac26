import pytest
from factories import make_user
from sqlalchemy import func, select

from models import Attempt, Role, WebSession
from services import accounts

PASSWORD = "mật khẩu rất dài"


@pytest.fixture
def officer(session):
    user = make_user(session, Role.ADMINISTRATOR)
    user.password_hash = accounts.hash_password(PASSWORD)
    session.commit()
    return user


def test_right_password_opens_the_first_page(client, officer):
    response = client.submit("/sign-in", login=officer.login.upper(), password=PASSWORD)
    assert response.status_code == 303
    assert client.get("/access-log").status_code == 200


def test_password_typed_in_another_unicode_form_is_the_same(client, officer):
    import unicodedata  # noqa: PLC0415 - one use

    typed = unicodedata.normalize("NFD", PASSWORD)
    assert client.submit("/sign-in", login=officer.login, password=typed).status_code == 303


def test_wrong_password_and_unknown_user_read_alike(client, officer):
    wrong = client.submit("/sign-in", login=officer.login, password="sai mật khẩu rồi")
    unknown = client.submit("/sign-in", login="khong-co", password="sai mật khẩu rồi")
    assert wrong.status_code == unknown.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in wrong.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in unknown.text


def test_a_megabyte_password_never_reaches_the_hash(client, officer, session):
    response = client.submit("/sign-in", login=officer.login, password="x" * 1_000_000)
    assert response.status_code == 422
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_five_failures_brake_even_the_right_password(client, officer):
    for _ in range(accounts.FREE_TRIES):
        client.submit("/sign-in", login=officer.login, password="sai mật khẩu rồi")
    response = client.submit("/sign-in", login=officer.login, password=PASSWORD)
    assert "chờ 15 phút" in response.text


def test_failures_at_one_machine_keep_nobody_out_at_another(app, client, officer):
    stranger = app.test_client()
    for _ in range(accounts.FREE_TRIES + 1):
        stranger.post(
            "/sign-in",
            data={"csrf_token": stranger.csrf_token(), "login": officer.login, "password": "sai"},
            environ_base={"REMOTE_ADDR": "192.0.2.9"},
        )
    response = client.submit("/sign-in", login=officer.login, password=PASSWORD)
    assert response.status_code == 303


def test_failures_from_everywhere_brake_in_the_end(session, officer):
    for number in range(accounts.FREE_TRIES_IN_ALL):
        for key in accounts.brakes("login:a", f"192.0.2.{number}"):
            accounts.count_failure(session, key)
    assert accounts.must_wait(session, accounts.brakes("login:a", "192.0.2.200"))


def test_an_old_cookie_is_dead_after_signing_out(client, officer, app):
    client.submit("/sign-in", login=officer.login, password=PASSWORD)
    cookie = client.get_cookie("noiviec").value
    client.submit("/sign-out")
    thief = app.test_client()
    thief.set_cookie("noiviec", cookie)
    assert thief.get("/access-log").status_code == 303


def test_signing_in_renews_the_session_key(client, officer):
    client.get("/sign-in")
    client.csrf_token()
    before = client.get_cookie("noiviec").value
    client.submit("/sign-in", login=officer.login, password=PASSWORD)
    assert client.get_cookie("noiviec").value != before


def test_disabling_a_user_ends_their_session(client, officer, session):
    client.sign_in(officer)
    assert client.get("/access-log").status_code == 200
    officer.is_enabled = False
    session.commit()
    assert client.get("/access-log").status_code == 303


def test_only_a_hash_of_the_key_is_stored(client, officer, session):
    client.sign_in(officer)
    cookie = client.get_cookie("noiviec").value
    stored = session.scalars(select(WebSession)).all()
    assert stored
    assert all(cookie.encode() not in row.token_hash for row in stored)


@pytest.mark.parametrize("after", ["//evil.example", "https:evil", "/\\evil.example"])
def test_next_never_leaves_the_site(client, officer, after):
    response = client.post(
        "/sign-in",
        query_string={"next": after},
        data={
            "csrf_token": client.csrf_token(),
            "login": officer.login,
            "password": PASSWORD,
        },
    )
    assert response.headers["Location"] == "/"


def test_a_form_without_token_is_given_back_with_what_was_typed(client, officer):
    response = client.post("/sign-in", data={"login": officer.login, "password": PASSWORD})
    assert response.status_code == 400
    assert "Nội dung anh/chị vừa gõ vẫn còn" in response.text
    assert officer.login in response.text


def test_an_unknown_host_is_refused(client):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_session_nobody_can_read_any_more_has_ended(client, officer, session):
    client.sign_in(officer)
    for row in session.scalars(select(WebSession)):
        row.content = "not sealed"
    session.commit()
    assert client.get("/access-log").status_code == 303


def test_a_new_password_ends_every_other_session(client, app, officer):
    elsewhere = app.test_client()
    for browser in (client, elsewhere):
        browser.submit("/sign-in", login=officer.login, password=PASSWORD)
    new = "mot cau khac de nho"
    changed = client.submit("/account/password", old=PASSWORD, new=new, again=new)
    assert changed.status_code == 303
    assert elsewhere.get("/account").status_code != 200
    assert client.get("/account").status_code == 200


def test_a_guess_costs_64_mebibytes_and_three_passes(products_hasher):
    assert (products_hasher.memory_cost, products_hasher.time_cost) == (64 * 1024, 3)
