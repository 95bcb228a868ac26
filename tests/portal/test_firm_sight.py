"""What no page of a firm tells before a yes and after its end."""

import itertools
import re
import uuid

import pytest
from access_matrix import MATRIX
from factories import (
    HAM_RONG,
    make_approval,
    make_consent,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
)
from queries import page_cost
from sqlalchemy import select
from words import LIST_A

from models import (
    Introduction,
    Position,
    ReturneeSkill,
    Role,
)
from tests.portal.firm_pages import heard
from tests.portal.introduced_rows import introduced


def test_another_firms_rows_are_not_there(hr, session):
    theirs = make_introduction(session)
    for path in (
        f"/employer/positions/{theirs.position_id}",
        f"/employer/positions/{theirs.position_id}/edit",
        f"/employer/introductions/{theirs.id}",
        f"/employer/introductions/{theirs.id}/invite",
        f"/employer/introductions/{theirs.id}/refuse",
    ):
        assert hr.get(path).status_code == 404, path
    for path in (
        f"/employer/positions/{theirs.position_id}/copy",
        f"/employer/positions/{theirs.position_id}/moves/close",
        f"/employer/introductions/{theirs.id}/answers/hire",
    ):
        assert hr.submit(path).status_code == 404, path


def test_the_owner_accepts_the_agreement_and_a_clerk_cannot(app, session):
    firm = make_employer(session, agreed=False)
    clerk = app.test_client().sign_in(make_employer_user(session, firm))
    clerk.submit("/employer/agreement", signed_by="Nhân viên", is_agreed="y")
    session.refresh(firm, ["agreements"])
    assert not firm.may_see_people()
    owner = app.test_client().sign_in(make_employer_user(session, firm, is_owner=True))
    assert owner.submit("/employer/agreement", signed_by="").status_code == 422
    sent = owner.submit("/employer/agreement", signed_by="Lê Văn Chủ, giám đốc", is_agreed="y")
    assert sent.status_code == 303
    session.refresh(firm, ["agreements"])
    assert firm.may_see_people()
    assert "Đăng tin tuyển dụng</a>" in owner.get(sent.headers["Location"]).text


def approved(session, position, number, **values):
    people = []
    for _ in range(number):
        person = make_returnee(session, shifts_ok=["day"], **values)
        session.add(ReturneeSkill(returnee=person, name="may", code="may-cong-nghiep", years=2.0))
        make_approval(session, make_suggestion(session, person, position))
        people.append(person)
    return people


def test_five_alike_are_counted_and_shown_in_bands(hr, session, firm):
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    approved(session, posting, 5)
    page = heard(hr.get(f"/employer/positions/{posting.id}"))
    assert "Có 5 người phù hợp đã được cán bộ duyệt" in page
    assert "May công nghiệp, 1 đến 3 năm" in page
    assert "dưới 5 km" in page


def test_below_five_the_number_and_the_rare_are_not_told(hr, session, firm):
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    approved(session, posting, 2)
    page = heard(hr.get(f"/employer/positions/{posting.id}"))
    assert "Có dưới 5 người phù hợp" in page
    assert "May công nghiệp, 1 đến 3 năm" not in page


def test_without_the_agreement_not_even_anonymous_rows_are_shown(client, session):
    firm = make_employer(session, agreed=False)
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    approved(session, posting, 5)
    client.sign_in(make_employer_user(session, firm, is_owner=True))
    page = client.get(f"/employer/positions/{posting.id}").text
    assert "Người thứ" not in page
    assert "cam kết dữ liệu" in page


CANARY = {
    "full_name": "Quàng Thị Hoàng Yến",
    "phone": "0911222333",
    "national_id": "038190777888",
    "birth_date": "1977-07-17",
    "birth_year": 1977,
    "address": "Thôn Chim Hót",
    "summary": "Ghi chú chim hoàng yến",
    "notes": "Bí mật chim hoàng yến",
    "desired_work": "Ước muốn chim hoàng yến",
    "commune_code": HAM_RONG,
}
TELLS = ("Hoàng Yến", "hoàng yến", "0911222333", "038190777888", "1977", "Chim Hót", "Hàm Rồng")


def _arguments(rule, ids):
    names = sorted(rule.arguments)
    rows = [ids.get(name, [uuid.uuid4()]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*rows)]


def walk(app, session, client, firm):
    """Open every page of a firm, with the ids of its own rows and of every other row."""
    ids = {
        "position_id": session.scalars(select(Position.id)).all(),
        "introduction_id": [*session.scalars(select(Introduction.id)).all(), uuid.uuid4()],
    }
    for rule in app.url_map.iter_rules():
        allowed = MATRIX.get(rule.endpoint, set())
        if "GET" not in rule.methods or isinstance(allowed, str) or Role.EMPLOYER not in allowed:
            continue
        for values in _arguments(rule, ids):
            with app.test_request_context():
                url = app.url_for(rule.endpoint, **values)
            yield url, client.get(url)


def test_before_the_yes_no_page_of_a_firm_tells_who_it_is(app, hr, session, firm):
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    (person,) = approved(session, posting, 1, **CANARY)
    approved(session, posting, 5)
    seen = 0
    for url, response in walk(app, session, hr, firm):
        # The firm's own form proposes every commune of the province.
        text = re.sub(r"<datalist.*?</datalist>", "", response.text, flags=re.DOTALL)
        assert [tell for tell in TELLS if tell in text] == [], url
        assert str(person.id) not in text, url
        seen += response.status_code == 200
    assert seen >= 5


def test_after_the_end_no_page_of_a_firm_tells_who_it_was(app, hr, session, firm):
    posting = make_position(session, firm)
    person = make_returnee(session, **CANARY)
    made = make_introduction(
        session, make_approval(session, make_suggestion(session, person, posting))
    )
    hr.submit(f"/employer/introductions/{made.id}/refuse", reason="skills")
    seen = 0
    for url, response in walk(app, session, hr, firm):
        seen += response.status_code == 200
        text = re.sub(r"<datalist.*?</datalist>", "", response.text, flags=re.DOTALL)
        assert [tell for tell in TELLS if tell in text] == [], url
    assert seen >= 5


def test_a_firm_reads_none_of_the_hard_words(app, hr, session, firm):
    introduced(session, firm)
    for url, response in walk(app, session, hr, firm):
        said = f" {heard(response).lower()} "
        found = [word for word in LIST_A if re.search(rf"(?<!\w){word}(?!\w)", said)]
        assert found == [], url


@pytest.mark.parametrize("path", ["/employer/positions", "/employer/introductions"])
def test_a_list_of_twenty_costs_as_many_queries_as_one_of_two(hr, session, connection, firm, path):
    def fill(number):
        for _ in range(number):
            introduced(session, firm)

    fill(2)
    few = page_cost(session, connection, hr, path)
    fill(18)
    assert page_cost(session, connection, hr, path) == few


def test_consent_rows_of_another_firm_show_nothing_here(hr, session):
    other = make_employer(session)
    person = make_returnee(session, full_name="Vi Văn Khác")
    make_consent(session, person, employer=other)
    assert "Vi Văn Khác" not in hr.get("/employer/introductions").text
