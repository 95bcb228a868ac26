"""A person sent to the loan desk: milestones day by day, what came of it."""

from datetime import date, timedelta

import pytest
from factories import actor_of, make_returnee, make_user

from models import LoanPurpose, LoanReason, LoanState, MoveNotAllowed, local_today
from services import loan_referrals
from services.disclosure import TOTAL
from services.errors import Refused
from services.loan_referrals import Referral
from services.reports import years

TODAY = local_today()
ASKED = Referral("decision_22", LoanPurpose.BUSINESS, date(2026, 2, 1), 50_000_000)


@pytest.fixture
def officer(session):
    return actor_of(make_user(session))


def referred(session, officer, **values):
    return loan_referrals.refer(session, make_returnee(session, **values), ASKED, by=officer)


def test_its_milestones_are_told_day_by_day(session, officer):
    row = referred(session, officer)
    loan_referrals.submit(session, row, by=officer, on=date(2026, 2, 9))
    loan_referrals.lend(session, row, by=officer, on=date(2026, 3, 2), amount_vnd=40_000_000)
    assert loan_referrals.milestones(session, row) == [
        (date(2026, 2, 1), LoanState.REFERRED),
        (date(2026, 2, 9), LoanState.SUBMITTED),
        (date(2026, 3, 2), LoanState.LENT),
    ]


def test_who_was_lent_to_is_counted_once_in_the_report(session, officer):
    for _ in range(5):
        row = referred(session, officer)
        loan_referrals.submit(session, row, by=officer, on=date(2026, 2, 9))
        loan_referrals.lend(session, row, by=officer, on=date(2026, 4, 2), amount_vnd=40_000_000)
    assert years.of_year(session, 2026).shown("lent") == {1: 0, 2: 5, 3: 0, 4: 0, TOTAL: 5}


def test_a_loan_needs_papers_at_the_bank_first(session, officer):
    with pytest.raises(MoveNotAllowed):
        loan_referrals.lend(session, referred(session, officer), by=officer, on=TODAY, amount_vnd=1)


def test_what_came_to_nothing_has_a_reason(session, officer):
    row = referred(session, officer)
    loan_referrals.submit(session, row, by=officer, on=TODAY)
    loan_referrals.decline(session, row, LoanReason.NO_FUNDS, by=officer, on=TODAY)
    assert (row.state, row.reason) == (LoanState.NOT_LENT, "no_funds")


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(2026, 1, 31)])
def test_a_milestone_lies_between_the_referral_and_today(session, officer, on):
    row = referred(session, officer)
    with pytest.raises(Refused):
        loan_referrals.submit(session, row, by=officer, on=on)
    assert row.state == LoanState.REFERRED


def test_one_programme_stands_once_a_person(session, officer):
    row = referred(session, officer)
    with pytest.raises(Refused, match="đang có giấy giới thiệu"):
        loan_referrals.refer(session, row.returnee, ASKED, by=officer)
    loan_referrals.withdraw(session, row, by=officer)
    assert loan_referrals.refer(session, row.returnee, ASKED, by=officer).state == (
        LoanState.REFERRED
    )
