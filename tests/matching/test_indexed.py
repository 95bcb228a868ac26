"""An index changes how fast a list is found, never the list."""

from dataclasses import replace
from datetime import date

import pytest

from matching.docs import person_from_json, position_from_json
from matching.indexed import IndexedRanker
from matching.ranker import Ranker
from services.demo.content import records

ON = date(2026, 11, 24)


def as_person(row, number):
    barred = [ban["isco"] for ban in row["barred_occupations"]]
    return person_from_json({**row, "id": str(number), "barred_occupations": barred})


@pytest.fixture(scope="module")
def market():
    rows = records("positions")
    return [position_from_json({**row, "id": f"P{n}"}) for n, row in enumerate(rows)]


@pytest.fixture(scope="module")
def people():
    docs = [as_person(row, n) for n, row in enumerate(records("returnees"))][::16]
    return [*docs, replace(docs[0], commune_code=""), replace(docs[1], consented=False)]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Make every list begin with few of the index's best, as in a large market."""
    monkeypatch.setattr("matching.indexed.FIRST", 8)
    monkeypatch.setattr("matching.indexed.FIRST_SCORED", 4)
    monkeypatch.setattr("matching.indexed.GROWTH", 2)


def told(entries):
    return [
        (e.position_id, round(e.score, 9), e.band, e.shown, e.reasons, e.missing) for e in entries
    ]


def same_lists(indexed, plain, people):
    for person in people:
        for k in (1, 20):
            assert told(indexed.rank(person, k)) == told(plain.rank(person, k))
        assert told(indexed.cards(person)) == told(plain.cards(person))


def test_lists_and_cards_are_those_of_the_plain_ranker(market, people):
    same_lists(IndexedRanker(market, on=ON), Ranker(market, on=ON), people)


def test_positions_that_come_change_and_go_are_listed_as_they_are_now(market, people):
    indexed = IndexedRanker(market[:100], on=ON)
    plain = Ranker(market[:100], on=ON)
    late = market[100:]
    moved = [replace(doc, commune_code=market[3].commune_code) for doc in market[10:20]]
    closed = [replace(doc, state_open=False) for doc in market[30:50]]
    for docs in (late, moved, closed, [replace(market[40], wage_max=99_000_000)]):
        indexed.change(docs)
    now = {doc.id: doc for doc in [*market, *moved, *closed]}
    now["P40"] = replace(market[40], wage_max=99_000_000)
    # Rarities of words and skills stay those of the first positions, here as there.
    plain._positions = plain._profiler.later(list(now.values()))  # noqa: SLF001 - as one build
    same_lists(indexed, plain, people)


def test_a_refused_position_is_not_listed_after_it_changed(market, people):
    indexed = IndexedRanker(market, on=ON)
    best = indexed.rank(people[0], 1)[0].position_id
    indexed.change([replace(doc, headcount=7) for doc in market if doc.id == best])
    person = replace(people[0], refused=frozenset({best}))
    assert best in {entry.position_id for entry in indexed.rank(people[0], 20)}
    assert best not in {entry.position_id for entry in indexed.rank(person, 150)}


def test_people_for_a_position_are_those_of_the_plain_ranker(market, people):
    indexed, plain = IndexedRanker(market, on=ON), Ranker(market, on=ON)
    crowd = [replace(person, id=f"{n:03}") for n, person in enumerate(people * 2)]
    for position in market[::25]:
        for k in (1, 10):
            ranked = [(e.person_id, e.score) for e in indexed.rank_people(position, crowd, k)]
            assert ranked == [(e.person_id, e.score) for e in plain.rank_people(position, crowd, k)]
    assert indexed.rank_people(market[0], []) == []
