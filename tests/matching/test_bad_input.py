"""Whatever stands in a record, a run reports it by record and goes on with the rest."""

import json
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.docs import PersonDoc, PositionDoc, person_from_json, position_from_json
from matching.evaluate import our_lists, our_rankings, read
from matching.fields import MAX_TEXT
from matching.ranker import Ranker

NAN = float("nan")
MEGABYTE = "Cần thợ may áo sơ mi, có xe đưa đón. " * 28_000
PERSON = {"id": "P", "commune_code": "14797", "summary": "may 3 năm", "shifts_ok": ["day"]}
JOB = {"id": "J", "commune_code": "14797", "title": "Công nhân may", "shift": "day"}

BAD_PEOPLE = {
    "nothing known": {"id": "P"},
    "no id": {},
    "empty text": PERSON | {"summary": "", "desired_work": "", "skills": []},
    "unknown skill": PERSON | {"skills": [{"name": "xyzzy plugh"}], "summary": "xyzzy"},
    "unknown commune": PERSON | {"commune_code": "99999"},
    "NaN everywhere": PERSON | dict.fromkeys(("wage_expected", "max_distance_km", "summary"), NAN),
    "infinite wish": PERSON | {"wage_expected": math.inf},
    "texts for numbers": PERSON | {"birth_year": "chín mươi", "max_distance_km": "gần"},
    "numbers for texts": PERSON | {"summary": 7, "desired_work": 3.5, "skills": 4},
    "a megabyte": PERSON | {"summary": MEGABYTE},
    "a null byte": PERSON | {"summary": "may\u0000\u200b", "desired_work": "\ufeff"},
}
BAD_JOBS = {
    "nothing known": {"id": "J"},
    "empty text": JOB | {"title": "", "description": ""},
    "unknown skill": JOB | {"required_skills": ["xyzzy"]},
    "unknown commune": JOB | {"commune_code": "00000"},
    "NaN everywhere": JOB | dict.fromkeys(("wage_min", "wage_max", "min_experience_years"), NAN),
    "lowest above highest": JOB | {"wage_min": 9_000_000, "wage_max": 5_000_000},
    "a strange code": JOB | {"occupation_code": "thợ", "licences": ["", "bằng gì đó"]},
    "a strange shift": JOB | {"shift": "sáng sớm", "min_education": "lớp 7"},
    "a megabyte": JOB | {"description": MEGABYTE},
}


def is_sound(entries):
    return all(np.isfinite(entry.score) and 0 <= entry.score <= 1 for entry in entries)


@pytest.mark.parametrize("row", BAD_PEOPLE.values(), ids=BAD_PEOPLE)
def test_a_bad_person_gets_a_list_all_the_same(row):
    ranker = Ranker([position_from_json(JOB), position_from_json(JOB | {"id": "K"})])
    person = person_from_json(row)
    entries = ranker.rank(person)
    assert len(entries) == 2
    assert is_sound([*entries, *ranker.cards(person), *ranker.rank_people("J", [person])])


@pytest.mark.parametrize("row", BAD_JOBS.values(), ids=BAD_JOBS)
def test_a_bad_position_stands_among_the_good_ones(row):
    ranker = Ranker([position_from_json(row | {"id": "BAD"}), position_from_json(JOB)])
    entries = ranker.rank(person_from_json(PERSON))
    assert {entry.position_id for entry in entries} == {"BAD", "J"}
    assert is_sound(entries)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_one_or_two_identical_positions_are_no_fault(count):
    ranker = Ranker([position_from_json(JOB)] * count)
    person = person_from_json(PERSON)
    entries = ranker.rank(person)
    assert len(entries) == count
    assert len({entry.score for entry in entries}) <= 1
    shortlist = ranker.shortlist(person)
    assert len(ranker.entries(shortlist, range(len(shortlist.options.firms)))) <= count


def test_not_a_number_straight_in_a_document_is_not_known():
    person = PersonDoc("P", max_distance_km=NAN, commune_code="14797")
    job = PositionDoc("J", commune_code="14797", min_experience_years=NAN)
    assert is_sound(Ranker([job]).rank(person))


def test_words_of_no_list_in_a_document_are_not_known():
    person = PersonDoc("P", education="lớp 9", shifts_ok=("sáng sớm",), licences=("bằng lạ",))
    job = PositionDoc("J", shift="sáng sớm", min_education="lớp 12", occupation_code="?")
    assert is_sound(Ranker([job]).rank(person))


def test_each_fault_is_reported_with_its_record_and_field():
    problems = []
    person_from_json(BAD_PEOPLE["texts for numbers"], problems)
    position_from_json(BAD_JOBS["a megabyte"], problems)
    position_from_json(BAD_JOBS["a strange shift"], problems)
    found = {(problem.record, problem.field) for problem in problems}
    assert {("P", "birth_year"), ("P", "max_distance_km")} <= found
    assert {("J", "description"), ("J", "shift"), ("J", "min_education")} <= found
    assert len(position_from_json(BAD_JOBS["a megabyte"]).description) <= MAX_TEXT


def test_a_whole_set_of_bad_records_is_ranked(tmp_path):
    def lines(rows, prefix):
        named = [row | {"id": f"{prefix}{n}"} for n, row in enumerate(rows)]
        return "\n".join([*map(json.dumps, named), "{not json", "[]", "7"])

    (tmp_path / "returnees.jsonl").write_text(lines(BAD_PEOPLE.values(), "R"))
    (tmp_path / "positions.jsonl").write_text(lines(BAD_JOBS.values(), "P"))
    golden = read(tmp_path)
    lists = our_lists(our_rankings(golden))
    assert {f"R{n}" for n in range(len(BAD_PEOPLE))} <= set(lists)
    assert {"positions.jsonl:10", "returnees.jsonl:12"} <= {p.record for p in golden.problems}


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.lists(st.text())
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_junk_in_any_field_never_raises(data):
    person = {name: data.draw(JUNK) for name in (*PERSON, "skills", "wage_expected", "licences")}
    job = {name: data.draw(JUNK) for name in (*JOB, "required_skills", "wage_min", "licences")}
    ranker = Ranker([position_from_json(job), position_from_json(JOB)])
    assert is_sound(ranker.rank(person_from_json(person)))
