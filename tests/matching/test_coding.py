"""What the index gives is the ranker's score without text, within the rounding of codes."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matching import features, gates, places, vocab
from matching.coded import MICRO, geography
from matching.coding import Coder
from matching.docs import person_from_json, position_from_json
from matching.index import CandidateIndex
from matching.profiler import Profiler
from matching.ranker import prior_estimator
from services.demo.content import records

ON = date(2026, 11, 24)
ROUNDING = 0.01


def as_person(row, number):
    barred = [ban["isco"] for ban in row["barred_occupations"]]
    return person_from_json({**row, "id": str(number), "barred_occupations": barred})


@pytest.fixture(scope="module")
def profiler():
    rows = enumerate(records("positions"))
    return Profiler([position_from_json({**row, "id": str(n)}) for n, row in rows])


@pytest.fixture(scope="module")
def people():
    docs = [as_person(row, n) for n, row in enumerate(records("returnees"))][::4]
    return [*docs, replace(docs[0], commune_code=""), replace(docs[1], consented=False)]


def without_text(profile):
    return replace(profile, wish_words=profile.wish_words * 0)


def test_index_gives_the_rankers_score_without_text_for_all_who_pass_the_gates(profiler, people):
    model = prior_estimator(without="text")
    coder = Coder(profiler.positions, model)
    index = CandidateIndex.build(
        coder.code(profiler.positions),
        geography(places.load()),
        kinds=coder.kinds,
        skills=len(vocab.load().codes),
    )
    docs = profiler.positions.docs
    for doc in people:
        profile = without_text(profiler.person(doc))
        rows, points = index.search(coder.query(profile, ON), len(docs))
        passing = [row for row, position in enumerate(docs) if gates.passes(doc, position, ON)]
        assert sorted(rows.tolist()) == passing
        exact = model.predict(features.matrix(profile, profiler.positions))[rows]
        assert np.abs(points / MICRO - exact).max(initial=0.0) < ROUNDING
