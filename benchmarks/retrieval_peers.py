"""What the index is measured against, each in the best form we know.

`BruteForce` answers the whole question: score, gates, exact list. The others answer a smaller one,
the twenty positions whose core the person's skills cover best, and filter nothing.
"""

import sqlite3
import tempfile
from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import bm25s
import numpy as np
import sparse_dot_topn
import tantivy
from scipy.sparse import csr_array, csr_matrix, vstack
from sklearn.neighbors import NearestNeighbors

from benchmarks import scale_data
from benchmarks.retrieval_timing import apart, asked, digits, timed
from matching import reference
from matching.coded import EXCLUDED, Columns, Hits, Query

K, LISTS, FEW, FEW_AT_ONCE = 20, 40, 6, 64
Search = Callable[[Query], Any]


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

    @property
    def size(self) -> int:
        """Count the positions."""
        return len(self._all)

    def search(self, query: Query, k: int = 20) -> Hits:
        """Give the exact list."""
        strengths = self._strengths(query)
        core, every = self._core @ strengths, self._every @ strengths[:, 0]
        return self._best(query, self._all, np.stack([core[:, 0], every, core[:, 1]]), k)

    def best_of(self, query: Query, rows: Any, k: int) -> Hits:
        """Give the exact list of some rows, in rising order."""
        if len(rows) == len(self._all):
            return self.search(query, k)
        strengths = self._strengths(query)
        core, every = self._core[rows] @ strengths, self._every[rows] @ strengths[:, 0]
        return self._best(query, rows, np.stack([core[:, 0], every, core[:, 1]]), k)

    def _strengths(self, query: Query) -> Any:
        strengths = np.zeros((self._core.shape[1], 2), dtype=np.int32)
        strengths[query.skills, 0], strengths[query.skills, 1] = query.can, query.wishes
        return strengths

    def _best(self, query: Query, rows: Any, totals: Any, k: int) -> Hits:
        way = reference.ways(query, self._map.code[query.home])
        part = self._part
        fits = reference.gate(part, rows, query, part.takes[rows])
        fits &= way[0, part.commune[rows]] > EXCLUDED
        slots = rows[fits]
        points = reference.score(part, slots, query, totals[:, fits], way)
        able = points > EXCLUDED
        found, best = reference.best(slots[able], points[able], k)
        return found, best + query.base


def _as_part(columns: Columns) -> SimpleNamespace:
    """Columns as `reference` reads them, in the caller's order."""
    rows = np.arange(len(columns.takes), dtype=np.int32)
    return SimpleNamespace(**columns._asdict(), row=rows)


def measure(data: scale_data.Market, people: list[Query]) -> dict[str, Any]:
    """Build each peer in a process of its own and time lists by skills alone."""
    return {
        name: apart(lambda make=make, name=name: _measure(make, data.columns, people, name))
        for name, make in PEERS.items()
    }


def batches(data: scale_data.Market, people: list[Query]) -> dict[str, Any]:
    """Count the lists per second of peers that take many people at once; they filter nothing."""
    return {
        "sparse_dot_topn": apart(lambda: _top_n_batch(data.columns, people)),
        "scikit-learn NearestNeighbors": apart(lambda: _neighbour_batch(data.columns, people)),
    }


def _measure(make: Any, columns: Columns, people: list[Query], name: str) -> dict[str, Any]:
    made: list[Search] = []
    build = timed(lambda: made.append(make(columns)))[0] / 1000
    few, rounds = (LISTS, 3) if name in QUICK else (FEW, 1)
    return {"build_seconds": digits(build), **asked(made[0], people[:few], rounds)}


def _top_n_batch(columns: Columns, people: list[Query]) -> dict[str, Any]:
    inverted, wanted = csr_matrix(_matrix(columns).T), vstack([_row(q) for q in people], "csr")
    found = {}
    for threads in (1, 2):
        wall = timed(
            lambda threads=threads: sparse_dot_topn.sp_matmul_topn(
                wanted, inverted, top_n=K, n_threads=threads
            )
        )[0]
        found[f"lists_per_second_{threads}_threads"] = digits(1000 * len(people) / wall)
    return {"lists": len(people), **found}


def _neighbour_batch(columns: Columns, people: list[Query]) -> dict[str, Any]:
    model = NearestNeighbors(n_neighbors=K, metric="cosine", algorithm="brute").fit(
        _matrix(columns)
    )
    wanted = vstack([_row(q) for q in people[:FEW_AT_ONCE]], "csr")
    wall = timed(lambda: model.kneighbors(wanted))[0]
    return {"lists": wanted.shape[0], "lists_per_second": digits(1000 * wanted.shape[0] / wall)}


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
    rows = enumerate(texts(columns), start=1)
    base.executemany("INSERT INTO ad (rowid, skills) VALUES (?, ?)", rows)
    base.execute("INSERT INTO ad (ad) VALUES ('optimize')")
    question = "SELECT rowid FROM ad WHERE ad MATCH ? ORDER BY rank LIMIT 20"
    return lambda query: base.execute(question, (" OR ".join(words(query)),)).fetchall()


def tantivy_text(columns: Columns) -> Search:
    """Rank in tantivy, one segment, terms only."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True)
    builder.add_text_field("skills", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema, path=tempfile.mkdtemp())
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for row, text in enumerate(texts(columns)):
        writer.add_document(tantivy.Document(row=row, skills=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: Query) -> Any:
        return searcher.search(index.parse_query(" ".join(words(query)), ["skills"]), K).hits

    return search


def texts(columns: Columns) -> list[str]:
    """Write each position's skills as words."""
    words = np.array([f"s{skill}" for skill in range(scale_data.SKILLS)])[columns.skill].tolist()
    return [" ".join(words[a:b]) for a, b in pairwise(columns.starts.tolist())]


def words(query: Query) -> list[str]:
    """Write a person's skills as words."""
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
