"""The loan checker at its edges: eligible, not, or unknown; never that a loan is given."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import EmployerKind, LoanPurpose, ReturnBasis
from services.loan_table import conditions, programmes
from services.loans import (
    FirmFacts,
    PersonFacts,
    Verdict,
    check_firm,
    check_person,
)
from services.terms import years_after

ON = date(2026, 11, 24)
PERSON = PersonFacts(
    on=ON,
    basis=ReturnBasis.COMPLETED,
    completed_on=date(2024, 3, 5),
    born_on=date(1990, 1, 1),
    has_certificate=True,
    is_on_list=True,
    owes_same=False,
    has_plan=True,
    amount_vnd=90_000_000,
)
FIRM = FirmFacts(
    on=ON,
    kind=EmployerKind.COMPANY,
    is_small=True,
    is_legal=True,
    workers_total=30,
    workers_of_programme=3,
    supported=3,
    has_plan=True,
    amount_vnd=300_000_000,
)
ASKED_OF_PERSON = (
    "basis",
    "completed_on",
    "has_certificate",
    "is_on_list",
    "owes_same",
    "amount_vnd",
)


def by_programme(results):
    return {result.programme.code: result for result in results}


def line(results, programme, code):
    lines = by_programme(results)[programme].lines
    return next(one for one in lines if one.condition.code == code)


def test_all_met_is_eligible_by_both_programmes():
    for results in (check_person(PERSON), check_firm(FIRM)):
        assert {result.verdict for result in results} == {Verdict.ELIGIBLE}


@pytest.mark.parametrize("field", ASKED_OF_PERSON)
def test_what_is_not_known_makes_the_answer_unknown(field):
    found = by_programme(check_person(replace(PERSON, **{field: None})))
    assert found["decision_22"].verdict == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("has_certificate", False),
        ("is_on_list", False),
        ("owes_same", True),
        ("basis", ReturnBasis.COMMUNITY_SENTENCE),
        ("amount_vnd", 100_000_001),
    ],
)
def test_one_condition_not_met_is_not_eligible_even_where_another_is_unknown(field, value):
    facts = replace(PERSON, **{"completed_on": None, field: value})
    assert by_programme(check_person(facts))["decision_22"].verdict == Verdict.NOT_ELIGIBLE


def test_conditional_release_is_a_question_for_the_bank():
    facts = replace(PERSON, basis=ReturnBasis.CONDITIONAL_RELEASE)
    assert by_programme(check_person(facts))["decision_22"].verdict == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("completed", "on", "answer"),
    [
        (date(2021, 11, 24), date(2026, 11, 24), True),
        (date(2021, 11, 23), date(2026, 11, 24), False),
        (date(2024, 2, 29), date(2029, 2, 28), True),
        (date(2024, 2, 29), date(2029, 3, 1), False),
        (date(2023, 2, 28), date(2028, 2, 28), True),
        (date(2023, 2, 28), date(2028, 2, 29), False),
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 25), date(2026, 11, 24), False),
    ],
)
def test_five_years_end_on_the_same_date_that_day_included(completed, on, answer):
    facts = replace(PERSON, completed_on=completed, on=on)
    assert line(check_person(facts), "decision_22", "within_years").answer is answer


def test_a_time_of_four_years_from_29_february_ends_on_29_february():
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)


@pytest.mark.parametrize(("left", "warned"), [(0, True), (90, True), (91, False)])
def test_ninety_days_before_the_end_it_warns(left, warned):
    facts = replace(PERSON, on=years_after(PERSON.completed_on, 5) - timedelta(days=left))
    note = line(check_person(facts), "decision_22", "within_years").note
    assert (f"Chỉ còn {left} ngày" in note) == warned


@pytest.mark.parametrize(
    ("mine", "total", "answer"),
    [
        (3, 30, True),
        (3, 31, False),
        (1, 10, True),
        (1, 11, False),
        (0, 5, False),
        (10, 99, True),
        (9, 99, False),
        (None, 30, None),
        (3, None, None),
        (0, 0, None),
    ],
)
def test_ten_per_cent_is_compared_without_rounding(mine, total, answer):
    facts = replace(FIRM, workers_of_programme=mine, workers_total=total)
    assert line(check_firm(facts), "decision_22", "share").answer is answer


@pytest.mark.parametrize(
    ("amount", "answer"), [(300_000_000, True), (300_000_001, False), (None, None)]
)
def test_a_firms_loan_is_at_most_so_much_for_each_worker(amount, answer):
    facts = replace(FIRM, amount_vnd=amount)
    assert line(check_firm(facts), "decision_22", "worker_limit").answer is answer


def test_a_household_is_small_whatever_was_said():
    facts = replace(FIRM, kind=EmployerKind.HOUSEHOLD, is_small=None)
    assert line(check_firm(facts), "decision_22", "small").answer is True


def test_studies_have_their_own_limit():
    facts = replace(PERSON, purpose=LoanPurpose.TRAINING, amount_vnd=4_000_000)
    codes = {one.condition.code for one in by_programme(check_person(facts))["decision_22"].lines}
    assert "training_limit" in codes
    assert "business_limit" not in codes
    assert by_programme(check_person(facts))["decision_22"].verdict == Verdict.ELIGIBLE


@pytest.mark.parametrize(
    ("born", "answer"), [(date(2011, 11, 24), True), (date(2011, 11, 25), False), (None, None)]
)
def test_fifteen_years_of_age_to_the_day(born, answer):
    assert line(check_person(replace(PERSON, born_on=born)), "decree_338", "age").answer is answer


def test_a_programme_counts_only_while_it_is_in_force():
    found = by_programme(check_person(replace(PERSON, on=date(2025, 12, 31))))
    assert found["decision_22"].verdict == Verdict.ELIGIBLE
    assert found["decree_338"].verdict == Verdict.NOT_ELIGIBLE
    assert found["decree_338"].lines == []
    before = by_programme(check_person(replace(PERSON, on=date(2023, 10, 9))))
    assert before["decision_22"].verdict == Verdict.NOT_ELIGIBLE


def test_every_condition_names_its_article_and_whether_it_was_read():
    known = {programme.code for programme in programmes()}
    for condition in conditions():
        assert condition.programme in known
        assert condition.article
        assert condition.checked


def test_nothing_ever_says_a_loan_is_approved():
    root = Path(__file__).resolve().parents[2]
    texts = [
        *(root / "data").glob("loan_*.csv"),
        *(root / "services").glob("loan*.py"),
        *(root / "templates").rglob("*loan*.html"),
    ]
    assert texts
    for path in texts:
        text = path.read_text(encoding="utf-8").lower().replace('"approved"', "")
        assert "approved" not in text, path
        assert "được duyệt" not in text, path
        assert "chắc chắn" not in text, path
