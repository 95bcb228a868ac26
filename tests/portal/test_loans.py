"""The loan desk: previews for a person and a firm, a referral step by step."""

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_employer,
    make_employer_user,
    make_returnee,
    make_user,
)
from sqlalchemy import select
from words import LIST_A, found

from models import LoanReferral, LoanState, ReturnBasis, Role, local_today

TODAY = f"{local_today():%d/%m/%Y}"
ALL_YES = (
    "check=1&purpose=business&basis=completed&completed_on=05/03/2025&born_on=01/01/1990"
    "&has_certificate=yes&is_on_list=yes&owes_same=no&has_plan=yes&amount_vnd=90 triệu"
)
FIRM = "check=1&is_small=yes&is_legal=yes&has_plan=yes&supported=3&amount_vnd=300 triệu"


def referral(session):
    session.expire_all()
    return session.scalars(select(LoanReferral)).one()


def test_a_person_is_answered_by_both_programmes(officer, session):
    person = make_returnee(session, return_basis=ReturnBasis.COMPLETED)
    page = f"/sponsoring/people/{person.id}/loan"
    assert officer.get(page).text.count("Cần hỏi thêm") == 2
    answered = officer.get(f"{page}?{ALL_YES}").text
    assert answered.count("Đủ các điều kiện đã hỏi") == 2
    assert "Quyết định 22/2023/QĐ-TTg, Điều 3" in answered
    assert "do Ngân hàng Chính sách xã hội quyết định" in answered
    refused = officer.get(f"{page}?{ALL_YES.replace('owes_same=no', 'owes_same=yes')}").text
    assert "Chưa đủ điều kiện" in refused


def test_a_referral_goes_from_step_to_step(officer, session):
    person = make_returnee(session)
    page = f"/sponsoring/people/{person.id}/loan"
    officer.submit(page, programme="decision_22", purpose="business", on=TODAY)
    row = referral(session)
    officer.submit(f"/sponsoring/loans/{row.id}/submit", on=TODAY)
    answer = officer.submit(f"/sponsoring/loans/{row.id}/lend", on=TODAY)
    assert answer.status_code == 422
    assert "Hãy ghi số tiền" in answer.text
    officer.submit(f"/sponsoring/loans/{row.id}/lend", on=TODAY, amount_vnd="40 triệu")
    assert (referral(session).state, referral(session).lent_vnd) == (LoanState.LENT, 40_000_000)
    assert f"{TODAY}: Đã giải ngân" in officer.get(page).text


def test_no_loan_has_a_reason_and_a_person_may_step_back(officer, session):
    person = make_returnee(session)
    page = f"/sponsoring/people/{person.id}/loan"
    officer.submit(page, programme="decree_338", purpose="business", on=TODAY)
    row = referral(session)
    officer.submit(f"/sponsoring/loans/withdraw/{row.id}")
    assert referral(session).state == LoanState.WITHDRAWN


def test_a_day_that_has_not_come_is_refused_with_what_was_typed(officer, session):
    person = make_returnee(session)
    answer = officer.submit(
        f"/sponsoring/people/{person.id}/loan",
        programme="decision_22",
        purpose="business",
        on="01/01/2099",
    )
    assert answer.status_code == 422
    assert "01/01/2099" in answer.text


def test_another_officers_people_are_not_there(client, session):
    row = LoanReferral(
        returnee=make_returnee(session, commune_code=HAC_THANH),
        programme="decision_22",
        purpose="business",
        referred_on=local_today(),
    )
    session.add(row)
    session.commit()
    officer = client.sign_in(make_user(session, communes=(HAM_RONG,)))
    for page in (
        f"people/{row.returnee_id}/loan",
        f"loans/{row.id}/submit",
        f"loans/{row.id}/lend",
    ):
        assert officer.get(f"/sponsoring/{page}").status_code == 404
    assert officer.get(f"/sponsoring/loans/{row.id}/give").status_code == 404


@pytest.mark.parametrize(
    ("mine", "answer"), [(3, "Đủ các điều kiện đã hỏi"), (2, "Chưa đủ điều kiện"), (99, "Cần hỏi")]
)
def test_a_firm_asks_for_itself_in_its_own_words(client, session, mine, answer):
    firm = make_employer(session, workers_total=30)
    hr = client.sign_in(make_employer_user(session, firm))
    asked = f"{FIRM}&workers_total=30&workers_of_programme={mine}"
    page = hr.get(f"/pledges/loan?{asked}").text
    shown = page.split("Quyết định 22/2023/QĐ-TTg</h2>")[1].split("</section>")[0]
    assert answer in shown
    assert found(page, LIST_A) == []


def test_staff_ask_for_a_firm(officer, session, client):
    firm = make_employer(session, name="Xưởng Mộc Tùng")
    assert "Xưởng Mộc Tùng: vay vốn" in officer.get(f"/sponsoring/firms/{firm.id}/loan").text
    organiser = client.application.test_client().sign_in(make_user(session, Role.ORGANISER))
    assert organiser.get(f"/sponsoring/firms/{firm.id}/loan?{FIRM}").status_code == 200


@pytest.mark.parametrize("asked", ["check=1&amount_vnd=x&completed_on=99", "check=1&basis=zz"])
def test_what_cannot_be_read_is_not_known(officer, session, asked):
    person = make_returnee(session)
    answer = officer.get(f"/sponsoring/people/{person.id}/loan?{asked}")
    assert answer.status_code == 200
    assert "Cần hỏi thêm" in answer.text
