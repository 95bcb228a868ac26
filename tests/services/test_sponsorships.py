from datetime import timedelta

import pytest
from factories import (
    actor_of,
    make_employer_user,
    make_pledge,
    make_returnee,
    make_user,
)

from models import (
    ConsentHow,
    MoveNotAllowed,
    Role,
    SponsorshipEnd,
    SponsorshipState,
)
from services import sponsorships
from services.errors import Refused
from tests.services.sponsorship_steps import SOON, TODAY, agreed, delivered, money


def test_parts_never_add_up_to_more_than_was_agreed(session, by):
    made = agreed(session, by)
    sponsorships.deliver(session, made, by=by, on=TODAY, amount_vnd=4_000_000)
    sponsorships.deliver(session, made, by=by, on=TODAY, amount_vnd=6_000_000)
    with pytest.raises(Refused, match="chỉ còn 0 đồng"):
        sponsorships.deliver(session, made, by=by, on=TODAY, amount_vnd=1)
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
def test_a_part_needs_a_day_since_the_agreement_and_a_sum(session, by, values, field):
    made = agreed(session, by)
    given = {"on": TODAY, "amount_vnd": 1_000_000, "note": ""} | values
    assert list(sponsorships.delivery_problems(made, 0, **given)) == [field]
    with pytest.raises(Refused):
        sponsorships.deliver(session, made, by=by, **given)


def test_what_is_no_money_is_handed_over_in_words(session, by):
    pledge = make_pledge(session, until=SOON)
    made = sponsorships.match(session, pledge, make_returnee(session), by=by)
    problems = sponsorships.delivery_problems(made, 0, TODAY, 5, "")
    assert set(problems) == {"amount_vnd", "note"}


def test_nothing_is_handed_over_before_the_agreement(session, by):
    made = sponsorships.match(
        session, money(session), make_returnee(session), by=by, amount_vnd=1_000_000
    )
    with pytest.raises(MoveNotAllowed):
        sponsorships.deliver(session, made, by=by, on=TODAY, amount_vnd=1_000_000)


def test_the_person_and_the_commune_confirm(session, by):
    made = delivered(session, by)
    sponsorships.confirm(
        session,
        made,
        by=by,
        on=TODAY,
        how=ConsentHow.PAPER,
        commune_officer="Công chức văn hóa xã",
    )
    assert made.state == SponsorshipState.CONFIRMED
    assert (made.confirmed_on, made.confirmed_how) == (TODAY, "paper")
    assert made.confirmed_with == "Công chức văn hóa xã"
    sponsorships.complete(session, made, by=by)
    assert made.state == SponsorshipState.COMPLETED


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.ORGANISER, Role.POLICE])
def test_the_sponsor_never_confirms(session, by, role):
    made = delivered(session, by)
    other = make_employer_user(session, made.pledge.employer)
    by = actor_of(other if role == Role.EMPLOYER else make_user(session, role))
    with pytest.raises(Refused, match="không tự xác nhận"):
        sponsorships.confirm(
            session, made, by=by, on=TODAY, how=ConsentHow.PAPER, commune_officer="x"
        )
    with pytest.raises(Refused):
        sponsorships.complete(session, made, by=by)
    assert made.state == SponsorshipState.DELIVERED


def test_a_part_after_the_confirmation_asks_for_another(session, by):
    made = delivered(session, by)
    sponsorships.confirm(
        session, made, by=by, on=TODAY, how=ConsentHow.SPOKEN, commune_officer="Chị Lan"
    )
    sponsorships.deliver(session, made, by=by, on=TODAY, amount_vnd=1_000_000)
    with pytest.raises(MoveNotAllowed):
        sponsorships.complete(session, made, by=by)


def test_a_confirmation_is_not_before_the_last_part(session, by):
    made = delivered(session, by)
    day_before = TODAY - timedelta(days=1)
    assert sponsorships.confirmation_problem(session, made, day_before)
    assert sponsorships.confirmation_problem(session, made, TODAY) is None


def test_help_ends_with_a_coded_reason(session, by):
    made = agreed(session, by)
    sponsorships.end(session, made, SponsorshipEnd.LEFT_JOB, by=by)
    assert (made.state, made.reason) == (SponsorshipState.ENDED, "left_job")
