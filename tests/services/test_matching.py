"""A run on stored rows: what it proposes, what it leaves alone, what may be shown."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_introduction,
    make_pledge,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted
from sqlalchemy import func, select

from matching import evaluate, exposure
from matching.ranker import Ranker
from models import (
    SYSTEM,
    ConsentPurpose,
    EmployerAction,
    IntroductionAction,
    OccupationBan,
    Placement,
    PositionAction,
    PositionKind,
    ReturnBasis,
    Returnee,
    ReturneeSkill,
    Shift,
    ShownList,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    local_today,
)
from services import match_spread, matching, person_docs, position_docs

GOLDEN = Path(__file__).parent.parent / "data" / "small_golden"
TODAY = local_today()


def import_position(session, employer, row):
    return make_position(
        session,
        employer,
        **{name: row[name] for name in row if name not in {"id", "shift"}},
        shift=Shift(row["shift"]),
        title_key="",
    )


def import_returnee(session, row):
    plain = {n: row[n] for n in row if n not in {"id", "skills", "barred_occupations"}}
    returnee = make_returnee(session, **plain | {"health_limits": "\n".join(row["health_limits"])})
    for skill in row["skills"]:
        session.add(ReturneeSkill(returnee=returnee, **skill))
    returnee.bans = [OccupationBan(isco_prefix=code) for code in row["barred_occupations"]]
    session.commit()
    return returnee


def rows_of(name):
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


def suggestions_of(session, returnee):
    return session.scalars(
        select(Suggestion).where(Suggestion.returnee_id == returnee.id).order_by(Suggestion.rank)
    ).all()


@pytest.fixture
def pair(session):
    """One person and one position that suit each other."""
    return make_returnee(session), make_position(session)


def test_the_database_gives_the_rankings_of_evaluate(session):
    positions = {
        str(import_position(session, make_employer(session), row).id): row["id"]
        for row in rows_of("positions.jsonl")
    }
    people = {row["id"]: import_returnee(session, row) for row in rows_of("returnees.jsonl")}
    golden = evaluate.our_rankings(evaluate.read(GOLDEN), TODAY)

    jobs = position_docs.position_docs(session, position_docs.open_positions(session, TODAY), TODAY)
    ranker = Ranker(jobs, on=TODAY)
    docs = person_docs.person_docs(session, list(people.values()))
    for person_id, doc in zip(people, docs, strict=True):
        ours = [
            (positions[e.position_id], round(e.score, 9), e.shown) for e in ranker.rank(doc, k=99)
        ]
        theirs = [(e.position_id, round(e.score, 9), e.shown) for e in golden[person_id]]
        assert ours == theirs, person_id
    assert sum(len(entries) for entries in golden.values()) > 30

    matching.run(session, by=SYSTEM)
    spread = match_spread.Spreader(ranker, exposure.seats(jobs)).cards(docs)
    for returnee, cards in zip(people.values(), spread, strict=True):
        stored = [str(s.position_id) for s in suggestions_of(session, returnee)]
        assert stored == [card.position_id for card in cards]
        shown = [e for e in ranker.rank(docs[list(people.values()).index(returnee)]) if e.shown]
        assert len(stored) == len(shown)


def test_a_run_proposes_and_counts(session, by, pair):
    returnee, position = pair
    lonely = make_returnee(session, commune_code="16543", has_vehicle=False, summary="")
    run = matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    assert suggestion.position_id == position.id
    assert suggestion.state == SuggestionState.PROPOSED
    assert suggestion.reasons
    assert (run.people, run.positions, run.suggestions) == (2, 1, 1)
    assert run.without_match == 1
    assert suggestions_of(session, lonely) == []
    shown = session.scalars(select(ShownList).where(ShownList.run_id == run.id)).all()
    assert {row.returnee_id: len(row.positions) for row in shown} == {returnee.id: 1, lonely.id: 0}


def test_nobody_is_matched_without_consent_or_against_their_wish(session, by):
    make_position(session)
    people = [
        make_returnee(session, consented=False),
        make_returnee(session, automatic_matching=False),
    ]
    withdrawn = make_returnee(session, consented=False)
    make_consent(session, withdrawn, withdrawn_on=TODAY)
    run = matching.run(session, by=by)
    assert run.people == 0
    assert [suggestions_of(session, p) for p in (*people, withdrawn)] == [[], [], []]


def test_a_counselor_runs_for_the_own_communes_only(session):
    make_position(session)
    mine = make_returnee(session, commune_code=HAM_RONG)
    others = make_returnee(session, commune_code=HAC_THANH)
    by = actor_of(make_user(session, communes=(HAM_RONG,)))
    assert matching.run(session, by=by).people == 1
    assert suggestions_of(session, mine)
    assert suggestions_of(session, others) == []


def test_a_run_for_an_event_takes_the_invited_only(session, by):
    make_position(session)
    invited, other = make_returnee(session), make_returnee(session)
    event = make_event(session)
    make_attendance(session, event, invited)
    assert matching.run(session, by=by, event=event).people == 1
    assert suggestions_of(session, other) == []


def test_at_most_five_cards_are_stored(session, by):
    returnee = make_returnee(session)
    for _ in range(8):
        make_position(session)
    matching.run(session, by=by)
    assert len(suggestions_of(session, returnee)) == 5


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (SuggestionAction.APPROVE, SuggestionState.APPROVED),
        (SuggestionAction.REJECT, SuggestionState.REJECTED),
        (SuggestionAction.KEEP, SuggestionState.LATER),
    ],
)
def test_a_decision_is_never_overwritten_by_a_new_run(session, by, pair, action, state):
    returnee, position = pair
    matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    suggestion.apply(action, by=by)
    session.commit()
    before = (suggestion.score, suggestion.reasons, suggestion.run_id, suggestion.version)
    position.wage_max, position.description = 20_000_000, "May theo chuyền, có xe đưa đón."
    session.commit()
    matching.run(session, by=by)
    session.refresh(suggestion)
    assert suggestion.state == state
    assert (suggestion.score, suggestion.reasons, suggestion.run_id, suggestion.version) == before
    assert len(suggestions_of(session, returnee)) == 1


def test_a_proposal_is_refreshed(session, by, pair):
    returnee, position = pair
    first = matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    score = suggestion.score
    position.commune_code, position.wage_max = HAM_RONG, 20_000_000
    session.commit()
    second = matching.run(session, by=by)
    assert suggestion.score != score
    assert suggestion.run_id == second.id != first.id


def test_an_unchanged_proposal_is_not_written_again(session, by, pair):
    first = matching.run(session, by=by)
    matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, pair[0])
    assert suggestion.run_id == first.id
    assert suggestion.version == 1


def test_a_proposal_whose_position_closed_lapses_and_comes_back(session, by, pair):
    returnee, position = pair
    matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    position.apply(PositionAction.PAUSE, by=by)
    session.commit()
    matching.run(session, by=by)
    assert suggestion.state == SuggestionState.LAPSED
    position.apply(PositionAction.RESUME, by=by)
    session.commit()
    matching.run(session, by=by)
    assert suggestion.state == SuggestionState.PROPOSED


def test_an_approved_suggestion_whose_gate_fails_now_lapses_with_its_approval(session, by, pair):
    returnee, position = pair
    approval = make_approval(session, make_suggestion(session, returnee, position))
    returnee.bans.append(OccupationBan(isco_prefix="8153"))
    position.occupation_code = "8153"
    session.commit()
    matching.run(session, by=by)
    assert approval.suggestion.state == SuggestionState.LAPSED
    assert approval.withdrawn_at is not None


def test_a_proposal_pushed_off_the_list_lapses(session, by):
    returnee = make_returnee(session, summary="May công nghiệp 3 năm.", desired_work="may")
    poor = make_position(session, title="Phụ bếp", description="Rửa rau.", wage_max=7_000_000)
    matching.run(session, by=by)
    assert [s.position_id for s in suggestions_of(session, returnee)] == [poor.id]
    for _ in range(5):
        make_position(session)
    matching.run(session, by=by)
    states = {s.position_id: s.state for s in suggestions_of(session, returnee)}
    assert states.pop(poor.id) == SuggestionState.LAPSED
    assert set(states.values()) == {SuggestionState.PROPOSED}
    assert len(states) == 5


def test_decisions_made_before_take_room_from_new_proposals(session, by):
    returnee = make_returnee(session)
    far = make_position(session, title="Phụ bếp", description="Rửa rau.", wage_max=7_000_000)
    make_approval(session, make_suggestion(session, returnee, far))
    for _ in range(6):
        make_position(session)
    matching.run(session, by=by)
    proposed = [s for s in suggestions_of(session, returnee) if s.state == SuggestionState.PROPOSED]
    assert len(proposed) == 4


def test_what_was_rejected_does_not_come_again(session, by, pair):
    returnee, position = pair
    suggestion = make_suggestion(session, returnee, position)
    suggestion.apply(SuggestionAction.REJECT, by=by)
    session.commit()
    assert "Người lao động đã từ chối vị trí này" in matching.why_not(session, returnee, position)


def test_what_the_firm_refused_does_not_come_again(session, by, pair):
    returnee, position = pair
    approval = make_approval(session, make_suggestion(session, returnee, position))
    introduction = make_introduction(session, approval)
    assert matching.showable_cards(session, returnee) == [approval.suggestion]
    introduction.reason = "other"
    introduction.apply(IntroductionAction.REFUSE, by=by)
    session.commit()
    assert matching.showable_cards(session, returnee) == []
    matching.run(session, by=by)
    assert approval.suggestion.state == SuggestionState.LAPSED


def test_who_is_at_work_gets_no_proposals_until_it_ends(session, by, pair):
    returnee, position = pair
    approval = make_approval(session, make_suggestion(session, returnee, position, score=0.1))
    introduction = make_introduction(session, approval)
    introduction.apply(IntroductionAction.HIRE, by=by)
    position.apply(PositionAction.FILL, by=by)
    other = make_position(session)
    session.commit()
    assert matching.run(session, by=by).people == 0
    assert approval.suggestion.state == SuggestionState.APPROVED
    session.add(
        Placement(
            introduction_id=introduction.id,
            returnee_id=returnee.id,
            position_id=position.id,
            employer_id=position.employer_id,
            first_day=TODAY,
            ended_on=TODAY,
        )
    )
    session.commit()
    assert matching.run(session, by=by).people == 1
    states = {s.position_id: s.state for s in suggestions_of(session, returnee)}
    assert states == {
        position.id: SuggestionState.LAPSED,
        other.id: SuggestionState.PROPOSED,
    }


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


def test_a_run_of_twenty_costs_as_many_queries_as_of_two(session, connection, by):
    make_position(session)
    people = [make_returnee(session) for _ in range(22)]

    def cost(chosen):
        session.commit()
        session.expunge_all()
        with counted(connection) as sent:
            assert matching.run(session, by=by, returnees=chosen).suggestions == len(chosen)
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


def test_erased_people_are_never_matched(session, by, pair):
    pair[0].erased_at = session.scalar(select(func.max(Returnee.created_at)))
    session.commit()
    assert matching.run(session, by=by).people == 0
