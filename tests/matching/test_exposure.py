import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.exposure import MOST_OF_A_FIRM, NEAR, TALKS_A_DAY, Options, one_list, seats, spread


def options(*pairs, wanted=2):
    firms, scores = zip(*pairs, strict=True)
    return Options(firms, np.array(scores), wanted)


def firms_of(person, chosen):
    return [person.firms[n] for n in chosen]


def test_a_third_card_of_one_firm_gives_way_to_an_equal_of_another():
    person = options(("A", 0.9), ("A", 0.9), ("A", 0.9), ("B", 0.86), wanted=3)
    assert firms_of(person, one_list(person)) == ["A", "A", "B"]


def test_it_stays_where_nothing_else_is_near_as_good():
    person = options(("A", 0.9), ("A", 0.9), ("A", 0.9), ("B", 0.8), wanted=3)
    assert firms_of(person, one_list(person)) == ["A", "A", "A"]


def test_equals_go_to_the_firm_with_fewer_people():
    people = [options(("A", 0.8), ("B", 0.79), wanted=1)] * 4
    chosen, figures = spread(people)
    assert figures.before == {"A": 4}
    assert figures.after == {"A": 2, "B": 2}
    assert figures.moved == 2
    assert sorted(chosen) == [[0], [0], [1], [1]]


def test_a_firm_with_more_seats_takes_more():
    people = [options(("A", 0.8), ("B", 0.79), wanted=1)] * 8
    _, figures = spread(people, {"A": 3.0, "B": 1.0})
    assert figures.after == {"A": 6, "B": 2}


def test_a_clearly_better_position_is_never_given_up():
    people = [options(("A", 0.8), ("B", 0.8 - NEAR - 0.01), wanted=1)] * 9
    assert spread(people)[1].after == {"A": 9}


def test_nobody_to_spread_is_no_fault():
    chosen, figures = spread([])
    assert chosen == []
    assert figures.most() == figures.most(after=False) == figures.moved == 0
    assert spread([Options((), np.zeros(0), 0)])[0] == [[]]


PEOPLE = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from("ABCDE"), st.floats(0.24, 1.0)), max_size=9),
        st.integers(0, 5),
    ),
    max_size=8,
)


@given(PEOPLE, st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 30)))
def test_everyone_keeps_their_number_of_cards_and_their_worth(rows, seats):
    people = []
    for pairs, wanted in rows:
        best_first = sorted(pairs, key=lambda pair: -pair[1])
        firms, scores = tuple(f for f, _ in best_first), np.array([s for _, s in best_first])
        people.append(Options(firms, scores, min(wanted, len(firms))))
    chosen, figures = spread(people, {firm: float(n) for firm, n in seats.items()})
    for person, own in zip(people, chosen, strict=True):
        assert own == sorted(set(own))
        assert len(own) == person.wanted
        lost = np.sort(person.scores[: person.wanted]) - np.sort(person.scores[own])
        assert np.all(lost <= NEAR + 1e-12)
    assert sum(figures.before.values()) == sum(figures.after.values())


def test_a_firm_has_the_seats_it_hires_for_up_to_a_days_talks(make_position):
    found = seats(
        [
            make_position(firm="A", headcount=2),
            make_position(firm="A", headcount=3),
            make_position(firm="B", headcount=300),
            make_position(firm="C", headcount=0),
        ]
    )
    assert found == {"A": 5.0, "B": TALKS_A_DAY, "C": 1.0}


@pytest.mark.parametrize("wanted", [1, 3, 5])
def test_one_person_alone_is_spread_by_the_first_rule_only_among_firms_with_room(wanted):
    person = options(*((firm, 0.8) for firm in "AAAABBCD"), wanted=wanted)
    chosen = spread([person])[0][0]
    counts = [firms_of(person, chosen).count(firm) for firm in "ABCD"]
    assert max(counts) <= MOST_OF_A_FIRM
