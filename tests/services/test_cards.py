"""What may be shown of what was approved, and why a position is not among it."""

from datetime import date, timedelta

import pytest
from factories import (
    make_approval,
    make_consent,
    make_employer,
    make_pledge,
    make_position,
    make_returnee,
    make_suggestion,
)
from queries import counted

from models import (
    ConsentPurpose,
    EmployerAction,
    OccupationBan,
    PositionAction,
    PositionKind,
    ReturnBasis,
    local_today,
)
from services import matching, person_docs, position_docs

TODAY = local_today()


class TestShowing:
    @pytest.fixture
    def approval(self, session, pair):
        return make_approval(session, make_suggestion(session, *pair))

    def test_an_approved_card_is_shown(self, session, approval, pair):
        assert matching.showable_cards(session, pair[0]) == [approval.suggestion]

    def test_what_nobody_approved_is_not(self, session):
        suggestion = make_suggestion(session)
        assert matching.showable_cards(session, suggestion.returnee) == []

    def test_a_withdrawn_approval_is_not(self, session, approval, pair):
        approval.withdrawn_at = approval.at
        session.commit()
        assert matching.showable_cards(session, pair[0]) == []

    @pytest.mark.usefixtures("approval")
    def test_consent_is_looked_at_when_showing(self, session, pair):
        (consent,) = pair[0].consents
        consent.withdrawn_on = TODAY
        session.commit()
        assert matching.showable_cards(session, pair[0]) == []

    @pytest.mark.usefixtures("approval")
    def test_a_ban_learnt_today_takes_the_card_away(self, session, pair):
        pair[0].bans.append(OccupationBan(isco_prefix="8"))
        pair[1].occupation_code = "8153"
        session.commit()
        assert matching.showable_cards(session, pair[0]) == []

    @pytest.mark.usefixtures("approval")
    @pytest.mark.parametrize(
        "change",
        [
            {"deadline": TODAY - timedelta(days=1)},
            {"opened_on": TODAY - timedelta(days=61)},
            {"wage_min": 1_000_000, "wage_max": None},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_position_that_takes_nobody_is_not_shown(self, session, pair, change):
        for name, value in change.items():
            setattr(pair[1], name, value)
        session.commit()
        assert matching.showable_cards(session, pair[0]) == []

    @pytest.mark.usefixtures("approval")
    def test_a_filled_position_is_not_shown(self, session, pair, by):
        pair[1].apply(PositionAction.FILL, by=by)
        session.commit()
        assert matching.showable_cards(session, pair[0]) == []

    @pytest.mark.usefixtures("approval")
    def test_nothing_of_a_suspended_firm_is_shown(self, session, pair, by):
        pair[1].employer.apply(EmployerAction.SUSPEND, by=by)
        session.commit()
        assert matching.showable_cards(session, pair[0]) == []

    def test_five_cards_at_most_best_first(self, session):
        returnee = make_returnee(session)
        for number in range(7):
            make_approval(session, make_suggestion(session, returnee, score=number / 10))
        scores = [card.score for card in matching.showable_cards(session, returnee)]
        assert scores == [0.6, 0.5, 0.4, 0.3, 0.2]

    def test_twenty_people_cost_as_many_queries_as_two(self, session, connection):
        people = [make_approval(session).suggestion.returnee for _ in range(22)]

        def cost(chosen):
            session.expunge_all()
            with counted(connection) as sent:
                cards = matching.showable_cards_of(session, chosen)
            assert [len(found) for found in cards.values()] == [1] * len(chosen)
            return len(sent)

        assert cost(people[:2]) == cost(people[2:])


def test_why_not_names_every_gate(session):
    position = make_position(session, wage_min=1_000_000, wage_max=None)
    returnee = make_returnee(session, consented=False)
    reasons = matching.why_not(session, returnee, position)
    assert "Chưa có đồng ý cho gợi ý việc làm" in reasons
    assert "Lương thấp hơn mức tối thiểu của vùng" in reasons


def test_a_course_ends_with_the_licence_that_is_ticked_and_asks_for_none(session):
    holder, learner = (make_returnee(session, licences=held) for held in (["C"], []))
    course = make_position(session, kind=PositionKind.TRAINING, licences=["C"])
    assert matching.why_not(session, learner, course) == ()
    assert matching.why_not(session, holder, course) == ("Đã có bằng, chứng chỉ lớp này cấp",)


def test_explain_gives_place_and_points(session, pair):
    make_position(session, title="Lái xe tải", description="Chở hàng.", licences=[])
    told = matching.explain(session, *pair)
    assert told.gates == ()
    assert (told.place, told.of) == (1, 2)
    assert told.is_card
    assert sum(part.points for part in told.entry.contributions) == pytest.approx(told.entry.score)


def test_nothing_recorded_about_a_conditional_release_means_look_it_up(session):
    returnee = make_returnee(session, return_basis=ReturnBasis.CONDITIONAL_RELEASE)
    assert person_docs.person_doc(returnee, []).residence.known is False
    returnee.residence_kind = person_docs.NO_LIMIT
    assert person_docs.person_doc(returnee, []).residence is None


def test_a_yes_to_one_firm_is_no_yes_to_matching(session):
    returnee = make_returnee(session, consented=False)
    consent = make_consent(session, returnee, employer=make_employer(session))
    assert consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    assert not person_docs.agrees_to_matching(returnee.consents)


def test_a_pledge_past_its_day_sponsors_nobody(session):
    employer = make_employer(session)
    make_pledge(session, employer, until=date(2020, 1, 1))
    assert position_docs.sponsor_kinds(session, [employer.id], TODAY) == {}
    make_pledge(session, employer, until=TODAY)
    assert position_docs.sponsor_kinds(session, [employer.id], TODAY) == {
        employer.id: frozenset({"mentor"})
    }
