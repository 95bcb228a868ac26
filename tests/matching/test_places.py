import numpy as np
import pytest

from matching import places

HAC_THANH, SAM_SON, MUONG_LAT, BA_DINH = "14797", "16516", "14845", "00004"


def test_distances_are_straight_lines_and_the_same_both_ways():
    communes = places.load()
    there, back = communes.distance(HAC_THANH, BA_DINH), communes.distance(BA_DINH, HAC_THANH)
    assert there == pytest.approx(back)
    assert 125 < there < 150
    assert communes.distance(HAC_THANH, HAC_THANH) == pytest.approx(0, abs=1e-3)


def test_an_unknown_commune_has_no_distance():
    communes = places.load()
    assert communes.distance(HAC_THANH, "99999") is None
    assert communes.distance("", HAC_THANH) is None
    assert np.isnan(communes.distances(HAC_THANH, communes.locate(["x"]))).all()


def test_mountain_roads_are_longer_than_those_of_the_plain():
    communes = places.load()
    rows = communes.locate([HAC_THANH, SAM_SON, MUONG_LAT, "99999"])
    assert communes.road_factor(SAM_SON, rows).tolist() == [1.0, 1.0, places.MOUNTAIN_FACTOR, 1.0]
    assert (communes.road_factor(MUONG_LAT, rows) == places.MOUNTAIN_FACTOR).all()


def test_every_commune_of_the_country_is_loaded():
    communes = places.load()
    assert len(communes.rows) == 3321
    assert np.allclose(np.linalg.norm(communes.points, axis=1), 1)
