"""A yes is given for one purpose, recorded once, and what rests on it ends when it goes."""

from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_consent,
    make_employer,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import func, select

from models import (
    AccessLog,
    Consent,
    ConsentHow,
    ConsentPurpose,
    IntroductionState,
    SuggestionState,
    local_today,
)
from services import consents, matching
from services.errors import Refused

PAPER = consents.Given(ConsentHow.PAPER, date(2026, 11, 3))


def test_a_yes_is_recorded_with_day_text_and_officer(session, by):
    returnee = make_returnee(session, consented=False)
    consent = consents.give(session, returnee, PAPER, by=by)
    assert (consent.given_on, consent.how) == (date(2026, 11, 3), ConsentHow.PAPER)
    assert consent.recorded_by_id == by.user_id
    assert consent.text_version
    row = session.scalars(select(AccessLog).where(AccessLog.subject_id == returnee.id)).one()
    assert (row.action, row.fields) == ("change", ["consent"])


def test_a_second_yes_keeps_the_first(session, by):
    returnee = make_returnee(session)
    first = consents.standing(session, returnee)
    assert consents.give(session, returnee, PAPER, by=by) is first


def test_a_yes_of_tomorrow_is_refused(session, by):
    tomorrow = consents.Given(ConsentHow.PAPER, local_today() + timedelta(days=1))
    with pytest.raises(Refused, match="chưa đến"):
        consents.give(session, make_returnee(session, consented=False), tomorrow, by=by)


def test_a_spoken_yes_names_its_witness(session, by):
    returnee = make_returnee(session, consented=False)
    with pytest.raises(Refused, match="chứng kiến"):
        consents.give(
            session, returnee, consents.Given(ConsentHow.SPOKEN, date(2026, 11, 3)), by=by
        )
    told = consents.Given(ConsentHow.SPOKEN, date(2026, 11, 3), "Bà Lê Thị Mận")
    assert consents.give(session, returnee, told, by=by).witness == "Bà Lê Thị Mận"


def test_many_papers_in_one_go_leave_the_known_ones(session, by):
    known = make_returnee(session)
    new = [make_returnee(session, consented=False) for _ in range(3)]
    given = consents.give_many(session, [known, *new], PAPER, by=by)
    assert [consent.returnee_id for consent in given] == [person.id for person in new]
    assert session.scalar(select(func.count()).select_from(Consent)) == 4


def test_withdrawing_ends_proposals_and_open_cards(session, by):
    returnee = make_returnee(session)
    proposed = make_suggestion(session, returnee)
    approval = make_approval(session, make_suggestion(session, returnee, make_position(session)))
    assert matching.showable_cards(session, returnee) == [approval.suggestion]
    consents.withdraw(session, consents.standing(session, returnee), by=by)
    assert proposed.state == SuggestionState.LAPSED
    assert approval.suggestion.state == SuggestionState.LAPSED
    assert approval.withdrawn_at is not None
    assert matching.showable_cards(session, returnee) == []
    assert matching.run(session, by=by).people == 0


def test_withdrawing_a_firms_yes_ends_its_introduction_only(session, by):
    introduction = make_introduction(session)
    returnee = introduction.returnee
    consents.withdraw(session, introduction.consent, by=by)
    assert introduction.state == IntroductionState.WITHDRAWN
    assert consents.standing(session, returnee) is not None


def test_a_yes_can_be_given_again_after_its_end(session, by):
    returnee = make_returnee(session)
    first = consents.standing(session, returnee)
    consents.withdraw(session, first, by=by)
    second = consents.give(session, returnee, PAPER, by=by)
    assert second.id != first.id
    assert [c.id for c in consents.history(session, returnee)] == [second.id, first.id]


def test_the_waiting_are_sorted_by_given_name(session, by):
    for name in ("Lê Văn Ánh", "Trần Thị Bình", "Đỗ An", "Ngô Ân"):
        make_returnee(session, full_name=name, consented=False)
    make_returnee(session, full_name="Đã Đồng Ý")
    make_returnee(session, full_name="Xã Khác", commune_code=HAM_RONG, consented=False)
    names = [person.full_name for person in consents.waiting(session, HAC_THANH, by=by)]
    assert names == ["Đỗ An", "Lê Văn Ánh", "Ngô Ân", "Trần Thị Bình"]
    assert consents.count_waiting(session, by=by) == {HAC_THANH: 4, HAM_RONG: 1}


def test_only_own_communes_wait(session):
    make_returnee(session, consented=False)
    other = actor_of(make_user(session, communes=(HAM_RONG,)))
    assert consents.waiting(session, HAC_THANH, by=other) == []
    assert consents.count_waiting(session, by=other) == {}


def test_a_firms_yes_does_not_end_the_waiting(session, by):
    returnee = make_returnee(session, consented=False)
    given = make_consent(session, returnee, employer=make_employer(session))
    assert given.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    assert consents.waiting(session, HAC_THANH, by=by) == [returnee]
