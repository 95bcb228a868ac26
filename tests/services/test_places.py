from datetime import date

import pytest

from services import places


def test_every_commune_lies_in_one_of_34_provinces():
    codes = places.provinces().keys()
    assert len(codes) == 34
    assert len(places.communes()) == 3321
    assert {commune.province_code for commune in places.communes().values()} == codes


def test_codes_keep_their_leading_zeros():
    assert places.communes()["00004"].full_name == "Phường Ba Đình"
    assert places.provinces()["01"].name == "Hà Nội"


def test_thanh_hoa_has_166_communes_with_a_wage_region():
    thanh_hoa = [c for c in places.communes().values() if c.province_code == "38"]
    assert len(thanh_hoa) == 166
    assert {c.wage_region for c in thanh_hoa} == {"II", "III", "IV"}


def test_former_units_lead_to_communes_of_today():
    assert {unit.code for unit in places.former_units()} <= places.communes().keys()


def test_a_former_commune_has_exactly_one_usual_part():
    keys = [(u.old_province, u.old_district, u.old_code) for u in places.former_units()]
    usual = [
        (u.old_province, u.old_district, u.old_code) for u in places.former_units() if u.is_default
    ]
    assert len(usual) == len(set(usual)) == len(set(keys))


def test_full_name_of_a_commune():
    assert places.commune_name("15910") == "Xã Hoằng Sơn"


def test_unknown_commune_has_no_name():
    with pytest.raises(KeyError):
        places.commune_name("99999")


def test_distance_is_symmetric_and_plausible():
    there = places.distance_km("14758", "14845")
    assert there == pytest.approx(places.distance_km("14845", "14758"))
    assert 145 < there < 155  # the city of Thanh Hóa to Mường Lát, as the crow flies
    assert places.distance_km("14758", "14758") == 0


def test_neighbours_know_each_other():
    assert "14797" in places.neighbours("14758")
    assert "14758" in places.neighbours("14797")


def test_neighbours_outside_the_table_are_not_known():
    assert places.neighbours("00004") == frozenset()


def test_minimum_wage_follows_the_region_of_the_commune():
    assert places.minimum_wage("14797", date(2026, 11, 24)) == 4_730_000


def test_minimum_wage_says_its_decree():
    rule = places.minimum_wage_rule("14845", date(2026, 1, 1))
    assert rule is not None
    assert (rule.region, rule.vnd_month, rule.vnd_hour) == ("IV", 3_700_000, 17_800)
    assert rule.source == "Nghị định 293/2025/NĐ-CP"


def test_minimum_wage_is_not_guessed_where_the_region_is_not_known():
    assert places.minimum_wage("00004", date(2026, 11, 24)) is None
    assert places.minimum_wage("99999", date(2026, 11, 24)) is None


def test_regions_of_one_decree_are_not_used_for_the_years_of_another():
    assert places.minimum_wage("14797", date(2025, 12, 31)) is None


def test_figures_of_both_decrees_meet_without_a_gap():
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    assert places.wage_rule("II", before).vnd_month == 4_410_000
    assert places.wage_rule("II", after).vnd_month == 4_730_000


def test_no_figure_before_the_first_decree_we_know():
    assert places.wage_rule("II", date(2024, 6, 30)) is None
