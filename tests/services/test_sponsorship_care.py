"""After an agreement: monthly looks, tasks, complaints; two firms and the bank for one person."""

from datetime import date, timedelta

import pytest
from factories import (
    HAM_RONG,
    actor_of,
    make_employer,
    make_pledge,
    make_returnee,
    make_user,
)
from sqlalchemy import select

from models import (
    CheckIn,
    CheckInAnswer,
    ConsentHow,
    LoanPurpose,
    MoneyType,
    RightKind,
    RightState,
    SponsorshipEnd,
    SponsorshipKind,
    TaskOwner,
    User,
    local_today,
)
from services import loan_referrals, pledges, rights, sponsor_thanks, sponsorship_care, sponsorships
from services.errors import Refused
from services.firm_consents import Yes
from services.loan_referrals import Referral
from services.sponsorship_care import Look, Task
from services.sponsorship_matching import candidates
from services.terms import months_after

TODAY = local_today()
LONG_AGO = months_after(TODAY, -4)


@pytest.fixture
def officer(session):
    return actor_of(make_user(session))


def agreed(session, officer, *, on=LONG_AGO, returnee=None, **values):
    pledge = make_pledge(session, until=TODAY + timedelta(days=300), **values)
    share = 6_000_000 if pledge.amount_vnd else None
    row = sponsorships.match(
        session, pledge, returnee or make_returnee(session), by=officer, amount_vnd=share
    )
    sponsorships.agree(session, row, by=officer, yes=Yes(ConsentHow.PAPER, on), shares_name=False)
    return row


def looks_of(session, row):
    return session.scalars(
        select(CheckIn).where(CheckIn.sponsorship_id == row.id).order_by(CheckIn.due_on)
    ).all()


def good(on=TODAY):
    return Look(on, CheckInAnswer.GOOD, met_mentor=True, note="Ổn, tổ trưởng chỉ việc kỹ.")


def test_the_first_look_is_a_month_after_the_agreement(session, officer):
    row = agreed(session, officer, on=date(2026, 1, 31))
    assert [look.due_on for look in looks_of(session, row)] == [date(2026, 2, 28)]


def test_each_look_plans_the_next_on_the_day_of_the_agreement(session, officer):
    row = agreed(session, officer, on=date(2026, 1, 31))
    first = looks_of(session, row)[0]
    sponsorship_care.check(session, first, good(date(2026, 3, 2)), by=officer)
    assert [look.due_on for look in looks_of(session, row)][1:] == [date(2026, 3, 31)]


def test_a_look_long_overdue_does_not_plan_days_that_are_over(session, officer):
    row = agreed(session, officer)
    sponsorship_care.check(session, looks_of(session, row)[0], good(), by=officer)
    assert looks_of(session, row)[1].due_on > TODAY


def test_a_look_is_written_once_and_not_ahead(session, officer):
    look = looks_of(session, agreed(session, officer))[0]
    with pytest.raises(Refused, match="không sau hôm nay"):
        sponsorship_care.check(session, look, good(TODAY + timedelta(days=1)), by=officer)
    sponsorship_care.check(session, look, good(), by=officer)
    with pytest.raises(Refused, match="đã ghi rồi"):
        sponsorship_care.check(session, look, good(), by=officer)


def test_help_that_ends_drops_the_looks_to_come(session, officer):
    row = agreed(session, officer)
    sponsorships.end(session, row, SponsorshipEnd.PERSON_MOVED, by=officer)
    assert looks_of(session, row)[0].dropped_on == TODAY
    assert session.scalars(sponsorship_care.due(officer, TODAY)).all() == []


def test_due_looks_are_those_of_ones_own_people(session, officer):
    row = agreed(session, officer)
    due = session.scalars(sponsorship_care.due(officer, TODAY)).all()
    assert [look.sponsorship_id for look in due] == [row.id]
    other = actor_of(make_user(session, communes=(HAM_RONG,)))
    assert session.scalars(sponsorship_care.due(other, TODAY)).all() == []


def test_a_task_is_agreed_and_done(session, officer):
    row = agreed(session, officer)
    task = sponsorship_care.add_task(
        session, row, Task("Mua kìm hàn", TaskOwner.SPONSOR, TODAY), by=officer
    )
    assert "kìm".encode() not in task.text_ct
    sponsorship_care.finish_task(session, task, by=officer)
    assert task.done_on == TODAY
    with pytest.raises(Refused):
        sponsorship_care.add_task(
            session, row, Task("Muộn", TaskOwner.PERSON, TODAY - timedelta(days=1)), by=officer
        )


def said(**values):
    return rights.Said(RightKind.COMPLAINT, "Chưa trả tiền ăn", **values)


def test_who_is_complained_of_neither_reads_nor_handles_it(session, officer):
    row, other = agreed(session, officer), make_user(session)
    accused = session.get_one(User, officer.user_id)
    told = said(about_id=accused.id)
    with pytest.raises(Refused, match="không giải quyết"):
        sponsorship_care.complain(session, row, told, accused, by=actor_of(other))
    made = sponsorship_care.complain(session, row, told, other, by=actor_of(other))
    for by, reads in ((officer, []), (actor_of(other), [made])):
        requests = [one.request for one in reads]
        assert sponsorship_care.complaints_of(session, row, by=by) == reads
        assert session.scalars(rights.visible(by)).all() == requests


def test_a_complaint_has_a_handler_and_the_clocks_of_the_rights_desk(session, officer):
    row = agreed(session, officer)
    handler = rights.officers(session, row.returnee.commune_code)[0]
    made = sponsorship_care.complain(session, row, said(), handler, by=officer)
    assert made.handler_id == handler.id
    assert made.request.state == RightState.RECEIVED
    assert TODAY < made.request.answer_due_on <= made.request.due_on
    assert sponsorship_care.complaints_of(session, row, by=officer) == [made]


def test_handlers_work_where_the_person_lives(session, officer):
    make_user(session, communes=(HAM_RONG,), full_name="Cán Bộ Nơi Khác")
    names = [user.full_name for user in rights.officers(session, "14797")]
    assert "Cán Bộ Nơi Khác" not in names
    assert len(names) == 1


def test_one_person_is_served_by_two_firms_and_the_loan_desk(session, officer):
    person = make_returnee(session)
    job = agreed(session, officer, returnee=person, kind=SponsorshipKind.MENTOR)
    money = agreed(
        session,
        officer,
        returnee=person,
        kind=SponsorshipKind.CAPITAL,
        quantity=None,
        amount_vnd=20_000_000,
        money_type=MoneyType.INTEREST_FREE_LOAN,
    )
    asked = Referral("decision_22", LoanPurpose.BUSINESS, TODAY, 50_000_000)
    loan = loan_referrals.refer(session, person, asked, by=officer)
    sponsorships.deliver(session, money, by=officer, on=TODAY, amount_vnd=2_000_000)
    assert job.pledge.employer_id != money.pledge.employer_id
    mine = pledges.balance(session, returnee_ids=[person.id])[person.id]
    assert (mine.agreed, mine.agreed_vnd, mine.delivered_vnd) == (2, 6_000_000, 2_000_000)
    sponsorships.end(session, job, SponsorshipEnd.LEFT_JOB, by=officer)
    assert money.state.value == "delivered"
    assert loan.state.value == "referred"
    assert looks_of(session, money)[0].dropped_on is None


def test_thanks_speak_only_of_what_was_confirmed(session, officer):
    firm = make_employer(session)
    row = agreed(session, officer, employer=firm)
    with pytest.raises(Refused, match="được xác nhận"):
        sponsor_thanks.given(session, firm)
    sponsorships.deliver(session, row, by=officer, on=TODAY, note="Kèm nghề một tháng")
    sponsorships.confirm(
        session, row, by=officer, on=TODAY, how=ConsentHow.PAPER, commune_officer="Chị Lan"
    )
    given = sponsor_thanks.given(session, firm)
    assert (given.people, given.kinds, given.vnd) == (1, {SponsorshipKind.MENTOR: 1}, 0)


def test_pledges_are_ranked_by_the_engines_needs_and_way(session):
    person = make_returnee(session, needs=["tools"], has_vehicle=False, max_distance_km=5)
    far = make_pledge(
        session, make_employer(session, commune_code="14845"), kind=SponsorshipKind.TOOLS
    )
    near = make_pledge(session, make_employer(session), kind=SponsorshipKind.TOOLS)
    other = make_pledge(session, make_employer(session), kind=SponsorshipKind.MENTOR)
    unknown = make_pledge(
        session, make_employer(session, commune_code=None), kind=SponsorshipKind.TOOLS
    )
    found = candidates(session, person)
    assert [one.pledge.id for one in found] == [near.id, unknown.id, far.id, other.id]
    stretches = {one.pledge.id: one.stretch for one in found}
    assert stretches[near.id] == stretches[unknown.id] == 0
    assert stretches[far.id] > 0
