import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text import canonical, strip_marks
from services.addresses import Resolution, resolve
from services.places import communes, former_units, provinces

COMMUNES = list(communes().values())
PARTS = {}
for _unit in former_units():
    if _unit.old_name:
        _key = _unit.old_name, _unit.old_district, _unit.old_province
        PARTS.setdefault(_key, set()).add(_unit.code)
WHOLE = sorted(key for key, codes in PARTS.items() if len(codes) == 1)
SPLIT = sorted(key for key, codes in PARTS.items() if len(codes) > 1)


def name_of(text, **options):
    found = resolve(text, **options)
    assert found.problem is None
    return communes()[found.commune_code].full_name


@pytest.mark.parametrize(
    ("address", "commune"),
    [
        ("Phố 2, xã hồi xuân, tỉnh Thanh Hóa", "Xã Hồi Xuân"),
        ("Xã Hoằng Giang", "Xã Hoằng Giang"),
        ("Phường Hạc Thành - Thanh Hoá", "Phường Hạc Thành"),
        ("Thôn 5 - x.Dân Quyền - H.Triệu Sơn", "Xã Triệu Sơn"),
        ("Tổ 3 - P.Đông Vệ - TP Thanh Hóa", "Phường Hạc Thành"),
        ("P. Đông Vệ, Tp. Thanh Hóa", "Phường Hạc Thành"),
        ("P. Đông Vệ, T.P Thanh Hóa", "Phường Hạc Thành"),
        ("Khu 2 - TT.Quán Lào - H.Yên Định", "Xã Yên Định"),
        ("TT Nưa, huyện Triệu Sơn", "Xã Tân Ninh"),
        ("P.Hải Ninh - TX.Nghi Sơn", "Phường Ngọc Sơn"),
        ("XÃ HÀ TIẾN, HUYỆN HÀ TRUNG, THANH HOÁ", "Xã Tống Sơn"),
        ("Xã Hợp Tiến/Huyện Triệu Sơn", "Xã Hợp Tiến"),
        ("x.Hợp Tiến-H.Triệu Sơn", "Xã Hợp Tiến"),
        ("Xóm 3 xã Hợp Tiến huyện Triệu Sơn tỉnh Thanh Hóa", "Xã Hợp Tiến"),
        ("xã Hợp Tiến Triệu Sơn Thanh Hóa", "Xã Hợp Tiến"),
        ("Hợp Tiến, Triệu Sơn, Thanh Hóa", "Xã Hợp Tiến"),
        ("Hợp Tiến Triệu Sơn Thanh Hóa", "Xã Hợp Tiến"),
        ("x Hợp Tiến h Triệu Sơn", "Xã Hợp Tiến"),
        ("xã.Hợp Tiến, huyện. Triệu Sơn", "Xã Hợp Tiến"),
        ("Thanh Hóa, huyện Triệu Sơn, xã Hợp Tiến", "Xã Hợp Tiến"),
        ("xã Hợp Tiến (huyện Triệu Sơn cũ), tỉnh Thanh Hóa - số máy 0900000000", "Xã Hợp Tiến"),
        ("xã Quảng Nhân, huyện Quảng Xương (nay là xã Quảng Ninh)", "Xã Quảng Ninh"),
        ("Hà Vinh, Hà Trung", "Phường Bỉm Sơn"),
        ("TT Quí Lộc, Yên Định", "Xã Quý Lộc"),
        ("Số 7. Xã Quảng Bình. Huyện Quảng Xương. Thanh Hóa, Việt Nam", "Xã Quảng Bình"),
    ],
)
def test_each_habit_of_writing_is_read(address, commune):
    assert name_of(address) == commune


@pytest.mark.parametrize(
    ("address", "commune"),
    [
        ("Xa Thieu Van, Thanh pho Thanh Hoa", "Phường Đông Tiến"),
        ("Thi tran Ha Linh, Huyen Ha Trung", "Xã Tống Sơn"),
        ("Thon 3 xa Hop Tien huyen Trieu Son tinh Thanh Hoa", "Xã Hợp Tiến"),
        ("Xa Phuong Nghi, huyen Nhu Thanh", "Xã Xuân Du"),
        ("Thi tran Hoi Xuan, Quan Hoa, Thanh Hoa", "Xã Hồi Xuân"),
    ],
)
def test_address_without_accents_is_read_where_one_commune_fits(address, commune):
    assert name_of(address) == commune


def test_address_without_accents_that_fits_two_communes_asks_a_person():
    found = resolve("Xa Hoang Dong, Huyen Hoang Hoa")
    assert found.commune_code is None
    assert found.candidates == ("15865", "16000")
    assert "khớp 2 nơi: Xã Hoằng Hóa (Thanh Hóa); Xã Hoằng Thanh (Thanh Hóa)" in found.problem


def test_accents_decide_between_names_of_the_same_letters():
    assert name_of("Xã Hoằng Đông, Huyện Hoằng Hóa") == "Xã Hoằng Thanh"
    assert name_of("Xã Hoằng Đồng, Huyện Hoằng Hóa") == "Xã Hoằng Hóa"


def test_wrong_accents_are_not_overlooked():
    found = resolve("Xã Hoàng Giang, tỉnh Thanh Hóa")
    assert found.commune_code != "15880"
    near = resolve("Xã Hợp Tiên, huyện Triệu Sơn, tỉnh Thanh Hóa")
    assert near.commune_code is None
    assert "15682" in near.candidates


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(form):
    text = unicodedata.normalize(form, "Thôn 5, Xã Hoằng Hóa, tỉnh Thanh Hóa")
    assert resolve(text).commune_code == "15865"


def test_placement_of_the_tone_mark_does_not_matter():
    assert resolve("Xã Cẩm Thuỷ, Thanh Hoá") == resolve("Xã Cẩm Thủy, Thanh Hóa")


def test_hoa_with_another_accent_is_another_province():
    found = resolve("xã Thiên Phủ, tỉnh Thanh Hòa")
    assert found.commune_code is None
    assert "Thanh Hòa" in found.problem


def test_district_decides_between_former_communes_of_one_name():
    assert name_of("Xã Minh Sơn, huyện Triệu Sơn") != name_of("Xã Minh Sơn, huyện Ngọc Lặc")


def test_name_with_a_district_is_the_former_commune_without_it_todays():
    assert name_of("Xã Yên Thọ, huyện Yên Định") == "Xã Quý Lộc"
    assert name_of("Xã Yên Thọ, tỉnh Thanh Hóa") == "Xã Yên Thọ"


def test_name_of_today_with_a_former_district_is_todays():
    assert name_of("Xã Lưu Vệ, huyện Quảng Xương") == "Xã Lưu Vệ"
    assert name_of("Phường Hạc Thành, thành phố Thanh Hóa") == "Phường Hạc Thành"


def test_former_commune_without_district_is_found_where_the_province_has_one():
    assert name_of("Thị trấn Sao Vàng, Thanh Hóa") == "Xã Sao Vàng"


def test_former_communes_of_one_name_without_district_ask_a_person():
    found = resolve("Phường Lam Sơn, tỉnh Thanh Hóa")
    assert found.commune_code is None
    assert set(found.candidates) == {"14797", "14812"}


def test_name_of_another_type_or_of_none_asks_where_several_communes_fit():
    assert name_of("Phường Đông Sơn, Thanh Hóa") == "Phường Đông Sơn"
    assert resolve("Xã Đông Sơn, Thanh Hóa").commune_code is None
    assert resolve("Đông Sơn, Thanh Hóa").commune_code is None
    assert resolve("Yên Thọ, Thanh Hóa").commune_code is None
    assert name_of("Hoằng Lộc, Thanh Hóa") == "Xã Hoằng Lộc"


def test_split_commune_asks_a_person_with_the_usual_part_first():
    found = resolve("Xã Hà Bình, huyện Hà Trung, tỉnh Thanh Hóa")
    assert found.commune_code is None
    assert found.candidates == ("15286", "15271")
    assert "nơi đã chia" in found.problem


def test_districts_that_ended_earlier_are_still_read():
    assert name_of("Xã Hải Hòa, huyện Tĩnh Gia, Thanh Hóa") == "Phường Tĩnh Gia"
    assert name_of("Xã Đông Minh, huyện Đông Sơn, Thanh Hóa") == "Phường Đông Sơn"


def test_type_of_a_commune_that_became_a_ward_is_overlooked():
    assert name_of("Xã Hải Châu, huyện Tĩnh Gia") == "Phường Ngọc Sơn"


@pytest.mark.parametrize(
    ("address", "commune", "province"),
    [
        ("Phường Bến Thành, Quận 1, TP.HCM", "Phường Bến Thành", "79"),
        ("P5, Q.3, TPHCM", "Phường Bàn Cờ", "79"),
        ("Phường 05, Quận 3, Thành phố Hồ Chí Minh", "Phường Bàn Cờ", "79"),
        ("Hồ Chí Minh: 6 Điện Biên Phủ, Phường Thạnh Mỹ Tây", "Phường Thạnh Mỹ Tây", "79"),
        ("TT Hưng Hà, huyện Hưng Hà, Thái Bình", "Xã Hưng Hà", "33"),
        ("Phường Thắng Tam, TP Vũng Tàu, Bà Rịa - Vũng Tàu", "Phường Vũng Tàu", "79"),
        ("Phường Thắng Tam, TP Vũng Tàu, BR-VT", "Phường Vũng Tàu", "79"),
        ("P. Xuân Hương – Đà Lạt, Lâm Đồng", "Phường Xuân Hương - Đà Lạt", "68"),
        ("Xã Tứ Xã, Huyện Lâm Thao, Phú Thọ", "Xã Phùng Nguyên", "25"),
        ("Phường Phường Đúc, Quận Thuận Hóa, Thành phố Huế", "Phường Thuận Hóa", "46"),
        ("Xã Ea H’leo, huyện Ea Hleo, Đắk Lắk", "Xã Ea H'Leo", "66"),
        ("Huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu", "Đặc khu Côn Đảo", "79"),
    ],
)
def test_a_province_that_is_named_wins_over_the_default(address, commune, province):
    found = resolve(address)
    assert communes()[found.commune_code].full_name == commune
    assert found.province_code == province


def test_the_default_province_is_a_setting():
    assert resolve("Xã Đông Anh").commune_code is None
    assert resolve("Xã Đông Anh", default_province="01").province_code == "01"


def test_name_that_only_other_provinces_have_is_a_candidate_not_a_guess():
    found = resolve("Phường Bến Thành")
    assert found.commune_code is None
    assert "26743" in found.candidates


@pytest.mark.parametrize(
    ("address", "province"),
    [
        ("Hà Nội", "01"),
        ("TP.HCM", "79"),
        ("Hồ Chí Minh (mới)", "79"),
        ("Bình Dương", "79"),
        ("Hà Nội & 3 nơi khác", "01"),
        ("Thành phố Thanh Hóa", "38"),
        ("Huyện Triệu Sơn, Thanh Hóa", "38"),
    ],
)
def test_province_or_district_alone_lacks_the_commune(address, province):
    found = resolve(address)
    assert (found.commune_code, found.province_code) == (None, province)
    assert "thiếu tên xã, phường" in found.problem


@pytest.mark.parametrize("address", ["Nhật Bản", "Toàn quốc", "không rõ", "-", "12/4"])
def test_what_names_no_place_is_refused(address):
    found = resolve(address)
    assert (found.commune_code, found.candidates, found.province_code) == (None, (), None)
    assert found.problem


def test_empty_address_is_refused():
    assert resolve("  ") == Resolution(problem="Chưa có địa chỉ. Hãy ghi xã, phường và tỉnh.")


@pytest.mark.parametrize("address", ["Thanh Hóa Nghệ An Quảng Bình", "Thanh Hoá, Hà Nội"])
def test_several_provinces_are_refused(address):
    found = resolve(address)
    assert (found.commune_code, found.province_code) == (None, None)
    assert "nhiều tỉnh" in found.problem


def test_one_commune_named_twice_is_one():
    once = "Thị trấn Hưng Hà, huyện Hưng Hà, Thái Bình"
    assert resolve(f"- {once}; - {once}") == resolve(once)


def test_two_communes_ask_a_person():
    found = resolve("Xã Hồi Xuân, Thanh Hóa; Xã Thọ Ngọc, Thanh Hóa")
    assert found.commune_code is None
    assert set(found.candidates) == {"14869", "15754"}


def test_bare_name_of_a_district_and_a_commune_asks_a_person():
    found = resolve("Nga Sơn, Thanh Hóa")
    assert (found.commune_code, found.candidates) == (None, ("16093",))


@pytest.mark.parametrize(
    "address",
    ["xã Thiên Phủ, Bờ Xa", "xã Hợp Tiến, huyện Triệu Phong Sơn", "Phú Thượng - Tây Hồ"],
)
def test_a_name_that_fits_no_place_is_not_passed_over(address):
    assert resolve(address).commune_code is None


def test_a_long_address_is_cut_in_the_sentence():
    assert len(resolve("khu nhà " * 100).problem) < 200


def test_a_page_of_text_is_no_address():
    assert resolve("xã Hồi Xuân, " * 100).problem.startswith("Địa chỉ quá dài")


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
