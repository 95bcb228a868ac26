"""Signing up, claiming a firm on file, people of a firm, verification, the first password."""

import re

import pytest
from factories import actor_of, make_employer, make_employer_user, make_user
from sqlalchemy import select

from models import (
    Assignment,
    CallSource,
    CheckKind,
    Employer,
    EmployerAction,
    EmployerCheck,
    EmployerClaim,
    EmployerKind,
    EmployerState,
    Role,
    User,
)
from services import accounts, employer_checks, employers, firm_calls, members, signups
from services.errors import Refused
from services.firm_calls import Call

TAX_CODE = "0100109106"
PASSWORD = "mot cau de nho 2026"
JOIN = {
    "kind": "company",
    "name": "Công ty Thử Nghiệm",
    "tax_code": TAX_CODE,
    "commune": "Phường Hạc Thành",
    "contact_name": "Chị Hoa",
    "contact_phone": "0912 345 678",
    "full_name": "Lê Thị Hoa",
    "login": "hoa.thunghiem",
    "password": PASSWORD,
    "again": PASSWORD,
}


def firm_of(session):
    return session.scalars(select(Employer)).one()


def test_a_company_signs_up_with_its_tax_code_and_waits_for_verification(client, session):
    assert client.submit("/employer/join", **JOIN).status_code == 303
    firm = firm_of(session)
    (held,) = members.now_of_firm(session, firm)
    assert (firm.state, firm.tax_code, held.is_owner) == (EmployerState.PENDING, TAX_CODE, True)
    assert accounts.password_matches(held.user.password_hash, PASSWORD)
    assert not firm.may_see_people()


def test_a_household_business_signs_up_without_a_code(client, session):
    household = JOIN | {"kind": "household", "tax_code": "", "name": "Hộ Bà Lan"}
    assert client.submit("/employer/join", **household).status_code == 303
    assert firm_of(session).kind == EmployerKind.HOUSEHOLD


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"tax_code": ""}, "Mã số thuế"),
        ({"tax_code": "1234567890"}, "Mã số thuế không đúng"),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu dài từ"),
        ({"again": "khac han cau kia"}, "Hai lần gõ chưa giống nhau"),
        ({"login": "Hoà"}, "chữ không dấu"),
        ({"contact_phone": "12"}, "số"),
        ({"commune": "không có đâu"}, "xã, phường"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(client, session, typed, told):
    response = client.submit("/employer/join", **JOIN | typed)
    assert response.status_code == 422
    assert told in response.text
    assert session.scalars(select(User)).all() == []
    assert PASSWORD not in response.text


def test_a_login_that_is_taken_is_told(client, session):
    make_user(session).login = "hoa.thunghiem"
    session.commit()
    assert client.submit("/employer/join", **JOIN).status_code == 422
    assert session.scalars(select(Employer)).all() == []


def test_signing_up_again_and_again_is_braked(client, session):
    codes = ["", "", "", "", "", ""]
    answers = [
        client.submit(
            "/employer/join",
            **JOIN | {"kind": "household", "tax_code": code, "login": f"ho{n}.lan"},
        ).status_code
        for n, code in enumerate(codes)
    ]
    assert answers == [303] * accounts.FREE_TRIES + [422]


def test_logins_and_firms_on_file_are_not_tried_out_without_end(client, session):
    make_user(session).login = "hoa.thunghiem"
    session.commit()
    for _ in range(accounts.FREE_TRIES):
        assert members.TAKEN in client.submit("/employer/join", **JOIN).text
    answer = client.submit("/employer/join", **JOIN)
    assert members.TAKEN not in answer.text
    assert "Hãy chờ 15 phút" in answer.text


def test_a_firm_that_staff_made_is_claimed_and_shows_nothing_before_the_call(client, session):
    made = make_employer(session, state=EmployerState.UNCLAIMED, tax_code=TAX_CODE, agreed=False)
    response = client.submit("/employer/join", **JOIN)
    assert response.headers["Location"].endswith("/employer/join/waiting")
    claim = session.scalars(select(EmployerClaim)).one()
    assert (claim.employer_id, claim.is_accepted) == (made.id, None)
    assert session.scalars(select(Assignment)).all() == []
    assert made.state == EmployerState.UNCLAIMED
    assert made.name != JOIN["name"]


def test_staff_answer_a_claim_and_its_person_becomes_the_owner(client, session):
    firm = make_employer(session, state=EmployerState.UNCLAIMED, tax_code=TAX_CODE, agreed=False)
    client.submit("/employer/join", **JOIN)
    claim = session.scalars(select(EmployerClaim)).one()
    client.sign_in(make_user(session))
    assert "Lê Thị Hoa" in client.get(f"/firms/{firm.id}").text
    client.submit(f"/firms/{firm.id}/claims/{claim.id}/accept")
    assert members.now_of_firm(session, firm) == [], "a claim needs its call"
    client.submit(f"/firms/{firm.id}/call", source="register", number="0373888999")
    client.submit(f"/firms/{firm.id}/claims/{claim.id}/accept")
    (held,) = members.now_of_firm(session, firm)
    assert (held.user.login, held.is_owner) == ("hoa.thunghiem", True)
    assert session.get_one(Employer, firm.id, populate_existing=True).state == EmployerState.PENDING


def test_a_claim_that_is_refused_gives_no_hat(client, session):
    firm = make_employer(session, state=EmployerState.UNCLAIMED, tax_code=TAX_CODE, agreed=False)
    client.submit("/employer/join", **JOIN)
    claim = session.scalars(select(EmployerClaim)).one()
    client.sign_in(make_user(session))
    client.submit(f"/firms/{firm.id}/claims/{claim.id}/refuse")
    assert members.now_of_firm(session, firm) == []
    assert client.submit(f"/firms/{firm.id}/claims/{claim.id}/accept").status_code == 404


def test_a_firm_with_an_owner_is_not_claimed(client, session):
    firm = make_employer(session, tax_code=TAX_CODE)
    make_employer_user(session, firm, is_owner=True)
    response = client.submit("/employer/join", **JOIN)
    assert response.status_code == 422
    assert "đã có người phụ trách" in response.text
    assert firm.name not in response.text


def test_two_claims_make_one_owner(session):
    make_employer(session, state=EmployerState.UNCLAIMED, tax_code=TAX_CODE, agreed=False)
    facts = employers.EmployerFacts(EmployerKind.COMPANY, "X", tax_code=TAX_CODE)
    claims = [
        signups.join(session, facts, signups.Account(login, "Tên", "x"))
        for login in ("mot.nguoi", "hai.nguoi")
    ]
    by = actor_of(make_user(session))
    firm_calls.record(session, claims[0].employer, Call(CallSource.VISIT), by=by)
    signups.answer(session, claims[0], is_accepted=True, by=by)
    with pytest.raises(Refused, match="đã có người phụ trách"):
        signups.answer(session, claims[1], is_accepted=True, by=by)


def test_a_firm_that_signed_itself_up_is_verified_after_its_checks(client, session):
    client.submit("/employer/join", **JOIN)
    firm, by = firm_of(session), actor_of(make_user(session))
    with pytest.raises(Refused, match="tra mã số thuế, gọi số"):
        employers.move(session, firm, EmployerAction.VERIFY, by=by)
    employer_checks.record(session, firm, CheckKind.TAX_CODE, by=by)
    firm_calls.record(session, firm, Call(CallSource.REGISTER, "0373888999"), by=by)
    employers.move(session, firm, EmployerAction.VERIFY, by=by)
    assert firm.state == EmployerState.VERIFIED
    assert not firm.may_see_people(), "the data agreement is still to come"


def test_a_call_to_the_number_the_claimant_typed_proves_nothing(client, session):
    client.submit("/employer/join", **JOIN)
    firm = firm_of(session)
    client.sign_in(make_user(session))
    url = f"/firms/{firm.id}/call"
    assert "Không gọi số người đăng ký tự ghi" in client.get(url).text
    for source, number in (("register", JOIN["contact_phone"]), ("on_file", ""), ("commune", "")):
        assert client.submit(url, source=source, number=number).status_code == 422
    assert client.submit(f"/firms/{firm.id}/checks/called").status_code == 404
    assert session.scalars(select(EmployerCheck)).all() == []
    client.submit(url, source="register", number="0373 888 999")
    check = session.scalars(select(EmployerCheck)).one()
    assert (check.source, check.number) == (CallSource.REGISTER, "0373888999")
    page = client.get(f"/firms/{firm.id}").text
    assert "Đăng ký kinh doanh quốc gia: 0373888999" in page


@pytest.fixture
def owner(session, firm):
    return make_employer_user(session, firm, is_owner=True)


@pytest.fixture
def hr(client, owner):
    return client.sign_in(owner)


def test_the_last_owner_neither_steps_down_nor_leaves(hr, session, firm, owner):
    for path, typed in (("role", {}), ("end", {})):
        hr.submit(f"/employer/firm/people/{owner.id}/{path}", **typed)
    session.expire_all()
    (held,) = members.now_of_firm(session, firm)
    assert held.is_owner


def test_an_owner_hands_over_and_then_leaves(hr, session, firm, owner):
    other = make_employer_user(session, firm)
    hr.submit(f"/employer/firm/people/{other.id}/role", is_owner="1")
    hr.submit(f"/employer/firm/people/{owner.id}/end")
    session.expire_all()
    assert [(h.user_id, h.is_owner) for h in members.now_of_firm(session, firm)] == [
        (other.id, True)
    ]
    assert hr.get("/employer/positions").status_code in {303, 403}


def test_only_an_owner_invites_edits_and_changes_people(client, session, firm, owner):
    client.sign_in(make_employer_user(session, firm))
    client.submit("/employer/firm/people/new", full_name="Ai Đó", login="ai.do")
    client.submit(f"/employer/firm/people/{owner.id}/end")
    client.submit("/employer/firm/edit", contact_name="Khác", contact_phone="0912345678")
    assert [h.user_id for h in members.now_of_firm(session, firm) if h.is_owner] == [owner.id]
    assert session.scalar(select(User).where(User.login == "ai.do")) is None
    assert session.get_one(Employer, firm.id, populate_existing=True).contact_name == ""


def test_people_of_another_firm_are_not_there(hr, session):
    stranger = make_employer_user(session, make_employer(session), is_owner=True)
    assert hr.submit(f"/employer/firm/people/{stranger.id}/end").status_code == 404


def test_a_firm_edits_its_contact_and_neither_its_name_nor_its_tax_code(hr, session, firm):
    typed = {
        "contact_name": "Anh Nam",
        "contact_phone": "0987654321",
        "commune": "Phường Hạc Thành",
    }
    response = hr.submit("/employer/firm/edit", **typed, name="Tên Khác", tax_code="1")
    assert response.status_code == 303
    changed = session.get_one(Employer, firm.id, populate_existing=True)
    assert (changed.contact_name, changed.name, changed.tax_code) == ("Anh Nam", firm.name, None)


def test_a_first_password_is_changed_before_anything_else(hr, client, session, firm):
    page = hr.submit("/employer/firm/people/new", full_name="Ngô Văn Tư", login="tu.moi").text
    first = re.search(r'class="nowrap">([^<]+)<', page)[1]
    client.submit("/sign-out")
    client.submit("/sign-in", login="tu.moi", password=first)
    assert client.get("/employer/positions").headers["Location"].endswith("/account/password")
    wrong = client.submit("/account/password", old="sai roi ban oi", new=PASSWORD, again=PASSWORD)
    assert wrong.status_code == 422
    same = client.submit("/account/password", old=first, new=first, again=first)
    assert same.status_code == 422
    assert (
        client.submit("/account/password", old=first, new=PASSWORD, again=PASSWORD).status_code
        == 303
    )
    assert client.get("/employer/positions").status_code == 200
    user = session.scalar(select(User).where(User.login == "tu.moi"))
    assert accounts.password_matches(user.password_hash, PASSWORD)
    assert Role.EMPLOYER in user.roles()


def test_the_task_list_names_what_is_left(client, session):
    client.submit("/employer/join", **JOIN)
    user = session.scalar(select(User))
    page = client.sign_in(user).get("/employer/firm").text
    assert page.count("Cán bộ đang làm") == 3
    assert page.count("Cần làm") == 1
