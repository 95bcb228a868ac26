"""What a firm pledged, written down by staff; lists that cost the same."""

import pytest
from factories import (
    make_employer,
    make_returnee,
    make_user,
)
from queries import counted
from sqlalchemy import select

from models import (
    Delivery,
    Move,
    Pledge,
    PledgeState,
    Role,
)
from tests.portal.sponsoring_rows import SOON, TODAY, agreed, fresh, typed

PLEDGE = {
    "kind": "tools",
    "quantity": "5",
    "money_type": "lend",
    "until": typed(SOON),
    "conditions": "Hỏng thì xưởng sửa",
    "said_by": "Chị Hương, nhân sự",
    "said_how": "phone",
    "said_on": typed(TODAY),
}


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.ORGANISER])
def test_staff_write_down_what_a_firm_pledged(client, session, role):
    client.sign_in(make_user(session, role))
    firm = make_employer(session)
    answer = client.submit("/sponsoring/pledges/new", employer_id=str(firm.id), **PLEDGE)
    assert answer.status_code == 303
    made = session.scalars(select(Pledge)).one()
    move = session.scalars(select(Move).where(Move.record_id == made.id)).one()
    assert (made.employer_id, move.said_by, move.said_how) == (
        firm.id,
        "Chị Hương, nhân sự",
        "phone",
    )
    client.submit(
        f"/sponsoring/pledges/{made.id}/withdraw",
        said_by="Anh Nam",
        said_how="in_person",
        said_on=typed(TODAY),
    )
    assert fresh(session, made).state == PledgeState.WITHDRAWN
    assert "Đã rút" in client.get("/sponsoring/pledges").text


def test_who_said_it_is_asked_with_all_other_faults(officer, session):
    answer = officer.submit("/sponsoring/pledges/new", conditions="đặt cọc", said_on="")
    assert answer.status_code == 422
    for sentence in (
        "chọn doanh nghiệp",
        "số người hoặc số tiền",
        "đòi đặt cọc",
        "chọn một loại",
        "ai nói",
        "Hãy ghi ngày nói",
        "ngày cuối",
    ):
        assert sentence in answer.text
    assert session.scalars(select(Pledge)).all() == []


def test_a_condition_against_the_rules_is_refused_beside_its_box(officer, session):
    firm = make_employer(session)
    answer = officer.submit(
        "/sponsoring/pledges/new",
        employer_id=str(firm.id),
        **PLEDGE | {"conditions": "Phải làm ít nhất một năm"},
    )
    assert answer.status_code == 422
    assert "Không được buộc người lao động ở lại làm" in answer.text
    assert "Phải làm ít nhất một năm" in answer.text


@pytest.mark.parametrize("url", ["/sponsoring/", "/sponsoring/people", "/sponsoring/pledges"])
def test_a_longer_list_costs_no_more_queries(client, session, connection, url):
    client.sign_in(make_user(session))
    client.get(url)

    def cost(count):
        for _ in range(count):
            row = agreed(session, returnee=make_returnee(session, needs=["capital"]))
            session.add(Delivery(sponsorship=row, delivered_on=TODAY, amount_vnd=1_000_000))
        session.commit()
        with counted(connection) as statements:
            assert client.get(url).status_code == 200
        return len([s for s in statements if not s.startswith("INSERT")])

    assert cost(2) == cost(18)
