"""The index against brute force."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.blocks import take
from matching.coded import (
    ATTRIBUTES,
    CODES,
    FAR,
)
from matching.index import CandidateIndex
from matching.people import PeopleIndex
from tests.matching.index_cases import (
    KINDS,
    MAP,
    PATHS,
    SKILLS,
    brute_force,
    build,
    lists,
    make_columns,
    make_query,
    points_of,
)


@pytest.fixture(scope="module")
def large():
    return make_columns(np.random.default_rng(5), 10_000)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(0, 200), k=st.integers(1, 30))
def test_both_paths_give_the_lists_of_brute_force(seed, size, k):
    rng = np.random.default_rng(seed)
    columns = make_columns(rng, size)
    query = make_query(rng, size)
    for compiled in PATHS:
        assert lists(build(columns, compiled=compiled).search(query, k)) == brute_force(
            columns, query, k
        )


@pytest.fixture(autouse=True, params=[0, 10**9], ids=["communes first", "kinds first"])
def few(request, monkeypatch):
    monkeypatch.setattr("matching.index.FEW_POSITIONS", request.param)


@pytest.mark.parametrize("compiled", PATHS)
def test_ten_thousand_positions_give_the_lists_of_brute_force(large, compiled):
    index = build(large, compiled=compiled)
    rng = np.random.default_rng(6)
    for _ in range(6):
        query = make_query(rng, len(large.takes))
        assert lists(index.search(query)) == brute_force(large, query, 20)


def test_kernels_and_reference_agree_on_many_queries(large):
    rng = np.random.default_rng(7)
    queries = [make_query(rng, len(large.takes)) for _ in range(150)]
    compiled, plain = (build(large, compiled=path) for path in (PATHS[0], False))
    for query in queries:
        assert lists(compiled.search(query, 50)) == lists(plain.search(query, 50))


def test_equal_points_come_in_the_order_of_rows(large):
    same = take(large, np.zeros(100, dtype=np.int64))._replace(takes=np.ones(100, dtype=np.uint8))
    query = make_query(np.random.default_rng(8), 0)._replace(
        held=(1 << 16) - 1, farthest=FAR, barred=np.zeros(KINDS, dtype=bool), age=40,
        permitted=np.zeros(0, dtype=bool), refused=np.zeros(0, dtype=np.int64),
        attributes=np.zeros((ATTRIBUTES, CODES), dtype=np.int32),
    )  # fmt: skip
    for compiled in PATHS:
        assert build(same, compiled=compiled).search(query, 5)[0].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("compiled", PATHS)
def test_lists_after_changes_equal_those_of_a_fresh_build(large, compiled):
    rng = np.random.default_rng(9)
    start, size = take(large, np.arange(4000)), 4000
    index = build(start, compiled=compiled)
    expected = list(range(size))
    takes = {}
    for change in range(3000):
        source, kind = int(rng.integers(0, 10_000)), change % 3
        row = int(rng.integers(0, len(expected)))
        if kind == 0:
            assert index.upsert(take(large, np.array([source]))) == len(expected)
            expected.append(source)
        elif kind == 1:
            index.upsert(take(large, np.array([source])), row)
            expected[row] = source
            takes.pop(row, None)
        else:
            index.close(row)
            takes[row] = 0
    now = take(large, np.array(expected))
    now.takes[list(takes)] = 0
    fresh = build(now, compiled=compiled)
    compact = index.compact()
    for _ in range(60):
        query = make_query(rng, len(expected))
        assert lists(index.search(query)) == lists(fresh.search(query))
        assert lists(compact.search(query)) == lists(fresh.search(query))


def test_a_mapped_snapshot_gives_the_same_lists_and_is_not_written(large, tmp_path):
    index = build(large)
    index.upsert(take(large, np.array([3])))
    index.close(17)
    index.snapshot(tmp_path / "one")
    files = {file: file.read_bytes() for file in (tmp_path / "one").iterdir()}
    mapped = CandidateIndex.open(tmp_path / "one", compiled=PATHS[0])
    rng = np.random.default_rng(10)
    for _ in range(20):
        query = make_query(rng, len(large.takes))
        assert lists(mapped.search(query)) == lists(index.search(query))
    mapped.close(5)
    mapped.upsert(take(large, np.array([3])))
    assert files == {file: file.read_bytes() for file in (tmp_path / "one").iterdir()}


def test_threads_give_the_lists_of_one_thread(large):
    index = build(large)
    rng = np.random.default_rng(11)
    queries = [make_query(rng, len(large.takes)) for _ in range(600)]
    alone = [lists(hits) for hits in index.search_batch(queries)]
    assert [lists(hits) for hits in index.search_batch(queries, threads=2)] == alone
    with ThreadPoolExecutor(2) as pool:
        assert [lists(hits) for hits in pool.map(index.search, queries)] == alone


@pytest.mark.parametrize("compiled", PATHS)
def test_no_positions_give_an_empty_list_and_the_first_one_is_found(large, compiled):
    index = build(take(large, np.zeros(0, dtype=np.int64)), compiled=compiled)
    query = make_query(np.random.default_rng(12), 0)
    assert lists(index.search(query)) == ([], [])
    index.upsert(take(large, np.array([0])))
    assert lists(index.search(query)) == brute_force(take(large, np.array([0])), query, 20)


def test_a_row_beyond_the_next_is_refused(large):
    index = build(take(large, np.arange(3)))
    with pytest.raises(ValueError, match="neither one of the 3 known nor the next"):
        index.upsert(take(large, np.array([0])), 4)


def test_no_entries_asked_for_are_none_given(large):
    query = make_query(np.random.default_rng(13), 0)
    assert lists(build(large).search(query, 0)) == ([], [])


def test_more_kinds_than_codes_are_refused(large):
    with pytest.raises(ValueError, match="20000 kinds of work are too many"):
        CandidateIndex.build(large, MAP, kinds=20_000, skills=SKILLS)


def test_people_for_a_position_are_those_of_brute_force_with_the_same_points(large):
    rng = np.random.default_rng(21)
    queries = [make_query(rng, 40) for _ in range(120)]
    people = PeopleIndex(queries, MAP)
    some = take(large, np.arange(40))
    for row in range(40):
        scored = [(points_of(some, query, row), n) for n, query in enumerate(queries)]
        ranked = sorted((-points, n) for points, n in scored if points is not None)[:15]
        expected = [n for _, n in ranked], [-points for points, _ in ranked]
        assert lists(people.search(take(some, np.array([row])), row, 15)) == expected


def test_nobody_is_found_among_nobody(large):
    people = PeopleIndex([], MAP)
    assert lists(people.search(take(large, np.array([0])), 0)) == ([], [])
