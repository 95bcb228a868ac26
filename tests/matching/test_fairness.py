"""Sex and an adult's year of birth change no score, card or sentence; the full in benchmarks."""

import pytest

from benchmarks import fairness
from benchmarks.population import people, positions, with_other_sex

PEOPLE, OFFERS, SEED = 200, 8, 7


def test_twins_get_the_same_lists():
    found = fairness.differences(PEOPLE, OFFERS, SEED)
    assert found["lists that differ"] == dict.fromkeys(found["lists that differ"], 0)
    assert found["cards"] > PEOPLE / 10


def test_the_invented_file_and_advertisements_say_the_sex_in_words():
    everyone = people(PEOPLE, SEED)
    assert {one.sex for one in everyone} == {"nam", "nữ"}
    assert all(with_other_sex(one).doc.summary != one.doc.summary for one in everyone)
    assert all(with_other_sex(with_other_sex(one)) == one for one in everyone)
    told = " ".join(job.description for job in positions(OFFERS, SEED)).lower()
    assert "nam " in told
    assert "nữ " in told


@pytest.mark.parametrize("seed", [1, 2])
def test_a_population_is_the_same_for_the_same_seed(seed):
    assert people(20, seed) == people(20, seed)
    assert positions(5, seed) == positions(5, seed)
    assert people(20, seed) != people(20, seed + 1)
