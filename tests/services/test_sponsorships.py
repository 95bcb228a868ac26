from datetime import timedelta

import pytest
from factories import (
    HAM_RONG,
    actor_of,
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

from models import (
    Consent,
    ConsentHow,
    EmployerState,
    MoneyType,
    MoveNotAllowed,
    PledgeState,
    Role,
    SponsorshipEnd,
    SponsorshipKind,
    SponsorshipState,
    local_today,
)
from services import sponsor_sight, sponsorship_matching, sponsorships
from services.errors import Refused
from services.scope import visible_sponsorships

TODAY = local_today()
SOON = TODAY + timedelta(days=90)
KIND = SponsorshipKind


@pytest.fixture
def counselor(session):
    return actor_of(make_user(session))


def money(session, amount=10_000_000, employer=None, **values):
    return make_pledge(
        session,
        employer,
        **{
            "kind": KIND.CAPITAL,
            "money_type": MoneyType.INTEREST_FREE_LOAN,
            "quantity": None,
            "amount_vnd": amount,
            "until": SOON,
        }
        | values,
    )


def agreed(session, counselor, amount=10_000_000, *, shares_name=False):
    made = sponsorships.match(
        session, money(session), make_returnee(session), by=counselor, amount_vnd=amount
    )
    sponsorships.agree(
        session,
        made,
        by=counselor,
        on=TODAY - timedelta(days=3),
        how=ConsentHow.PAPER,
        shares_name=shares_name,
    )
    return made


def delivered(session, counselor):
    made = agreed(session, counselor)
    sponsorships.deliver(session, made, by=counselor, on=TODAY, amount_vnd=4_000_000)
    return made


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


def test_candidates_leave_out_what_cannot_help(session, counselor):
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
    session, counselor, pledge_values, firm_values, sentence
):
    pledge = make_pledge(
        session, make_employer(session, **firm_values), **{"until": SOON} | pledge_values
    )
    with pytest.raises(Refused, match=sentence):
        sponsorships.match(session, pledge, make_returnee(session), by=counselor)


def test_the_last_day_of_a_pledge_still_counts(session, counselor):
    pledge = make_pledge(session, until=TODAY)
    assert sponsorships.match(session, pledge, make_returnee(session), by=counselor)


def test_the_last_place_goes_once(session, counselor):
    pledge = make_pledge(session, quantity=1, until=SOON)
    sponsorships.match(session, pledge, make_returnee(session), by=counselor)
    with pytest.raises(Refused, match="dùng hết"):
        sponsorships.match(session, pledge, make_returnee(session), by=counselor)


def test_a_share_is_never_more_than_what_is_left(session, counselor):
    pledge = money(session)
    sponsorships.match(session, pledge, make_returnee(session), by=counselor, amount_vnd=7_000_000)
    with pytest.raises(Refused, match=r"chỉ còn 3\.000\.000 đồng"):
        sponsorships.match(
            session, pledge, make_returnee(session), by=counselor, amount_vnd=3_000_001
        )
    with pytest.raises(Refused, match="số tiền dành cho"):
        sponsorships.match(session, pledge, make_returnee(session), by=counselor)
    sponsorships.match(session, pledge, make_returnee(session), by=counselor, amount_vnd=3_000_000)


def test_a_mentor_is_not_shared_in_money(session, counselor):
    pledge = make_pledge(session, until=SOON)
    with pytest.raises(Refused, match="không tính bằng tiền"):
        sponsorships.match(session, pledge, make_returnee(session), by=counselor, amount_vnd=1)


def test_without_consent_nobody_is_matched(session, counselor):
    person = make_returnee(session, consented=False)
    with pytest.raises(Refused, match="chưa có đồng ý"):
        sponsorships.match(session, make_pledge(session, until=SOON), person, by=counselor)


def test_one_pledge_helps_a_person_once_at_a_time(session, counselor):
    pledge, person = make_pledge(session, until=SOON), make_returnee(session)
    first = sponsorships.match(session, pledge, person, by=counselor)
    with pytest.raises(Refused, match="từ cam kết này rồi"):
        sponsorships.match(session, pledge, person, by=counselor)
    sponsorships.end(session, first, SponsorshipEnd.MADE_IN_ERROR, by=counselor)
    assert sponsorships.match(session, pledge, person, by=counselor)


def test_one_person_is_helped_by_two_firms(session, counselor):
    person = make_returnee(session)
    for _ in range(2):
        sponsorships.match(session, make_pledge(session, until=SOON), person, by=counselor)


def test_parts_never_add_up_to_more_than_was_agreed(session, counselor):
    made = agreed(session, counselor)
    sponsorships.deliver(session, made, by=counselor, on=TODAY, amount_vnd=4_000_000)
    sponsorships.deliver(session, made, by=counselor, on=TODAY, amount_vnd=6_000_000)
    with pytest.raises(Refused, match="chỉ còn 0 đồng"):
        sponsorships.deliver(session, made, by=counselor, on=TODAY, amount_vnd=1)
    assert sponsorships.delivered_vnd(session, made) == 10_000_000


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=4)}, "on"),
        ({"amount_vnd": None}, "amount_vnd"),
        ({"amount_vnd": -1}, "amount_vnd"),
    ],
)
def test_a_part_needs_a_day_since_the_agreement_and_a_sum(session, counselor, values, field):
    made = agreed(session, counselor)
    given = {"on": TODAY, "amount_vnd": 1_000_000, "note": ""} | values
    assert list(sponsorships.delivery_problems(made, 0, **given)) == [field]
    with pytest.raises(Refused):
        sponsorships.deliver(session, made, by=counselor, **given)


def test_what_is_no_money_is_handed_over_in_words(session, counselor):
    pledge = make_pledge(session, until=SOON)
    made = sponsorships.match(session, pledge, make_returnee(session), by=counselor)
    problems = sponsorships.delivery_problems(made, 0, TODAY, 5, "")
    assert set(problems) == {"amount_vnd", "note"}


def test_nothing_is_handed_over_before_the_agreement(session, counselor):
    made = sponsorships.match(
        session, money(session), make_returnee(session), by=counselor, amount_vnd=1_000_000
    )
    with pytest.raises(MoveNotAllowed):
        sponsorships.deliver(session, made, by=counselor, on=TODAY, amount_vnd=1_000_000)


def test_the_person_and_the_commune_confirm(session, counselor):
    made = delivered(session, counselor)
    sponsorships.confirm(
        session,
        made,
        by=counselor,
        on=TODAY,
        how=ConsentHow.PAPER,
        commune_officer="Công chức văn hóa xã",
    )
    assert made.state == SponsorshipState.CONFIRMED
    assert (made.confirmed_on, made.confirmed_how) == (TODAY, "paper")
    assert made.confirmed_with == "Công chức văn hóa xã"
    sponsorships.complete(session, made, by=counselor)
    assert made.state == SponsorshipState.COMPLETED


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.ORGANISER, Role.POLICE])
def test_the_sponsor_never_confirms(session, counselor, role):
    made = delivered(session, counselor)
    other = make_employer_user(session, made.pledge.employer)
    by = actor_of(other if role == Role.EMPLOYER else make_user(session, role))
    with pytest.raises(Refused, match="không tự xác nhận"):
        sponsorships.confirm(
            session, made, by=by, on=TODAY, how=ConsentHow.PAPER, commune_officer="x"
        )
    with pytest.raises(Refused):
        sponsorships.complete(session, made, by=by)
    assert made.state == SponsorshipState.DELIVERED


def test_a_part_after_the_confirmation_asks_for_another(session, counselor):
    made = delivered(session, counselor)
    sponsorships.confirm(
        session, made, by=counselor, on=TODAY, how=ConsentHow.SPOKEN, commune_officer="Chị Lan"
    )
    sponsorships.deliver(session, made, by=counselor, on=TODAY, amount_vnd=1_000_000)
    with pytest.raises(MoveNotAllowed):
        sponsorships.complete(session, made, by=counselor)


def test_a_confirmation_is_not_before_the_last_part(session, counselor):
    made = delivered(session, counselor)
    day_before = TODAY - timedelta(days=1)
    assert sponsorships.confirmation_problem(session, made, day_before)
    assert sponsorships.confirmation_problem(session, made, TODAY) is None


def test_help_ends_with_a_coded_reason(session, counselor):
    made = agreed(session, counselor)
    sponsorships.end(session, made, SponsorshipEnd.LEFT_JOB, by=counselor)
    assert (made.state, made.reason) == (SponsorshipState.ENDED, "left_job")


def test_a_card_learns_who_helps_from_the_agreement_on(session, counselor):
    made = agreed(session, counselor)
    waiting = make_sponsorship(session, make_pledge(session, made.pledge.employer), made.returnee)
    firm = made.pledge.employer_id
    found = sponsorships.helping_kinds(session, [made.returnee_id], [firm])
    assert found == {(made.returnee_id, firm): {KIND.CAPITAL}}
    assert waiting.state == SponsorshipState.MATCHED
    assert sponsorships.helping_kinds(session, [], []) == {}


def test_a_sponsor_reads_a_number_and_a_kind_until_the_person_says_yes(session, counselor):
    made = agreed(session, counselor)
    employer = made.pledge.employer
    assert sponsor_sight.of_firm(session, employer) == [sponsor_sight.Helped(1, KIND.CAPITAL)]
    make_consent(session, made.returnee, employer=make_employer(session))
    assert sponsor_sight.of_firm(session, employer)[0].opened is None
    make_consent(session, made.returnee, employer=employer)
    assert sponsor_sight.of_firm(session, employer)[0].opened is None, "a yes to work is not this"


def test_a_yes_on_the_agreement_lasts_as_long_as_the_consent(session, counselor):
    made = agreed(session, counselor, shares_name=True)
    employer = made.pledge.employer
    assert sponsor_sight.of_firm(session, employer)[0].opened is made
    given = session.scalars(select(Consent).where(Consent.employer_id == employer.id)).one()
    given.withdrawn_on = TODAY
    session.flush()
    assert sponsor_sight.of_firm(session, employer)[0].opened is None


def test_a_sponsor_without_the_data_agreement_reads_no_name(session, counselor):
    employer = make_employer(session, agreed=False)
    made = make_sponsorship(session, make_pledge(session, employer), shares_name=True)
    make_consent(session, made.returnee, employer=employer)
    assert sponsor_sight.of_firm(session, employer)[0].opened is None


def test_what_is_over_ends_the_sponsors_sight(session, counselor):
    made = agreed(session, counselor, shares_name=True)
    sponsorships.end(session, made, SponsorshipEnd.PERSON_MOVED, by=counselor)
    assert sponsor_sight.of_firm(session, made.pledge.employer)[0].opened is None


def test_a_yes_on_the_agreement_is_kept_as_its_own_consent(session, counselor):
    made = make_sponsorship(session, make_pledge(session))
    sponsorships.agree(
        session, made, by=counselor, on=TODAY, how=ConsentHow.PAPER, shares_name=True
    )
    assert sponsor_sight.of_firm(session, made.pledge.employer)[0].opened is made


def test_numbers_stay_in_the_order_of_matching(session):
    pledge = make_pledge(session)
    first, second = make_sponsorship(session, pledge), make_sponsorship(session, pledge)
    assert sponsor_sight.number_of(session, first) == 1
    assert sponsor_sight.number_of(session, second) == 2


def test_police_desk_organiser_and_committee_see_no_sponsorship(session, counselor):
    made = agreed(session, counselor)
    assert session.scalars(visible_sponsorships(counselor)).all() == [made]
    for role in (Role.POLICE, Role.DESK, Role.ORGANISER, Role.COMMITTEE):
        by = actor_of(make_user(session, role))
        assert session.scalars(visible_sponsorships(by)).all() == []
