"""Every commune of today and before, and any text at all."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from matching.text import canonical, strip_marks
from services.addresses import resolve
from services.places import communes, former_units, provinces

COMMUNES = list(communes().values())
PARTS = {}
for _unit in former_units():
    if _unit.old_name:
        _key = _unit.old_name, _unit.old_district, _unit.old_province
        PARTS.setdefault(_key, set()).add(_unit.code)
WHOLE = sorted(key for key, codes in PARTS.items() if len(codes) == 1)
SPLIT = sorted(key for key, codes in PARTS.items() if len(codes) > 1)


@given(st.sampled_from(COMMUNES), st.sampled_from(["{}, {}", "{} - {}", "Thôn 3, {}, {}, VN"]))
def test_every_commune_is_found_by_its_full_name_and_province(commune, form):
    province = provinces()[commune.province_code].full_name
    assert resolve(form.format(commune.full_name, province)).commune_code == commune.code


@given(
    st.sampled_from(WHOLE), st.sampled_from(["Xóm 2, {}, {}, {}", "{} - {} - {}", "Số 5 {} {} {}"])
)
def test_every_former_commune_that_stayed_whole_is_found(former, form):
    name, district, province = former
    found = resolve(form.format(name.lower(), district.upper(), province))
    assert {found.commune_code} == PARTS[former]


@given(st.sampled_from(WHOLE))
def test_without_accents_a_former_commune_is_found_or_among_the_candidates(former):
    found = resolve(strip_marks(", ".join(former)))
    assert PARTS[former] <= set(found.candidates)


@given(st.sampled_from(SPLIT))
def test_every_split_commune_asks_with_all_its_parts(former):
    found = resolve(", ".join(former))
    assert found.commune_code is None
    assert set(found.candidates) >= PARTS[former]


@given(st.text(max_size=80))
def test_any_text_gives_a_commune_or_a_sentence(text):
    found = resolve(text)
    assert (found.commune_code is None) == bool(found.problem)


@given(st.sampled_from(COMMUNES))
def test_spelling_habits_do_not_change_the_answer(commune):
    text = f"{commune.full_name}, {provinces()[commune.province_code].name}"
    expected = resolve(text)
    assert resolve(unicodedata.normalize("NFD", text)).commune_code == expected.commune_code
    assert resolve(canonical(text)).commune_code == expected.commune_code
