import csv
from collections import Counter

import pytest

from matching.text import canonical
from matching.vocab import DATA, load

VOCABULARY = load()
SKILLS = list(VOCABULARY.skills.values())


def test_there_are_at_least_six_hundred_skills():
    assert len(SKILLS) >= 600


def test_each_code_stands_in_one_row():
    with (DATA / "skills.csv").open(encoding="utf-8", newline="") as lines:
        rows = Counter(row["code"] for row in csv.DictReader(lines))
    assert [code for code, times in rows.items() if times > 1] == []


def test_codes_are_plain_slugs():
    odd = [s.code for s in SKILLS if not s.code.replace("-", "").isalnum() or not s.code.isascii()]
    assert odd == []


def test_columns_follow_the_order_of_the_codes():
    assert [VOCABULARY.index(code) for code in VOCABULARY.codes] == list(range(len(SKILLS)))


def test_an_unknown_code_has_no_column():
    with pytest.raises(KeyError):
        VOCABULARY.index("xem-boi")


def test_occupations_are_unit_groups_of_isco_08():
    with (DATA / "isco08.csv").open(encoding="utf-8", newline="") as lines:
        real = {row["code"] for row in csv.DictReader(lines)}
    assert len(real) == 436
    assert [s.code for s in SKILLS if s.isco08 not in real] == []


def test_each_skill_has_other_wordings_and_nearly_each_a_near_skill():
    assert [s.code for s in SKILLS if not s.synonyms] == []
    lonely = {s.code for s in SKILLS if not s.near}
    assert len(lonely) <= 10
    assert {"tieng-han", "xam-hinh"} <= lonely


def test_wordings_of_one_skill_are_different():
    odd = [s.code for s in SKILLS if len(set(s.synonyms)) != len(s.synonyms)]
    assert odd == []


def test_shared_words_name_skills_and_stand_beside_groups_or_skills():
    wordings = {wording for wording, _ in VOCABULARY.terms()}
    with (DATA / "skill_shared.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["wording"] for row in rows} <= wordings
    assert {row["code"] for row in rows} <= set(VOCABULARY.skills)
    assert {row["beside"] for row in rows} <= {*VOCABULARY.groups, *VOCABULARY.skills}


def test_decoys_are_canonical_and_stand_once():
    assert [d for d in VOCABULARY.decoys if canonical(d) != d] == []
    assert len(set(VOCABULARY.decoys)) == len(VOCABULARY.decoys)


def test_each_skill_is_named_in_both_languages_and_has_a_named_group():
    assert all(skill.name_vi and skill.name_en.isascii() for skill in SKILLS)
    assert {skill.group for skill in SKILLS} == set(VOCABULARY.groups)


def test_wordings_are_canonical():
    odd = [wording for wording, _ in VOCABULARY.terms() if canonical(wording) != wording]
    assert odd == []


def test_no_wording_is_claimed_by_two_skills():
    claims = Counter(wording for wording, _ in VOCABULARY.terms())
    assert [wording for wording, times in claims.items() if times > 1] == []


def test_no_decoy_is_a_skill():
    wordings = {wording for wording, _ in VOCABULARY.terms()}
    assert wordings.isdisjoint(VOCABULARY.decoys)


def test_near_skills_exist_and_weigh_between_nought_and_one():
    for skill in SKILLS:
        for code, weight in skill.near:
            assert code in VOCABULARY.skills
            assert code != skill.code
            assert 0 < weight < 1


def test_near_skills_see_each_other():
    near = {(skill.code, code) for skill in SKILLS for code, _ in skill.near}
    assert {(b, a) for a, b in near} == near


def test_the_harder_skill_stands_in_better_than_the_easier():
    def near(code):
        return dict(VOCABULARY.skills[code].near)

    assert near("han-dien")["han-3g"] > near("han-3g")["han-dien"]
    assert near("phu-ho")["xay-tuong"] > near("xay-tuong")["phu-ho"]


def test_licences_of_skills_are_asked_by_law():
    asked = {skill.licence for skill in SKILLS if skill.licence}
    assert asked <= {code for code, licence in VOCABULARY.licences.items() if licence.by_law}
    assert {"B", "C", "D", "CE", "forklift", "crane", "boiler", "diving"} <= asked


def test_licences_cover_only_licences():
    for licence in VOCABULARY.licences.values():
        assert set(licence.covers) <= set(VOCABULARY.licences)


def test_a_heavy_class_covers_the_lighter():
    assert "B" in VOCABULARY.licences["CE"].covers
    assert "CE" not in VOCABULARY.licences["C"].covers
