"""What the index is measured against, each in the best form we know.

`BruteForce` answers the whole question: score, gates, exact list. The others answer a smaller one,
the twenty positions whose core the person's skills cover best, and filter nothing.
"""

import sqlite3
import tempfile
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import bm25s
import numpy as np
import sparse_dot_topn
import tantivy
from scipy.sparse import csr_array, csr_matrix
from sklearn.neighbors import NearestNeighbors

from benchmarks import scale_data
from matching import reference
from matching.coded import EXCLUDED, Columns, Hits, Query
from matching.kernel_shapes import Blocks

K, LISTS, FEW = 20, 40, 8
Search = Callable[[Query], Any]
Timed = Callable[[Callable[[], Any]], tuple[float, float]]


class BruteForce:
    """Cover of every position by sparse products, gates as masks, look-ups for all that pass."""

    def __init__(self, data: scale_data.Market, skills: int) -> None:
        columns, self._map = data.columns, data.map
        shape = (len(columns.takes), skills)
        parts = (columns.skill.astype(np.int32), columns.starts.astype(np.int32))
        self._core = csr_array((columns.core.astype(np.int32), *parts), shape=shape)
        self._every = csr_array((columns.every.astype(np.int32), *parts), shape=shape)
        self._all = np.arange(shape[0])
        self._part = _as_part(columns)

    def search(self, query: Query, k: int) -> Hits:
        """Give the exact list."""
        strengths = np.zeros((self._core.shape[1], 2), dtype=np.int32)
        strengths[query.skills, 0], strengths[query.skills, 1] = query.can, query.wishes
        core, every = self._core @ strengths, self._every @ strengths[:, 0]
        totals = np.stack([core[:, 0], every, core[:, 1]])
        way = reference.ways(query, self._map.code[query.home])
        part = self._part
        fits = reference.gate(part, self._all, query, part.takes)
        fits &= way[0, part.commune] > EXCLUDED
        slots = np.flatnonzero(fits)
        points = reference.score(part, slots, query, totals[:, slots], way)
        able = points > EXCLUDED
        rows, found = reference.best(slots[able], points[able], k)
        return rows, found + query.base


def _as_part(columns: Columns) -> Blocks:
    """Columns in the shape of blocks, in the caller's order, with no postings."""
    nothing = np.zeros(0, dtype=np.int64)
    named = {n: a for n, a in columns._asdict().items() if n in Blocks._fields and n != "starts"}
    empty: dict[str, Any] = dict.fromkeys(set(Blocks._fields) - {*named, "row"}, nothing)
    return Blocks(**named, **empty, row=np.arange(len(columns.takes), dtype=np.int32))


def measure(
    data: scale_data.Market, people: list[Query], spread: Callable[..., Any], timed: Timed
) -> dict[str, Any]:
    """Build each peer and time single lists."""
    report = {}
    for name, make in PEERS.items():
        made: list[Search] = []
        build = timed(lambda make=make, made=made: made.append(make(data.columns)))
        few = LISTS if name in QUICK else FEW
        calls = [timed(lambda query=query: made[0](query)) for query in people[:few]]  # noqa: B023 - called at once
        report[name] = {"build_seconds": round(build[0] / 1000, 2), **spread(calls[1:])}
    return report


def _matrix(columns: Columns) -> csr_matrix:
    shape = (len(columns.takes), scale_data.SKILLS)
    weights = columns.core.astype(np.float32)
    return csr_matrix((weights, columns.skill.astype(np.int32), columns.starts), shape=shape)


def _row(query: Query) -> csr_matrix:
    entries = (query.can.astype(np.float32), (np.zeros(len(query.can), int), query.skills))
    return csr_matrix(entries, shape=(1, scale_data.SKILLS))


def scipy_product(columns: Columns) -> Search:
    """Sparse row by inverted matrix, top of what was touched."""
    inverted = csr_array(_matrix(columns).T)

    def search(query: Query) -> Any:
        found = csr_array(_row(query)) @ inverted
        best = np.argpartition(-found.data, min(K, found.nnz - 1))[:K]
        return found.indices[best]

    return search


def sparse_top_n(columns: Columns) -> Search:
    """Multiply and select in one pass by sparse_dot_topn."""
    inverted = csr_matrix(_matrix(columns).T)
    return lambda query: sparse_dot_topn.sp_matmul_topn(_row(query), inverted, top_n=K, sort=True)


def neighbours(columns: Columns) -> Search:
    """Ask scikit-learn for the nearest rows by brute cosine."""
    model = NearestNeighbors(n_neighbors=K, metric="cosine", algorithm="brute").fit(
        _matrix(columns)
    )
    return lambda query: model.kneighbors(_row(query))


def bm25(columns: Columns) -> Search:
    """Let bm25s rank, with its numba kernels."""
    model = bm25s.BM25(backend="numba")
    tokens = np.split(columns.skill.astype(int), columns.starts[1:-1])
    vocabulary = {str(skill): skill for skill in range(scale_data.SKILLS)}
    model.index(
        bm25s.tokenization.Tokenized([part.tolist() for part in tokens], vocabulary),
        show_progress=False,
    )
    return lambda query: model.retrieve(
        [[str(skill) for skill in query.skills]], k=K, show_progress=False, n_threads=1
    )


def sqlite_text(columns: Columns) -> Search:
    """Full-text search in SQLite's FTS5."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE ad USING fts5(skills, content='')")
    rows = enumerate(_texts(columns), start=1)
    base.executemany("INSERT INTO ad (rowid, skills) VALUES (?, ?)", rows)
    base.execute("INSERT INTO ad (ad) VALUES ('optimize')")
    question = "SELECT rowid FROM ad WHERE ad MATCH ? ORDER BY rank LIMIT 20"
    return lambda query: base.execute(question, (" OR ".join(_words(query)),)).fetchall()


def tantivy_text(columns: Columns) -> Search:
    """Rank in tantivy, one segment, terms only."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True)
    builder.add_text_field("skills", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema, path=tempfile.mkdtemp())
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for row, text in enumerate(_texts(columns)):
        writer.add_document(tantivy.Document(row=row, skills=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: Query) -> Any:
        return searcher.search(index.parse_query(" ".join(_words(query)), ["skills"]), K).hits

    return search


def _texts(columns: Columns) -> list[str]:
    words = np.array([f"s{skill}" for skill in range(scale_data.SKILLS)])[columns.skill].tolist()
    return [" ".join(words[a:b]) for a, b in pairwise(columns.starts.tolist())]


def _words(query: Query) -> list[str]:
    return [f"s{skill}" for skill in query.skills]


PEERS: dict[str, Callable[[Columns], Search]] = {
    "scipy sparse product": scipy_product,
    "sparse_dot_topn": sparse_top_n,
    "scikit-learn NearestNeighbors": neighbours,
    "bm25s": bm25,
    "tantivy": tantivy_text,
    "SQLite FTS5": sqlite_text,
}
QUICK = ("scipy sparse product", "sparse_dot_topn", "bm25s", "tantivy")
