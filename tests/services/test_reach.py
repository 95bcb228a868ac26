"""How many people fit before a posting is sent: blurred so that no difference names anyone."""

import pytest
from factories import (
    HAC_THANH,
    actor_of,
    make_employer,
    make_employer_user,
    make_position,
    make_returnee,
)
from sqlalchemy import func, select

from models import PositionState, PostingReach, ReachChange, ReturneeSkill
from services import reach, reach_figures
from services.errors import Refused

KEY = b"k" * 32
FAR = "16369"  # Xã Bá Thước, out of a short reach of Hạc Thành


def people(number, start=0):
    return {f"person-{n}" for n in range(start, start + number)}


@pytest.mark.parametrize("number", range(5))
def test_fewer_than_five_are_never_a_figure(number):
    assert reach_figures.told(KEY, people(number)) == 0


def test_a_figure_is_a_multiple_of_five_within_two_of_the_truth_before_rounding():
    for number in range(5, 200):
        told = reach_figures.told(KEY, people(number))
        assert told % 5 == 0
        assert (number - 2) // 5 * 5 <= told <= (number + 2) // 5 * 5


def test_the_same_people_always_give_the_same_figure():
    backwards = [f"person-{n}" for n in reversed(range(17))]
    assert reach_figures.told(KEY, backwards) == reach_figures.told(KEY, people(17))


def test_leaving_one_person_out_says_nothing_of_that_person():
    """Over many groups the figure goes up, down or stays alike, whoever is left out."""
    steps = []
    for start in range(0, 20_000, 40):
        group = people(20, start)
        without = group - {f"person-{start}"}
        steps.append(reach_figures.told(KEY, group) - reach_figures.told(KEY, without))
    assert {step > 0 for step in steps} == {True, False}
    assert min(steps) < 0 < max(steps)


def test_another_secret_moves_counts_differently():
    groups = [people(20, start) for start in range(0, 4_000, 40)]
    assert [reach_figures.told(KEY, g) for g in groups] != [
        reach_figures.told(b"x" * 32, g) for g in groups
    ]


def test_the_change_named_is_the_one_that_adds_most_and_at_least_five():
    now = people(10)
    more = {ReachChange.ROOM: people(40), ReachChange.BUS: people(25)}
    assert reach_figures.best_change(KEY, now, more) == ReachChange.ROOM
    assert reach_figures.best_change(KEY, now, {ReachChange.BUS: now}) is None
    assert reach_figures.best_change(KEY, now, {}) is None


@pytest.fixture
def firm(session):
    return make_employer(session)


@pytest.fixture
def hr(session, firm):
    return actor_of(make_employer_user(session, firm))


def draft(session, firm, **values):
    return make_position(session, firm, state=PositionState.DRAFT, opened_on=None, **values)


def seamstresses(session, number, **values):
    for _ in range(number):
        person = make_returnee(session, **values)
        session.add(ReturneeSkill(returnee=person, name="may công nghiệp", code="may-cong-nghiep"))
    session.commit()


def test_people_who_agreed_and_fit_are_counted(session, firm, hr):
    seamstresses(session, 12, commune_code=HAC_THANH)
    told = reach.ask(session, draft(session, firm), by=hr)
    assert told.number == 10


def test_people_who_did_not_agree_are_not(session, firm, hr):
    seamstresses(session, 12, commune_code=HAC_THANH, consented=False)
    assert reach.ask(session, draft(session, firm), by=hr).number == 0


def test_one_day_has_one_answer_whatever_is_toggled(session, firm, hr):
    posting = draft(session, firm)
    first = reach.ask(session, posting, by=hr)
    seamstresses(session, 12, commune_code=HAC_THANH)
    posting.housing = True
    assert reach.ask(session, posting, by=hr) is first
    assert first.number == 0


def test_a_firm_asks_about_ten_postings_a_day_and_no_more(session, firm, hr):
    for _ in range(reach.MOST_A_DAY):
        reach.ask(session, draft(session, firm), by=hr)
    with pytest.raises(Refused, match="ngày mai"):
        reach.ask(session, draft(session, firm), by=hr)
    assert session.scalar(select(func.count()).select_from(PostingReach)) == reach.MOST_A_DAY


def test_a_firm_that_may_not_see_people_is_told_no_number(session):
    firm = make_employer(session, agreed=False)
    hr = actor_of(make_employer_user(session, firm))
    with pytest.raises(Refused, match="cam kết"):
        reach.ask(session, draft(session, firm), by=hr)


def test_what_is_given_already_is_not_proposed(session, firm):
    doc = reach.position_docs.position_docs(
        session,
        [draft(session, firm, housing=True, description="Có xe đưa đón, có dạy nghề.")],
        reach.local_today(),
    )[0]
    assert list(reach.variants(doc)) == [None]
