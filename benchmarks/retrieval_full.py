"""Peers on the whole task: every gate, the way, the same exact score, the best twenty.

A text engine cannot compute the score, so each gets the best form we know: it filters by what it
can (communes within the radius, whether people are taken) and ranks by skills; its best M are then
scored and gated exactly. M grows until the lists hold 99% of the true ones; the first M stands
beside it. A database without text ranking filters, by age and licences too, and leaves all that
passes to the same exact scoring.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pgserver
import psycopg

from benchmarks import scale_data
from benchmarks.retrieval_exact import Candidates, Exact
from benchmarks.retrieval_peers import texts, words
from benchmarks.retrieval_tantivy import tantivy_filtered
from benchmarks.retrieval_timing import apart, digits, spread, timed
from matching import blocks
from matching.coded import FAR, Columns, Query

MOST = (500, 4000, 32_000, 256_000)
ENOUGH = 0.99
PEOPLE, FEW = 24, 6


def measure(data: scale_data.Market, people: list[Query]) -> dict[str, Any]:
    """Measure each peer on people with a radius and on people without, in a process of its own."""
    return {
        name: apart(lambda make=make: _measure(make, data, people)) for name, make in PEERS.items()
    }


def _measure(make: Any, data: scale_data.Market, people: list[Query]) -> dict[str, Any]:
    exact, made = Exact(data), []
    build = timed(lambda: made.append(make(data, exact)))[0] / 1000
    report: dict[str, Any] = {"build_seconds": digits(build)}
    for name, is_far in (("local", False), ("nationwide", True)):
        queries = [query for query in people if (query.farthest == FAR) == is_far]
        report[name] = _at_recall(exact, made[0], queries[: FEW if is_far else PEOPLE])
    return report


def _at_recall(exact: Exact, candidates: Candidates, queries: list[Query]) -> dict[str, Any]:
    """Time lists from the first M, then from the M at which they hold nearly all true entries."""
    everything = np.arange(exact._brute.size)  # noqa: SLF001 - of this benchmark
    true = [set(exact.best(query, everything)[0].tolist()) for query in queries]
    tried: dict[str, Any] = {}
    best = -1.0
    for most in MOST:
        candidates(queries[0], most)
        found, times = _lists(exact, lambda query, most=most: candidates(query, most), queries)
        held = sum(len(a & b) for a, b in zip(true, found, strict=True))
        recall = held / max(1, sum(map(len, true)))
        if recall <= best:
            break
        best, tried[f"first_{most}"] = recall, {"recall": digits(recall), **spread(times)}
        if recall >= ENOUGH:
            break
    return tried


def _lists(exact: Exact, candidates: Any, queries: list[Query]) -> tuple[list[set[int]], Any]:
    """Ask each query once; give the rows found and the times."""
    found: list[set[int]] = []
    times = [
        timed(lambda q=query: found.append(set(exact.best(q, candidates(q))[0].tolist())))
        for query in queries
    ]
    return found, times


def sqlite_filtered(data: scale_data.Market, exact: Exact) -> Candidates:
    """Filter by commune, age and licences in SQLite's covering index."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE TABLE ad (row INTEGER PRIMARY KEY, commune INT, takes INT, age INT, licences INT)"
    )
    base.executemany("INSERT INTO ad VALUES (?, ?, ?, ?, ?)", _facts(data.columns))
    base.execute("CREATE INDEX place ON ad (commune, takes, age, licences)")
    base.execute("ANALYZE")

    def candidates(query: Query, _most: int) -> Any:
        within = exact.communes(query)
        where = "" if within is None else f"commune IN ({','.join(map(str, within))}) AND"
        found = base.execute(
            f"SELECT row FROM ad WHERE {where} takes = 1 AND age <= ? AND licences & ? = 0",  # noqa: S608 - our own numbers
            (query.age, ~query.held),
        )
        return np.fromiter((row for (row,) in found), dtype=np.int64)

    return candidates


def sqlite_text_filtered(data: scale_data.Market, exact: Exact) -> Candidates:
    """Join SQLite's FTS5 ranking with the filter."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE ad USING fts5(skills, content='')")
    base.executemany("INSERT INTO ad (rowid, skills) VALUES (?, ?)", enumerate(texts(data.columns)))
    base.execute("INSERT INTO ad (ad) VALUES ('optimize')")
    base.execute("CREATE TABLE fact (row INTEGER PRIMARY KEY, commune INT, takes INT)")
    base.executemany("INSERT INTO fact VALUES (?, ?, ?)", (f[:3] for f in _facts(data.columns)))

    def candidates(query: Query, most: int) -> Any:
        within = exact.communes(query)
        where = "" if within is None else f"AND commune IN ({','.join(map(str, within))})"
        found = base.execute(
            f"SELECT ad.rowid FROM ad JOIN fact ON fact.row = ad.rowid WHERE ad MATCH ? "  # noqa: S608
            f"AND takes = 1 {where} ORDER BY rank LIMIT ?",
            (" OR ".join(words(query)), most),
        )
        return np.fromiter((row for (row,) in found), dtype=np.int64)

    return candidates


def postgres(data: scale_data.Market) -> Any:
    """Start a PostgreSQL of its own and load the positions."""
    folder = tempfile.mkdtemp(prefix="noiviec-bench-")
    Path(folder).chmod(0o755)
    server = pgserver.get_server(Path(folder) / "data")
    base = psycopg.connect(server.get_uri(), autocommit=True)
    base.execute(
        "CREATE TABLE ad (row int, commune int, takes int, age int, licences bigint,"
        " skills tsvector)"
    )
    with base.cursor().copy("COPY ad FROM STDIN") as rows:
        for fact, text in zip(_facts(data.columns), texts(data.columns), strict=True):
            rows.write_row((*fact, " ".join(f"'{word}'" for word in text.split())))
    base.execute("CREATE INDEX ON ad (commune, takes, age)")
    return base, server


def postgres_filtered(data: scale_data.Market, exact: Exact) -> Candidates:
    """Filter in PostgreSQL by an index on the commune."""
    base, server = postgres(data)
    base.execute("VACUUM ANALYZE ad")

    def candidates(query: Query, _most: int, _kept: Any = server) -> Any:
        within = exact.communes(query)
        where = "" if within is None else "commune = ANY(%(within)s) AND"
        found = base.execute(
            f"SELECT row FROM ad WHERE {where} takes = 1 AND age <= %(age)s "  # noqa: S608
            "AND licences & %(lacking)s = 0",
            _parameters(query, within),
        )
        return np.fromiter((row for (row,) in found), dtype=np.int64)

    return candidates


def postgres_text(data: scale_data.Market, exact: Exact) -> Candidates:
    """Rank by PostgreSQL's full text (GIN, ts_rank) within the filter."""
    base, server = postgres(data)
    base.execute("CREATE INDEX ON ad USING gin (skills)")
    base.execute("VACUUM ANALYZE ad")

    def candidates(query: Query, most: int, _kept: Any = server) -> Any:
        within = exact.communes(query)
        where = "" if within is None else "AND commune = ANY(%(within)s)"
        found = base.execute(
            "SELECT row FROM ad, to_tsquery('simple', %(asked)s) asked WHERE skills @@ asked "  # noqa: S608
            f"AND takes = 1 {where} ORDER BY ts_rank(skills, asked) DESC LIMIT %(most)s",
            _parameters(query, within) | {"asked": " | ".join(words(query)), "most": most},
        )
        return np.fromiter((row for (row,) in found), dtype=np.int64)

    return candidates


def _parameters(query: Query, within: Any) -> dict[str, Any]:
    asked = {"age": query.age, "lacking": ~query.held}
    return asked if within is None else asked | {"within": within.tolist()}


def _facts(columns: Columns) -> Iterator[tuple[int, ...]]:
    parts = (columns.commune, columns.takes, columns.least_age, columns.licences)
    return zip(range(len(columns.takes)), *(part.tolist() for part in parts), strict=True)


def ranges(data: scale_data.Market, exact: Exact) -> Candidates:
    """Take the rows of the communes within reach from one sorted array, in NumPy."""
    order = np.argsort(data.columns.commune, kind="stable")
    starts = np.searchsorted(data.columns.commune[order], np.arange(len(data.map.code) + 1))

    def candidates(query: Query, _most: int) -> Any:
        within = exact.communes(query)
        if within is None:
            return order
        return order[blocks.ranges(starts[within], starts[within + 1])]

    return candidates


PEERS: dict[str, Callable[[scale_data.Market, Exact], Candidates]] = {
    "NumPy ranges of communes": ranges,
    "tantivy, filtered": tantivy_filtered,
    "SQLite index, filtered": sqlite_filtered,
    "SQLite FTS5, filtered": sqlite_text_filtered,
    "PostgreSQL index, filtered": postgres_filtered,
    "PostgreSQL full text, filtered": postgres_text,
}
