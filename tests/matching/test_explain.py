from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matching import features
from matching.docs import SkillClaim
from matching.explain import LABELS_VI, MOST_REASONS
from matching.ranker import Ranker, prior_estimator
from matching.reasons import REASONS

ON = date(2026, 11, 24)
NEAR, FAR = "14758", "14845"


@pytest.fixture
def entry():
    def rank_one(person, position):
        return Ranker([position], on=ON).rank(person)[0]

    return rank_one


def test_the_shared_skill_is_named_first(entry, make_person, make_position):
    found = entry(make_person(), make_position())
    assert found.reasons[0] == "Biết may công nghiệp, đúng việc đang tuyển"
    assert "Làm ngay tại xã, phường nhà" in found.reasons
    assert found.missing == ()


def test_a_skill_of_another_trade_is_wanted_but_is_not_the_work(entry, make_person, make_position):
    toolmaker = make_position(
        title="Thợ gá lắp",
        description="",
        required_skills=("đọc bản vẽ cơ khí",),
        occupation_code="7222",
    )
    reader = make_person(summary="", skills=(SkillClaim("Đọc bản vẽ cơ khí", 3, "skilled"),))
    assert entry(reader, toolmaker).reasons[0] == "Biết đọc bản vẽ cơ khí, nơi tuyển cần"


def test_a_trades_code_in_common_is_near_the_wish_and_its_skill_is_the_wish(
    entry, make_person, make_position
):
    wishing = make_person(skills=(), summary="", desired_work="hàn điện", wage_expected=None)
    welder = make_position(
        title="Thợ hàn điện", description="", required_skills=(), occupation_code="7212"
    )
    coded = replace(welder, title="Nhân viên xưởng")
    assert "Đúng việc anh/chị mong muốn" in entry(wishing, welder).reasons
    assert "Gần với việc anh/chị mong muốn" in entry(wishing, coded).reasons


def test_distance_is_told_in_whole_km(entry, make_person, make_position):
    found = entry(make_person(wage_expected=None), make_position(commune_code=NEAR))
    assert f"Cách nhà khoảng {round(found.distance_km)} km" in found.reasons


def test_reasons_are_few_short_and_start_with_a_capital(entry, make_person, make_position):
    rich = make_position(shuttle=True, housing=True, training_provided=True)
    found = entry(make_person(needs_housing=True, desired_work="công nhân may"), rich)
    assert len(found.reasons) == MOST_REASONS
    for sentence in (*found.reasons, *found.missing):
        assert len(sentence.split()) <= 12
        assert sentence[0].isupper()


def test_taught_work_is_told_to_those_who_do_not_know_it(entry, make_person, make_position):
    taught = make_position(training_provided=True, required_skills=(), wage_min=None, wage_max=None)
    learner = make_person(skills=(), wage_expected=None, shifts_ok=())
    assert "Được dạy nghề tại chỗ" in entry(learner, taught).reasons
    assert "Được dạy nghề tại chỗ" not in entry(make_person(), taught).reasons


def test_gaps_are_named_with_what_would_close_them(entry, make_person, make_position):
    position = make_position(
        title="Thợ hàn",
        description="",
        required_skills=("hàn điện",),
        occupation_code="7212",
        licences=("welding_3G",),
        min_education="vocational",
        min_experience_years=2,
    )
    found = entry(make_person(), position)
    assert found.missing[0] == "Thiếu chứng chỉ hàn 3G"
    assert found.missing[1].startswith("Chưa biết hàn")
    assert found.missing[2] == "Nơi tuyển cần trình độ trung cấp nghề"
    assert found.closing == "Thi lấy chứng chỉ hàn 3G"


def test_what_exceeds_the_wish_is_told(entry, make_person, make_position):
    position = make_position(commune_code=FAR, shift="night", wage_max=7_000_000)
    found = entry(make_person(wage_expected=9_000_000), position)
    assert "Xa hơn mức anh/chị muốn đi" in found.missing
    assert "Ca làm chưa hợp giờ của anh/chị" in found.missing
    assert "Lương thấp hơn mức mong muốn" in found.missing


def test_nothing_of_where_a_skill_was_learnt_is_told(entry, make_person, make_position):
    told = make_person(
        summary="May 3 năm trong xưởng của trại, trước đây ở tù, vừa ra trại, được đặc xá.",
        skills=(SkillClaim("may trong trại", 3, "skilled"),),
        desired_work="may như hồi ở trại",
    )
    found = entry(told, make_position())
    said = " ".join((*found.reasons, *found.missing, *found.warnings, found.closing))
    assert "Biết may công nghiệp" in said
    for word in ("trại", "tù", "đặc xá", "án", "phạm"):
        assert word not in said.split()


def test_help_that_the_person_needs_and_the_firm_sponsors_is_told(
    entry, make_person, make_position
):
    helped = make_person(needs=frozenset({"mentor", "tools"}), wage_expected=None, shifts_ok=())
    sponsor = make_position(sponsor_kinds=frozenset({"mentor", "room"}))
    assert "Có người kèm cặp, giúp đỡ" in entry(helped, sponsor).reasons
    assert entry(helped, sponsor).score > entry(helped, make_position()).score
    assert "Có người kèm cặp, giúp đỡ" not in entry(make_person(), sponsor).reasons


def test_every_feature_has_a_label():
    assert set(LABELS_VI) == set(features.NAMES)


NEUTRAL = {
    "trade": 0.0,
    "wish": 0.0,
    "way": 60.0,
    "stretch": 1.0,
    "room": 0.0,
    "closedness": 1.0,
    "wage_ratio": 0.5,
    "shift_fit": 0.0,
    "support": 0.0,
}


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.say.__name__)
def test_taking_a_named_reason_away_lowers_the_score(reason, make_person, make_position):
    ranker = Ranker([make_position()], on=ON)
    profile = ranker._profile(make_person())  # noqa: SLF001 - the values behind the sentence
    values = features.matrix(profile, ranker._positions)  # noqa: SLF001
    column = features.NAMES.index(reason.feature)
    good, taken = values.copy(), values.copy()
    good[:, column] = {"way": 3.0, "stretch": 0.0, "closedness": 0.0}.get(reason.feature, 1.0)
    taken[:, column] = NEUTRAL[reason.feature]
    model = prior_estimator()
    assert np.all(model.predict(taken) < model.predict(good))


def test_a_skill_named_by_its_worker_reads_as_work(entry, make_person, make_position):
    position = make_position(
        title="Giao dịch viên", description="", required_skills=(), occupation_code="4211"
    )
    found = entry(replace(make_person(), skills=()), position)
    assert found.missing
    assert all("Chưa biết giao dịch viên" not in sentence for sentence in found.missing)


def test_a_way_longer_than_said_is_told_even_where_a_bus_runs(entry, make_person, make_position):
    walker = make_person(max_distance_km=2, has_vehicle=False)
    by_bus = make_position(commune_code=NEAR, shuttle=True)
    found = entry(walker, by_bus)
    assert found.distance_km > 2
    assert "Xa hơn 2 km anh/chị nói" in found.missing
