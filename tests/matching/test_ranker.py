from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from matching import features
from matching.docs import PersonDoc, PositionDoc, ResidenceLimit, SkillClaim
from matching.gates import Gate
from matching.ranker import (
    FEW_CARDS,
    GOOD,
    MODEL_VERSION,
    MOST_CARDS,
    POSSIBLE,
    Ranker,
    SuitabilityEstimator,
    prior_estimator,
)

ON = date(2026, 11, 24)
HOME, NEAR, FAR = "14797", "14758", "14845"


@pytest.fixture
def market(make_position):
    welding = {"required_skills": ("hàn điện",), "occupation_code": "7212"}
    return [
        make_position(),
        make_position(id="FAR", commune_code=FAR),
        make_position(id="NIGHT", shift="night"),
        make_position(id="POOR", wage_min=4_000_000, wage_max=4_500_000),
        make_position(id="WELD", title="Thợ hàn", description="Hàn khung nhà xưởng.", **welding),
        make_position(
            id="HAND",
            title="Lao động phổ thông đóng gói",
            description="Không yêu cầu kinh nghiệm, được hướng dẫn.",
            required_skills=(),
            occupation_code="9321",
            commune_code=NEAR,
        ),
    ]


def order(entries):
    return [entry.position_id for entry in entries]


def test_the_persons_trade_near_home_comes_first_and_conflicts_last(market, make_person):
    ranked = Ranker(market, on=ON).rank(make_person())
    assert order(ranked)[0] == "S"
    assert order(ranked).index("HAND") < order(ranked).index("WELD")
    scores = [entry.score for entry in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_bands_and_cards_follow_the_scores(market, make_person):
    ranked = Ranker(market, on=ON).rank(make_person())
    assert ranked[0].band == "Rất hợp"
    assert all(entry.score >= POSSIBLE for entry in ranked if entry.shown)


def test_the_cards_are_the_shown_entries_of_the_whole_list(market, make_person):
    ranker = Ranker(market, on=ON)
    shown = [entry for entry in ranker.rank(make_person()) if entry.shown]
    assert ranker.cards(make_person()) == shown


def test_at_most_five_cards_however_many_fit(make_person, make_position):
    ranked = Ranker([make_position(id=f"S{n}") for n in range(9)], on=ON).rank(make_person())
    assert sum(entry.shown for entry in ranked) == MOST_CARDS


def test_a_person_with_nothing_good_gets_at_most_two_cards(make_person, make_position):
    hands = [
        make_position(
            id=f"H{n}", title="Phụ kho", description="", required_skills=(), occupation_code="9333"
        )
        for n in range(9)
    ]
    stranger = make_person(skills=(), wage_expected=None)
    ranked = Ranker(hands, on=ON).rank(stranger)
    assert ranked[0].score < GOOD
    assert sum(entry.shown for entry in ranked) <= FEW_CARDS


def test_a_gated_position_is_in_no_list_and_its_reason_is_told(market, make_person):
    ranker = Ranker(market, on=ON)
    barred = make_person(barred_occupations=("8153",))
    assert "S" not in order(ranker.rank(barred))
    assert "S" not in order(ranker.rank(make_person(refused=frozenset({"S"}))))
    assert [v.gate for v in ranker.why_not(barred, "S")] == [Gate.OCCUPATION_BAN]
    assert ranker.why_not(make_person(), "S") == ()
    assert ranker.rank_people("S", [barred]) == []


def test_a_person_without_consent_has_an_empty_list(market, make_person):
    assert Ranker(market, on=ON).rank(make_person(consented=False)) == []


def test_an_unknown_residence_limit_is_a_warning_on_the_entry(market, make_person):
    person = make_person(residence=ResidenceLimit(known=False))
    assert "Cần kiểm tra nơi được đi" in Ranker(market, on=ON).rank(person)[0].warnings


def test_contributions_sum_exactly_to_the_score(market, make_person):
    ranker = Ranker(market, on=ON)
    for entry in ranker.rank(make_person()):
        parts = entry.contributions
        assert sum(part.points for part in parts) == pytest.approx(entry.score, abs=1e-12)
        assert ranker.explain(make_person(), entry.position_id) == parts
        assert {part.feature for part in parts} == {"base", *features.NAMES, "bounds"}


def test_the_score_is_the_same_from_either_side(market, make_person):
    ranker = Ranker(market, on=ON)
    people = [make_person(), make_person(id="B", skills=()), make_person(id="C", commune_code=FAR)]
    for position in market:
        from_position = {e.person_id: e.score for e in ranker.rank_people(position, people)}
        for person in people:
            from_person = {e.position_id: e.score for e in ranker.rank(person)}
            assert from_position[person.id] == pytest.approx(from_person[position.id], abs=1e-12)


def test_people_for_a_position_come_best_first(market, make_person):
    people = [make_person(id="B", skills=()), make_person()]
    ranked = Ranker(market, on=ON).rank_people("S", people, k=1)
    assert [entry.person_id for entry in ranked] == ["A"]


def test_a_batch_gives_each_person_the_list_they_get_alone(market, make_person):
    ranker = Ranker(market, on=ON)
    people = [make_person(), make_person(id="B", commune_code=FAR)]
    assert ranker.rank_batch(people, k=3) == [ranker.rank(person, k=3) for person in people]


def test_two_identical_positions_get_the_same_score(make_person, make_position):
    first, second = Ranker([make_position(), make_position(id="T")], on=ON).rank(make_person())
    assert first.score == second.score
    assert order((first, second)) == ["S", "T"]


@pytest.mark.parametrize("year", [1960, 1980, 2005])
def test_the_year_of_birth_of_an_adult_changes_nothing(market, make_person, year):
    ranker = Ranker(market, on=ON)
    assert ranker.rank(make_person(birth_year=year)) == ranker.rank(make_person())


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"skills": (SkillClaim("May công nghiệp", 3, "skilled"),)}, {"skills": ()}),
        ({"max_distance_km": 100}, {"max_distance_km": 5}),
        ({"wage_expected": 6_000_000}, {"wage_expected": 12_000_000}),
        ({"shifts_ok": ("day", "night")}, {"shifts_ok": ("night",)}),
        ({"education": "university"}, {"education": None}),
        ({"health_limits": ()}, {"health_limits": ("đau lưng, không mang vác",)}),
    ],
)
def test_a_better_fit_never_scores_lower(make_person, make_position, better, worse):
    position = make_position(
        commune_code=NEAR, min_education="lower_secondary", description="May hàng, mang vác nặng."
    )
    ranker = Ranker([position], on=ON)
    assert ranker.rank(make_person(**better))[0].score > ranker.rank(make_person(**worse))[0].score


def test_a_learned_model_takes_the_priors_place(market, make_person):
    ranker = Ranker(market, on=ON)
    profile = ranker._profile(make_person())  # noqa: SLF001 - the features a caller would log
    rows = np.tile(features.matrix(profile, ranker._positions), (20, 1))  # noqa: SLF001
    wanted = np.where(np.arange(len(rows)) % len(market) == 4, 1.0, 0.0)
    model = SuitabilityEstimator(
        prior=features.PRIOR, prior_intercept=features.PRIOR_INTERCEPT, min_samples_leaf=5
    ).fit(rows, wanted)
    assert order(Ranker(market, model, on=ON).rank(make_person()))[0] == "WELD"


BAD_PEOPLE = [
    PersonDoc(""),
    PersonDoc("P", commune_code="99999"),
    PersonDoc("P", skills=(SkillClaim("xyzzy", None, None),), skill_codes=("no-such-skill",)),
    PersonDoc("P", summary="\u200b", desired_work="???"),
    PersonDoc("P", max_distance_km=0.0, wage_expected=1),
]
BAD_POSITIONS = [
    PositionDoc(""),
    PositionDoc("Q", commune_code="99999", occupation_code="nghề"),
    PositionDoc("Q", title="\u0000", required_skills=("xyzzy",), licences=("",)),
    PositionDoc("Q", description="may " * 5000),
    PositionDoc("Q", wage_min=0, wage_max=None, min_experience_years=50.0),
]


@pytest.mark.parametrize("person", BAD_PEOPLE)
def test_bad_input_never_raises_in_a_run(person, make_position):
    ranker = Ranker([*BAD_POSITIONS, make_position()], on=ON)
    entries = ranker.rank(person)
    assert all(np.isfinite(entry.score) for entry in entries)
    assert len(entries) == len(BAD_POSITIONS) + 1


def test_no_positions_give_empty_lists(make_person):
    assert Ranker([], on=ON).rank(make_person()) == []


def test_the_prior_is_a_fitted_estimator_with_a_version():
    model = prior_estimator()
    assert model.n_features_in_ == len(features.NAMES)
    assert MODEL_VERSION.startswith("prior-")


def test_no_feature_reads_what_must_never_count():
    read = {field.name for field in fields(PersonDoc)}
    assert read.isdisjoint({"sex", "gender", "ethnicity", "religion", "basis", "offence"})


def test_a_residence_limit_is_no_feature(market, make_person):
    ranker = Ranker(market, on=ON)
    free = ranker.rank(make_person())
    known = replace(make_person(), residence=ResidenceLimit(permitted=frozenset({FAR, NEAR})))
    assert [e.score for e in ranker.rank(known)] == [e.score for e in free]


def test_stored_codes_of_typed_skills_change_nothing(market, make_person):
    ranker = Ranker(market, on=ON)
    basic = make_person(skills=(SkillClaim("May công nghiệp", 0.5, "basic"),))
    stored = replace(basic, skill_codes=("may-cong-nghiep",))
    assert ranker.rank(stored) == ranker.rank(basic)
