"""Who could help whom, and which pledge is matched."""

from datetime import timedelta

import pytest
from factories import (
    HAM_RONG,
    make_employer,
    make_pledge,
    make_returnee,
    make_sponsorship,
)
from queries import counted

from models import (
    EmployerState,
    MoneyType,
    PledgeState,
    SponsorshipEnd,
)
from services import sponsorship_matching, sponsorships
from services.errors import Refused
from tests.services.sponsorship_steps import KIND, SOON, TODAY, money


def test_candidates_begin_with_what_is_needed_then_the_nearest_then_the_fullest(session):
    person = make_returnee(session, needs=["tools"])
    far = make_employer(session, commune_code="16186")
    near, beside = make_employer(session), make_employer(session, commune_code=HAM_RONG)
    mentor = make_pledge(session, near, until=SOON)
    tools = {"kind": KIND.TOOLS, "money_type": MoneyType.LEND, "until": SOON}
    far_tools = make_pledge(session, far, **tools)
    few, many = (make_pledge(session, near, quantity=n, **tools) for n in (2, 9))
    beside_tools = make_pledge(session, beside, **tools)
    found = [one.pledge for one in sponsorships.candidates(session, person)]
    assert found == [many, few, beside_tools, far_tools, mentor]


def test_a_firm_without_a_place_comes_after_those_with_one(session):
    person = make_returnee(session)
    nowhere = make_pledge(session, make_employer(session, commune_code=None), until=SOON)
    somewhere = make_pledge(session, until=SOON)
    found = sponsorships.candidates(session, person)
    assert [one.pledge for one in found] == [somewhere, nowhere]
    assert found[1].distance_km is None


def test_candidates_leave_out_what_cannot_help(session, by):
    person = make_returnee(session)
    make_pledge(session, make_employer(session, state=EmployerState.UNCLAIMED), until=SOON)
    make_pledge(session, until=TODAY - timedelta(days=1))
    make_pledge(session, until=SOON, state=PledgeState.WITHDRAWN)
    make_sponsorship(session, make_pledge(session, quantity=1, until=SOON))
    make_sponsorship(session, make_pledge(session, quantity=5, until=SOON), person)
    assert sponsorships.candidates(session, person) == []


def test_housing_is_a_need_for_a_room(session):
    person = make_returnee(session, needs=["training", "unheard_of"], needs_housing=True)
    assert sponsorships.needs_of(person) == {KIND.TRAINING, KIND.ROOM}


def test_candidates_of_many_pledges_cost_as_many_queries_as_of_few(session, connection):
    person = make_returnee(session)

    def cost(count):
        for _ in range(count):
            make_pledge(session, until=SOON)
        session.expire_all()
        session.refresh(person)
        with counted(connection) as statements:
            sponsorships.candidates(session, person)
        return len(statements)

    # The pledges, what is left of them; the person's skills, bans and consents.
    assert cost(2) == cost(18) == 5


@pytest.mark.parametrize(
    ("pledge_values", "firm_values", "sentence"),
    [
        ({"state": PledgeState.WITHDRAWN}, {}, sponsorship_matching.WITHDRAWN),
        ({"until": TODAY - timedelta(days=1)}, {}, sponsorship_matching.OVER),
        ({}, {"state": EmployerState.PENDING}, sponsorship_matching.NOT_VERIFIED),
        ({}, {"state": EmployerState.SUSPENDED}, sponsorship_matching.NOT_VERIFIED),
    ],
)
def test_a_pledge_that_cannot_help_is_not_matched(
    session, by, pledge_values, firm_values, sentence
):
    pledge = make_pledge(
        session, make_employer(session, **firm_values), **{"until": SOON} | pledge_values
    )
    with pytest.raises(Refused, match=sentence):
        sponsorships.match(session, pledge, make_returnee(session), by=by)


def test_the_last_day_of_a_pledge_still_counts(session, by):
    pledge = make_pledge(session, until=TODAY)
    assert sponsorships.match(session, pledge, make_returnee(session), by=by)


def test_the_last_place_goes_once(session, by):
    pledge = make_pledge(session, quantity=1, until=SOON)
    sponsorships.match(session, pledge, make_returnee(session), by=by)
    with pytest.raises(Refused, match="dùng hết"):
        sponsorships.match(session, pledge, make_returnee(session), by=by)


def test_a_share_is_never_more_than_what_is_left(session, by):
    pledge = money(session)
    sponsorships.match(session, pledge, make_returnee(session), by=by, amount_vnd=7_000_000)
    with pytest.raises(Refused, match=r"chỉ còn 3\.000\.000 đồng"):
        sponsorships.match(session, pledge, make_returnee(session), by=by, amount_vnd=3_000_001)
    with pytest.raises(Refused, match="số tiền dành cho"):
        sponsorships.match(session, pledge, make_returnee(session), by=by)
    sponsorships.match(session, pledge, make_returnee(session), by=by, amount_vnd=3_000_000)


def test_a_mentor_is_not_shared_in_money(session, by):
    pledge = make_pledge(session, until=SOON)
    with pytest.raises(Refused, match="không tính bằng tiền"):
        sponsorships.match(session, pledge, make_returnee(session), by=by, amount_vnd=1)


def test_without_consent_nobody_is_matched(session, by):
    person = make_returnee(session, consented=False)
    with pytest.raises(Refused, match="chưa có đồng ý"):
        sponsorships.match(session, make_pledge(session, until=SOON), person, by=by)


def test_one_pledge_helps_a_person_once_at_a_time(session, by):
    pledge, person = make_pledge(session, until=SOON), make_returnee(session)
    first = sponsorships.match(session, pledge, person, by=by)
    with pytest.raises(Refused, match="từ cam kết này rồi"):
        sponsorships.match(session, pledge, person, by=by)
    sponsorships.end(session, first, SponsorshipEnd.MADE_IN_ERROR, by=by)
    assert sponsorships.match(session, pledge, person, by=by)


def test_one_person_is_helped_by_two_firms(session, by):
    person = make_returnee(session)
    made = [
        sponsorships.match(session, make_pledge(session, until=SOON), person, by=by)
        for _ in range(2)
    ]
    assert [row.returnee_id for row in made] == [person.id, person.id]
    assert made[0].pledge.employer_id != made[1].pledge.employer_id
