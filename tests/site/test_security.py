"""What a hand that types addresses and headers gets to see, over plain HTTP."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from access_matrix import MATRIX
from server import Person
from sqlalchemy import select
from werkzeug.exceptions import MethodNotAllowed

from config import lan_address
from models import Attendance, Import, Introduction, Pledge, Position, Sponsorship, Suggestion
from portal import create_app
from portal.security import HEADERS
from services.demo import DEMO_PASSWORD
from tests.site.scenery import COUNSELOR, FIRM, firm_of
from tests.site.visitors import LOGINS

pytestmark = pytest.mark.sqlite
NOWHERE = "00000000-0000-7000-8000-000000000007"
ELSEWHERE = {
    "tuvan.songma": (
        "counselor",
        {"returnee_id", "suggestion_id", "introduction_id", "attendance_id", "import_id"}
        | {"sponsorship_id"},
    ),
    "doanhnghiep.giay": ("employer", {"position_id", "introduction_id", "pledge_id"}),
    "canhsat": ("police", {"returnee_id", "import_id"}),
    "tochuc": ("organiser", {"import_id"}),
    "donghoi": ("desk", {"event_id"}),
}
"""Who looks, under which hat, and of which kinds of record the ids are not theirs."""


@pytest.fixture(scope="module")
def stranger(site):
    return Person(site.url)


@pytest.fixture(scope="module")
def foreign(site):
    """Return an id of each kind that belongs to one counselor's people or to one firm."""
    with site.installation.session() as session:
        firm = firm_of(session, FIRM)
        introduction = session.scalars(select(Introduction)).first()
        person = introduction.returnee_id
        event = session.scalars(select(Attendance.event_id)).first()
        return {
            "returnee_id": person,
            "introduction_id": introduction.id,
            "employer_id": firm,
            "event_id": event,
            "position_id": _one(session, Position.id, Position.employer_id == firm),
            "pledge_id": _one(session, Pledge.id, Pledge.employer_id == firm),
            "suggestion_id": _one(session, Suggestion.id, Suggestion.returnee_id == person),
            "sponsorship_id": _one(session, Sponsorship.id, Sponsorship.id.is_not(None)),
            "attendance_id": _one(session, Attendance.id, Attendance.returnee_id == person),
            "import_id": _one(session, Import.id, Import.filename.is_not(None)),
        }


def _one(session, column, condition):
    return session.scalars(select(column).where(condition)).first()


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint in MATRIX]


def address(app, rule, ids):
    values = {}
    for name, converter in rule._converters.items():  # noqa: SLF001 - werkzeug has no public way
        is_id = type(converter).__name__ == "UUIDConverter"
        values[name] = ids.get(name, NOWHERE) if is_id else "x"
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def test_a_form_s_address_cannot_be_opened_by_a_link(shared_app, stranger):
    forms = [rule for rule in rules(shared_app) if "GET" not in rule.methods]
    paths = {rule.endpoint: address(shared_app, rule, {}) for rule in forms}
    answers = {endpoint: stranger.send(path) for endpoint, path in paths.items()}
    opened = {endpoint for endpoint, answer in answers.items() if answer.status != 405}
    pages = {endpoint for endpoint, path in paths.items() if page_at(shared_app, path)}
    assert opened == pages != set(answers)
    # There the page of the same address is read, and a stranger is asked who they are.
    assert {urlsplit(answers[endpoint].url).path for endpoint in pages} == {"/sign-in"}


def page_at(app, path):
    """Return the page with the same address as a form, if there is one."""
    try:
        return app.url_map.bind("").match(path, method="GET")[0]
    except MethodNotAllowed:
        return ""


@pytest.mark.parametrize("fields", [{}, {"csrf_token": "made-up"}], ids=["absent", "wrong"])
def test_no_form_is_taken_without_its_token(shared_app, site, fields):
    posts = [rule for rule in rules(shared_app) if "POST" in rule.methods]
    answers = {
        rule.endpoint: Person(site.url).send(address(shared_app, rule, {}), fields).status
        for rule in posts
    }
    assert set(answers.values()) == {400}, answers


def test_a_form_whose_token_is_old_keeps_what_was_typed(site):
    firm = Person(site.url).sign_in(FIRM, DEMO_PASSWORD)
    typed = {"title": "Thợ mộc <b>chạm khắc</b>", "description": "Đục, chạm, đánh bóng"}
    answer = firm.send("/employer/positions/new", typed | {"csrf_token": "old"})
    assert answer.status == 400
    assert "Thợ mộc &lt;b&gt;chạm khắc&lt;/b&gt;" in answer.text
    assert "Đục, chạm, đánh bóng" in answer.text


@pytest.mark.parametrize("login", ELSEWHERE)
def test_the_rows_of_others_are_not_there(shared_app, site, foreign, login):
    role, kinds = ELSEWHERE[login]
    ids = foreign | dict.fromkeys(kinds & {"event_id"}, NOWHERE)
    person = Person(site.url).sign_in(login, DEMO_PASSWORD)
    found = {}
    for rule in rules(shared_app):
        if rule.arguments & kinds and role in MATRIX[rule.endpoint]:
            found |= _try_all(person, rule, address(shared_app, rule, ids))
    assert found
    assert set(found.values()) == {404}, {key: got for key, got in found.items() if got != 404}


def _try_all(person, rule, path):
    sent = {"GET": None, "POST": {"csrf_token": person.token}}
    return {
        (rule.endpoint, method): person.send(path, sent[method]).status
        for method in rule.methods & set(sent)
    }


def test_another_host_name_is_refused(stranger):
    assert stranger.send("/sign-in", Host="evil.example").status == 400


def test_forwarding_headers_of_a_visitor_change_nothing(site):
    lan = f"{lan_address()}:{site.installation.settings.port}"
    officer = Person(site.url).sign_in(COUNSELOR, DEMO_PASSWORD)
    said = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example"}
    assert "evil.example" not in officer.send("/", **said).url
    cookie = "; ".join(f"{one.name}={one.value}" for one in officer.cookies)
    answer = Person(site.url).send("/account", Host=lan, Cookie=cookie, **said)
    assert answer.status == (426 if lan_address() != "127.0.0.1" else 200)


def test_wrong_passwords_are_braked_whatever_address_is_claimed(site):
    answers = []
    for number in range(12):
        guesser = Person(site.url)
        guesser.get("/sign-in")
        fields = {"csrf_token": guesser.token, "login": "khong-co", "password": "sai-mat-khau"}
        said = {"X_Forwarded_For": f"203.0.113.{number}"}
        answers.append(guesser.send("/sign-in", fields, **said))
    assert {answer.status for answer in answers} == {422}
    assert "Đã sai nhiều lần" in answers[-1].text


@pytest.mark.parametrize("role", LOGINS)
def test_every_answer_is_dressed_and_kept_nowhere(site, role):
    person = Person(site.url).sign_in(LOGINS[role], DEMO_PASSWORD)
    for path in ("/", "/account", "/nowhere", "/static/css/base.css"):
        answer = person.send(path)
        missing = {name for name, value in HEADERS.items() if answer.headers.get(name) != value}
        assert missing == set(), path
        kept = answer.headers["Cache-Control"]
        assert ("no-store" in kept) != path.startswith("/static/"), path


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site):
    (cookie,) = _cookies(Person(site.url).send("/sign-in"))
    assert cookie.startswith("noiviec=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_behind_https_the_cookie_is_bound_to_the_host(site):
    settings = site.installation.settings
    app = create_app(replace(settings, public_url="https://noiviec.example", log_level="ERROR"))
    answer = app.test_client().get("/sign-in", base_url="https://noiviec.example")
    cookie = answer.headers["Set-Cookie"]
    assert re.match(r"__Host-noiviec=\S+; ", cookie)
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def _cookies(answer):
    return answer.headers.get_all("Set-Cookie")
