"""tantivy on the whole task: filtered by commune, ranked by skills and kinds of work."""

import tempfile
from collections.abc import Iterator
from typing import Any

import numpy as np
import tantivy

from benchmarks import scale_data
from benchmarks.retrieval_exact import Candidates, Exact
from benchmarks.retrieval_peers import texts, words
from matching.coded import MICRO, UNIT, Columns, Query

FILTERS = ("commune", "takes", "kind")
WORD = 0.1
"""What one point of BM25 weighs beside the points of a trade."""


def tantivy_filtered(data: scale_data.Market, exact: Exact) -> Candidates:
    """Ask tantivy for skills and kinds of work, within the communes, where people are taken.

    Skills weigh by the person's strength, a kind by what the trade itself is worth: with both, a
    shorter list holds the true entries than by skills alone.
    """
    index, schema = _tantivy_index(data.columns)
    searcher, asked = index.searcher(), tantivy.Query

    def must(query: Any) -> Any:
        return tantivy.Occur.Must, asked.const_score_query(query, 0.0)

    def candidates(query: Query, most: int) -> Any:
        parts = [must(asked.term_query(schema, "takes", 1)), *_wanted(schema, query)]
        if (within := exact.communes(query)) is not None:
            parts.append(must(asked.term_set_query(schema, "commune", within.tolist())))
        hits = searcher.search(asked.boolean_query(parts), most, count=False).hits
        return searcher.fast_field_values("row", [address for _, address in hits])

    return candidates


def _wanted(schema: tantivy.Schema, query: Query) -> Iterator[Any]:
    """Give the terms to rank by, each with its weight."""
    asked, should = tantivy.Query, tantivy.Occur.Should
    for word, can in zip(words(query), query.can.tolist(), strict=True):
        yield should, asked.boost_query(asked.term_query(schema, "skills", word), WORD * can / UNIT)
    worth = (query.most_gain[query.floor] - query.most_gain[0] + query.trades) / MICRO
    for kind in np.flatnonzero(worth > 0).tolist():
        term = asked.term_query(schema, "kind", kind)
        yield should, asked.const_score_query(term, float(worth[kind]))


def _tantivy_index(columns: Columns) -> tuple[tantivy.Index, tantivy.Schema]:
    """Write one segment: whole numbers to filter by, skills as words."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", fast=True)
    for name in FILTERS:
        builder.add_integer_field(name, indexed=True)
    builder.add_text_field("skills", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema, path=tempfile.mkdtemp())
    writer = index.writer(heap_size=512_000_000, num_threads=1)
    codes = zip(*(getattr(columns, name).tolist() for name in FILTERS), strict=True)
    for row, (text, own) in enumerate(zip(texts(columns), codes, strict=True)):
        named = dict(zip(FILTERS, own, strict=True))
        writer.add_document(tantivy.Document(row=row, skills=text, **named))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, schema
