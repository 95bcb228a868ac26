import uuid
from datetime import timedelta

import pytest
from factories import (
    make_consent,
    make_employer,
    make_employer_user,
    make_pledge,
    make_returnee,
    make_sponsorship,
    make_user,
)
from queries import counted
from sqlalchemy import select

from models import Pledge, PledgeState, Role, SponsorshipKind, SponsorshipState, local_today
from portal.pledging.money import read_vnd

SOON = f"{local_today() + timedelta(days=90):%d/%m/%Y}"
TYPED = {"kind": "mentor", "quantity": "3", "until": SOON, "conditions": "Kèm hai tháng"}
CANARY = "Trịnh Thị Canari"


@pytest.fixture
def hr(client, session, firm):
    return client.sign_in(make_employer_user(session, firm))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12.000.000", 12_000_000),
        ("12000000", 12_000_000),
        ("12 triệu", 12_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.5tr", 1_500_000),
        ("500 nghìn đồng", 500_000),
        ("500k", 500_000),
        ("300.000 đồng", 300_000),
        ("2 tỷ", 2_000_000_000),
        ("", None),
        ("0", None),
        ("-5", None),
        ("1,5", None),
        ("nhiều", None),
        ("12 bao", None),
        ("999999999999", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, amount):
    assert read_vnd(typed) == amount


def test_a_firm_pledges_and_sees_the_balance(hr, firm, session):
    response = hr.submit("/pledges/new", **TYPED)
    assert response.status_code == 303
    pledge = session.scalars(select(Pledge)).one()
    assert (pledge.employer_id, pledge.kind, pledge.quantity) == (
        firm.id,
        SponsorshipKind.MENTOR,
        3,
    )
    page = hr.get("/pledges/").text
    assert "Người kèm cặp" in page
    assert "Kèm hai tháng" in page
    assert "3 người" in page


def test_training_says_its_trade_and_hours_and_a_person_may_be_the_giver(hr, session):
    typed = TYPED | {"kind": "training", "sponsor_name": "Anh Út, tổ trưởng"}
    faults = hr.submit("/pledges/new", **typed)
    assert faults.status_code == 422
    for sentence in ("Hãy ghi nghề dạy", "Hãy ghi số giờ dạy"):
        assert sentence in faults.text
    assert hr.submit("/pledges/new", **typed, trade="hàn điện", hours="ba").status_code == 422
    assert hr.submit("/pledges/new", **typed, trade="hàn điện", hours="120").status_code == 303
    page = hr.get("/pledges/").text
    assert "Dạy nghề hàn điện, 120 giờ" in page
    assert "Người đỡ đầu: Anh Út, tổ trưởng" in page


def test_money_is_typed_in_words(hr, session):
    hr.submit("/pledges/new", kind="capital", amount_vnd="20 triệu", money_type="lend", until=SOON)
    assert session.scalars(select(Pledge)).one().amount_vnd == 20_000_000


def test_people_are_counted_as_people_write_it(hr, session):
    hr.submit("/pledges/new", **TYPED | {"quantity": "5 người"})
    assert session.scalars(select(Pledge)).one().quantity == 5


def test_all_faults_are_shown_at_once_and_what_was_typed_stays(hr, session):
    response = hr.submit(
        "/pledges/new",
        kind="capital",
        quantity="ba",
        amount_vnd="nhiều lắm",
        until="hôm nào",
        conditions="giữ lương tháng đầu, lãi 1%",
    )
    assert response.status_code == 422
    for sentence in ("Hãy chọn cho hẳn", "số tiền bằng số", "tính lãi", "giữ lương"):
        assert sentence in response.text
    for typed in ("nhiều lắm", "hôm nào", "giữ lương tháng đầu"):
        assert typed in response.text
    assert "số người hoặc số tiền" not in response.text
    assert session.scalars(select(Pledge)).all() == []


def test_a_choice_nobody_offered_is_a_form_error(hr):
    response = hr.submit("/pledges/new", **TYPED | {"kind": "interest", "money_type": "usury"})
    assert response.status_code == 422


def test_a_double_click_pledges_once(hr, session):
    once = str(uuid.uuid4())
    answers = [hr.submit("/pledges/new", once=once, **TYPED) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    assert len(session.scalars(select(Pledge)).all()) == 1


def test_a_firm_withdraws_its_free_rest(hr, firm, session):
    pledge = make_pledge(session, firm)
    stands = make_sponsorship(session, pledge, state=SponsorshipState.AGREED)
    assert "Việc đã ghép vẫn giữ nguyên" in hr.get(f"/pledges/{pledge.id}/withdraw").text
    assert hr.submit(f"/pledges/{pledge.id}/withdraw").status_code == 303
    session.expire_all()
    assert pledge.state == PledgeState.WITHDRAWN
    assert stands.state == SponsorshipState.AGREED
    assert f"{pledge.id}/withdraw" not in hr.get("/pledges/").text


def test_withdrawing_again_is_a_plain_message(hr, firm, session):
    pledge = make_pledge(session, firm, state=PledgeState.WITHDRAWN)
    response = hr.submit(f"/pledges/{pledge.id}/withdraw", back="/pledges/")
    assert response.status_code == 303
    assert "đã có người làm rồi" in hr.get(response.headers["Location"]).text


def test_a_firm_never_meets_another_firms_pledge(hr, session):
    theirs = make_pledge(session, conditions="Bí mật của công ty khác")
    make_sponsorship(session, theirs)
    for send in (hr.get, hr.submit):
        assert send(f"/pledges/{theirs.id}/withdraw").status_code == 404
    page = hr.get("/pledges/").text
    assert "Bí mật" not in page
    assert "Người lao động 01" not in page


def canary_of(session, firm, **values):
    person = make_returnee(
        session,
        full_name=CANARY,
        national_id="038999123456",
        phone="0999123456",
        summary="canari-tóm-tắt",
        needs=["mentor"],
    )
    return make_sponsorship(
        session,
        make_pledge(session, firm),
        person,
        state=SponsorshipState.AGREED,
        agreed_on=local_today(),
        agreed_how="paper",
        **values,
    )


def test_before_the_persons_yes_a_sponsor_reads_a_number_and_a_kind_only(hr, firm, session):
    made = canary_of(session, firm)
    page = hr.get("/pledges/").text
    assert "Người lao động 01" in page
    for secret in (CANARY, "Canari", "038999123456", "0999123456", "canari-tóm-tắt", "1990"):
        assert secret not in page
    assert str(made.id) not in page
    assert str(made.returnee_id) not in page
    assert ">Đã thỏa thuận</span>" not in page


def test_after_the_persons_yes_a_sponsor_reads_the_name_and_nothing_more(hr, firm, session):
    made = canary_of(session, firm, shares_name=True)
    assert CANARY not in hr.get("/pledges/").text
    make_consent(session, made.returnee, employer=firm)
    page = hr.get("/pledges/").text
    assert CANARY in page
    for secret in ("038999123456", "0999123456", "canari-tóm-tắt", str(made.returnee_id)):
        assert secret not in page


def test_a_sponsor_has_no_way_to_confirm_or_move_help(hr, firm, session):
    made = canary_of(session, firm)
    for step in ("agree", "deliver", "confirm", "complete", "end"):
        assert hr.submit(f"/sponsoring/{made.id}/{step}").status_code == 403
    assert "Ghi xác nhận" not in hr.get("/pledges/").text


@pytest.mark.parametrize("role", [Role.POLICE, Role.DESK, Role.COMMITTEE])
def test_others_find_no_pledges(client, session, role):
    client.sign_in(make_user(session, role))
    assert client.get("/pledges/").status_code == 403
    assert client.get("/sponsoring/pledges").status_code == 403
    assert client.get("/sponsoring/").status_code == 403


def test_a_longer_list_costs_no_more_queries(client, session, connection):
    def cost(count):
        firm = make_employer(session)
        for _ in range(count):
            made = make_sponsorship(session, make_pledge(session, firm))
            make_consent(session, made.returnee, employer=firm)
        client.sign_in(make_employer_user(session, firm))
        client.get("/pledges/new")
        with counted(connection) as statements:
            assert client.get("/pledges/").status_code == 200
        return len([s for s in statements if not s.startswith("INSERT")])

    assert cost(2) == cost(20)


def test_words_a_firm_reads(hr, firm, session):
    canary_of(session, firm)
    for url in ("/pledges/", "/pledges/new"):
        page = hr.get(url).text.lower()
        assert not {"trại", "phạm", "đặc xá", "tiền án"} & set(page.split())
        assert "tái hòa nhập" not in page
