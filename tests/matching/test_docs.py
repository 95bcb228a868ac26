import math

import pytest

from matching.docs import (
    PersonDoc,
    PositionDoc,
    ResidenceLimit,
    SkillClaim,
    person_from_json,
    position_from_json,
)

PERSON = {
    "id": "R01",
    "birth_year": 1990,
    "commune_code": "16000",
    "summary": "Biết may",
    "skills": [{"name": "May", "years": 3, "level": "skilled"}],
    "education": "primary",
    "licences": ["A1"],
    "wage_expected": 8000000,
    "max_distance_km": 15,
    "has_vehicle": True,
    "shifts_ok": ["day"],
    "needs_housing": False,
    "health_limits": ["đau lưng"],
    "barred_occupations": ["5414"],
    "desired_work": "may",
}


def test_a_clean_person_is_read_whole_without_a_problem():
    problems = []
    person = person_from_json(PERSON, problems)
    assert problems == []
    assert person.skills == (SkillClaim("May", 3, "skilled"),)
    assert (person.wage_expected, person.max_distance_km) == (8_000_000, 15)
    assert (person.barred_occupations, person.licences) == (("5414",), ("A1",))


@pytest.mark.parametrize("permitted", [[], ["16012"]])
def test_permitted_communes_mean_a_limit_and_nothing_said_means_none(permitted):
    limited = person_from_json({**PERSON, "permitted_communes": permitted})
    assert limited.residence == ResidenceLimit(permitted=frozenset(permitted))
    assert person_from_json(PERSON).residence is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_year", "năm ngoái"),
        ("birth_year", 12),
        ("wage_expected", -5),
        ("wage_expected", "thỏa thuận"),
        ("max_distance_km", math.inf),
        ("has_vehicle", "chắc có"),
        ("education", "tiến sĩ"),
        ("summary", 17),
        ("skills", [{"years": 3}]),
        ("skills", 5),
    ],
)
def test_what_cannot_be_read_is_neutral_and_noted_by_record(field, value):
    problems = []
    person = person_from_json({**PERSON, field: value}, problems)
    assert [(p.record, p.field) for p in problems] == [("R01", field)]
    assert getattr(person, field) == getattr(PersonDoc("R01"), field)


@pytest.mark.parametrize("missing", [None, math.nan])
@pytest.mark.parametrize("read", [person_from_json, position_from_json])
def test_missing_values_are_neutral_and_no_problem(read, missing):
    problems = []
    document = read(dict.fromkeys(PERSON, missing) | {"id": "X"}, problems)
    assert document == type(document)("X")
    assert problems == []


@pytest.mark.parametrize("row", [None, [], "text", 3])
def test_a_record_that_is_no_object_reads_as_an_empty_one(row):
    problems = []
    assert position_from_json(row, problems) == PositionDoc("")
    assert problems


def test_a_megabyte_of_description_is_cut_and_noted():
    problems = []
    position = position_from_json({"id": "P", "description": "may " * 300_000}, problems)
    assert len(position.description) <= 20_000
    assert [p.field for p in problems] == ["description"]
