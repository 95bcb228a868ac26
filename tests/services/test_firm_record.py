from datetime import date, timedelta

import pytest
from factories import (
    make_approval,
    make_employer,
    make_introduction,
    make_pledge,
    make_position,
    make_suggestion,
)

from models import (
    SYSTEM,
    IntroductionAction,
    Placement,
    RefusalReason,
    Sponsorship,
    SponsorshipState,
    local_today,
)
from services import firm_record
from services.firm_record import Share, stayed
from services.working_days import add_working_days

TODAY = local_today()


@pytest.fixture
def firm(session):
    return make_employer(session)


def introduced(session, firm):
    suggestion = make_suggestion(session, position=make_position(session, firm))
    return make_introduction(session, make_approval(session, suggestion))


def test_only_those_whose_months_are_over_are_counted():
    on = date(2026, 11, 24)
    spans = [
        (date(2026, 8, 24), None),
        (date(2026, 8, 25), None),
        (date(2026, 8, 1), date(2026, 11, 1)),
        (date(2026, 8, 1), date(2026, 10, 31)),
    ]
    assert stayed(spans, 3, on) == Share(2, 3)
    assert stayed([], 3, on) == Share(0, 0)


def test_a_firm_without_history_has_nothing_to_show(session, firm):
    record = firm_record.of_firm(session, firm, TODAY)
    assert (record.answered_in_time, record.hires, record.pledges_kept) == (
        Share(0, 0),
        0,
        Share(0, 0),
    )


def test_answers_count_from_the_day_of_the_introduction(session, firm):
    in_time, late, waiting = (introduced(session, firm) for _ in range(3))
    due = add_working_days(TODAY, 3)
    in_time.apply(IntroductionAction.REFUSE, by=SYSTEM, reason=RefusalReason.OTHER, happened_on=due)
    in_time.reason = RefusalReason.OTHER
    late.apply(IntroductionAction.OFFER, by=SYSTEM, happened_on=due + timedelta(days=1))
    session.flush()
    assert firm_record.of_firm(session, firm, TODAY).answered_in_time == Share(1, 2)
    after = due + timedelta(days=2)
    assert firm_record.of_firm(session, firm, after).answered_in_time == Share(1, 3)
    assert waiting.employer_id == firm.id


def test_hires_and_who_stayed_come_from_first_days(session, firm):
    for days, ended in ((200, None), (200, 10), (100, None), (-5, None)):
        made = introduced(session, firm)
        session.add(
            Placement(
                introduction=made,
                returnee_id=made.returnee_id,
                position_id=made.position_id,
                employer_id=firm.id,
                first_day=TODAY - timedelta(days=days),
                ended_on=TODAY - timedelta(days=days - ended) if ended else None,
            )
        )
    session.flush()
    record = firm_record.of_firm(session, firm, TODAY)
    assert (record.hires, record.stayed_3, record.stayed_6) == (3, Share(2, 3), Share(1, 2))


def test_another_firm_s_history_is_not_counted(session, firm):
    other = make_employer(session)
    made = introduced(session, other)
    made.apply(IntroductionAction.OFFER, by=SYSTEM)
    session.flush()
    assert firm_record.of_firm(session, firm, TODAY).answered_in_time == Share(0, 0)
    assert firm_record.of_firm(session, other, TODAY).answered_in_time == Share(1, 1)


def test_a_pledge_is_kept_when_person_and_commune_confirmed(session, firm):
    pledge = make_pledge(session, firm)
    states = (SponsorshipState.CONFIRMED, SponsorshipState.COMPLETED, SponsorshipState.ENDED)
    for state in (*states, SponsorshipState.AGREED):
        suggestion = make_suggestion(session, position=make_position(session, firm))
        session.add(
            Sponsorship(
                pledge=pledge,
                returnee=suggestion.returnee,
                state=state,
                agreed_on=TODAY,
                confirmed_on=TODAY,
                reason="other",
            )
        )
    session.flush()
    assert firm_record.of_firm(session, firm, TODAY).pledges_kept == Share(2, 3)
