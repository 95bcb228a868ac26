"""The index against brute force: a loop over all positions that knows nothing of its insides."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import kernel_compile, places
from matching.blocks import take
from matching.coded import (
    ATTRIBUTES,
    CODES,
    EXCLUDED,
    FAR,
    HALF,
    HILL,
    LEVELS,
    MICRO,
    MODES,
    NEVER,
    SHIFT,
    UNIT,
    UNKNOWN,
    Columns,
    Query,
    geography,
    reach,
)
from matching.index import CandidateIndex
from matching.people import PeopleIndex

KINDS, SKILLS, CLASSES = 12, 40, 3
MAP = geography(
    places.build(
        [str(n) for n in range(50)],
        np.random.default_rng(1).uniform(19.3, 20.6, 50),
        np.random.default_rng(2).uniform(104.4, 106.1, 50),
    )
)
PATHS = [True, False] if kernel_compile.AVAILABLE else [False]


def make_columns(rng, size):
    width = rng.integers(0, 6, size)
    starts = np.concatenate([[0], np.cumsum(width)])
    skill = [rng.choice(SKILLS, w, replace=False) for w in width]
    shares = [np.floor(UNIT * rng.dirichlet(np.ones(max(1, w)))[:w]) for w in width]
    core = np.concatenate([*shares, []]) * (rng.random(starts[-1]) < 0.8)
    return Columns(
        commune=rng.integers(0, 51, size).astype(np.uint16),
        kind=rng.integers(0, KINDS, size).astype(np.uint16),
        mode=((width == 0) * 4 + rng.integers(0, 4, size)).astype(np.uint8),
        openness=rng.choice([0, 300, 1024], size).astype(np.uint16),
        experience=rng.integers(0, CLASSES, size).astype(np.uint8),
        attributes=rng.integers(0, 5, (size, ATTRIBUTES)).astype(np.uint8),
        licences=np.where(rng.random(size) < 0.2, 1 << rng.integers(0, 16, size), 0).astype(
            np.uint32
        ),
        least_age=rng.choice([15, 18], size).astype(np.uint8),
        takes=(rng.random(size) < 0.9).astype(np.uint8),
        starts=starts.astype(np.int64),
        skill=np.concatenate([*skill, []]).astype(np.uint16),
        core=core.astype(np.uint16),
        every=np.concatenate([*shares, []]).astype(np.uint16),
    )


def rising(rng, size, top, grain):
    steps = rng.integers(0, 2, size) * rng.integers(0, grain, size)
    return np.minimum(top, np.cumsum(steps)).astype(np.int32)


def make_reach(rng, *, flat):
    km = np.minimum(np.arange(HILL), FAR) / 8
    plain = np.zeros(HILL) if flat else -np.minimum(1.0, km / rng.choice([10, 60]))
    points = np.tile(np.concatenate([plain, plain * 1.25]), (MODES, 1))
    points[1] = points[1] / 2
    points[:, UNKNOWN] = -0.1
    return reach(points)


def make_query(rng, rows):
    held = rng.integers(0, 12)
    skills = rng.choice(SKILLS, held, replace=False).astype(np.uint16)
    attributes = rng.integers(-4, 3, (ATTRIBUTES, CODES)) * 20_000
    attributes[rng.random(attributes.shape) < 0.02] = NEVER
    limited = rng.random() < 0.2
    return Query(
        base=270_000,
        home=int(rng.integers(0, 51)),
        farthest=int(rng.choice([80, 300, FAR])),
        held=int(rng.integers(0, 1 << 16)),
        age=int(rng.choice([16, 40])),
        skills=skills,
        can=rng.integers(0, UNIT + 1, held).astype(np.int32),
        wishes=(rng.integers(0, UNIT + 1, held) * (rng.random(held) < 0.3)).astype(np.int32),
        floor=(rng.integers(0, LEVELS + 1, KINDS) * (rng.random(KINDS) < 0.3)).astype(np.uint16),
        kindred=rng.integers(0, LEVELS // 2, KINDS).astype(np.uint16),
        asks=(rng.integers(0, LEVELS + 1, KINDS) * (rng.random(KINDS) < 0.2)).astype(np.uint16),
        trades=rng.integers(0, 100_000, KINDS).astype(np.int32),
        barred=rng.random(KINDS) < 0.15,
        gain=(gain := np.stack([rising(rng, LEVELS + 1, MICRO, 2000) for _ in range(CLASSES)])),
        most_gain=gain.max(axis=0),
        opens=np.minimum(LEVELS, np.arange(LEVELS + 1) * 11 // 10).astype(np.uint16),
        closed=(rising(rng, LEVELS + 1, MICRO, 1500) - 300_000).astype(np.int32),
        duty=rng.integers(0, 3, LEVELS + 2).astype(np.int32) * 10_000,
        wish=rising(rng, LEVELS + 1, 200_000, 900),
        attributes=attributes.astype(np.int32),
        reach=make_reach(rng, flat=rng.random() < 0.4),
        permitted=(rng.random(51) < 0.3) if limited else np.zeros(0, dtype=bool),
        refused=rng.choice(max(1, rows), rng.integers(0, 4)).astype(np.int64),
    )


def level(total):
    return min(LEVELS, (total + HALF) >> SHIFT)


def points_of(columns, query, row):
    """Score a pair as the docstring of Query states it; None where a gate or a table forbids."""
    here, kind = int(columns.commune[row]), int(columns.kind[row])
    code = int(MAP.code[query.home, here])
    near, named = code % HILL, slice(columns.starts[row], columns.starts[row + 1])
    can = dict(zip(query.skills.tolist(), query.can.tolist(), strict=True))
    wishes = dict(zip(query.skills.tolist(), query.wishes.tolist(), strict=True))
    skills, core = columns.skill[named].tolist(), columns.core[named].tolist()
    every = columns.every[named].tolist()
    cover = level(sum(w * can.get(s, 0) for s, w in zip(skills, core, strict=True)))
    named_cover = level(sum(w * can.get(s, 0) for s, w in zip(skills, every, strict=True)))
    wished = level(sum(w * wishes.get(s, 0) for s, w in zip(skills, core, strict=True)))
    t = max(cover, int(query.floor[kind]))
    o = max(int(columns.openness[row]), int(query.kindred[kind]), int(query.opens[t]))
    mode = int(columns.mode[row])
    parts = [
        query.gain[columns.experience[row], t],
        query.closed[o],
        query.trades[kind],
        query.duty[LEVELS + 1 if mode & 4 else named_cover],
        query.wish[max(wished, int(query.asks[kind]))],
        query.reach.points[mode & 3, code],
        *(query.attributes[a, columns.attributes[row, a]] for a in range(ATTRIBUTES)),
    ]
    total = sum(int(part) for part in parts)
    gates = [
        columns.takes[row] == 0,
        query.barred[kind],
        int(columns.licences[row]) & ~query.held,
        columns.least_age[row] > query.age,
        near > query.farthest and near != UNKNOWN,
        len(query.permitted) and not query.permitted[here],
        row in query.refused,
        total <= EXCLUDED,
    ]
    return None if any(gates) else query.base + total


def brute_force(columns, query, k):
    scored = [(points_of(columns, query, row), row) for row in range(len(columns.takes))]
    ranked = sorted((-points, row) for points, row in scored if points is not None)[:k]
    return [row for _, row in ranked], [-points for points, _ in ranked]


def build(columns, *, compiled=PATHS[0]):
    return CandidateIndex.build(columns, MAP, kinds=KINDS, skills=SKILLS, compiled=compiled)


def lists(hits):
    return hits[0].tolist(), hits[1].tolist()


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
