"""What a sponsor reads of the person it helps, and who reads nothing."""

from factories import (
    actor_of,
    make_consent,
    make_employer,
    make_pledge,
    make_sponsorship,
    make_user,
)
from sqlalchemy import select

from models import (
    Consent,
    ConsentHow,
    Role,
    SponsorshipEnd,
    SponsorshipState,
)
from services import sponsor_sight, sponsorships
from services.firm_consents import Yes
from services.scope import visible_sponsorships
from tests.services.sponsorship_steps import KIND, TODAY, agreed


def test_a_card_learns_who_helps_from_the_agreement_on(session, by):
    made = agreed(session, by)
    waiting = make_sponsorship(session, make_pledge(session, made.pledge.employer), made.returnee)
    firm = made.pledge.employer_id
    found = sponsorships.helping_kinds(session, [made.returnee_id], [firm])
    assert found == {(made.returnee_id, firm): {KIND.CAPITAL}}
    assert waiting.state == SponsorshipState.MATCHED
    assert sponsorships.helping_kinds(session, [], []) == {}


def test_a_sponsor_reads_a_number_and_a_kind_until_the_person_says_yes(session, by):
    made = agreed(session, by)
    employer = made.pledge.employer
    assert sponsor_sight.of_firm(session, employer) == [sponsor_sight.Helped(1, KIND.CAPITAL)]
    make_consent(session, made.returnee, employer=make_employer(session))
    assert sponsor_sight.of_firm(session, employer)[0].opened is None
    make_consent(session, made.returnee, employer=employer)
    assert sponsor_sight.of_firm(session, employer)[0].opened is None, "a yes to work is not this"


def test_a_yes_on_the_agreement_lasts_as_long_as_the_consent(session, by):
    made = agreed(session, by, shares_name=True)
    employer = made.pledge.employer
    assert sponsor_sight.of_firm(session, employer)[0].opened is made
    given = session.scalars(select(Consent).where(Consent.employer_id == employer.id)).one()
    given.withdrawn_on = TODAY
    session.flush()
    assert sponsor_sight.of_firm(session, employer)[0].opened is None


def test_a_sponsor_without_the_data_agreement_reads_no_name(session, by):
    employer = make_employer(session, agreed=False)
    made = make_sponsorship(session, make_pledge(session, employer), shares_name=True)
    make_consent(session, made.returnee, employer=employer)
    assert sponsor_sight.of_firm(session, employer)[0].opened is None


def test_what_is_over_ends_the_sponsors_sight(session, by):
    made = agreed(session, by, shares_name=True)
    sponsorships.end(session, made, SponsorshipEnd.PERSON_MOVED, by=by)
    assert sponsor_sight.of_firm(session, made.pledge.employer)[0].opened is None


def test_a_yes_on_the_agreement_is_kept_as_its_own_consent(session, by):
    made = make_sponsorship(session, make_pledge(session))
    sponsorships.agree(session, made, by=by, yes=Yes(ConsentHow.PAPER, TODAY), shares_name=True)
    assert sponsor_sight.of_firm(session, made.pledge.employer)[0].opened is made


def test_numbers_stay_in_the_order_of_matching(session):
    pledge = make_pledge(session)
    first, second = make_sponsorship(session, pledge), make_sponsorship(session, pledge)
    assert sponsor_sight.number_of(session, first) == 1
    assert sponsor_sight.number_of(session, second) == 2


def test_police_desk_organiser_and_committee_see_no_sponsorship(session, by):
    made = agreed(session, by)
    assert session.scalars(visible_sponsorships(by)).all() == [made]
    for role in (Role.POLICE, Role.DESK, Role.ORGANISER, Role.COMMITTEE):
        by = actor_of(make_user(session, role))
        assert session.scalars(visible_sponsorships(by)).all() == []
