import unicodedata

import pytest

from services.addresses import resolve
from services.places import communes


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


def test_accents_decide_between_names_of_the_same_letters():
    assert name_of("Xã Hoằng Đông, Huyện Hoằng Hóa") == "Xã Hoằng Thanh"
    assert name_of("Xã Hoằng Đồng, Huyện Hoằng Hóa") == "Xã Hoằng Hóa"


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


def test_name_of_another_type_or_of_none_asks_where_several_communes_fit():
    assert name_of("Phường Đông Sơn, Thanh Hóa") == "Phường Đông Sơn"
    assert resolve("Xã Đông Sơn, Thanh Hóa").commune_code is None
    assert resolve("Đông Sơn, Thanh Hóa").commune_code is None
    assert resolve("Yên Thọ, Thanh Hóa").commune_code is None
    assert name_of("Hoằng Lộc, Thanh Hóa") == "Xã Hoằng Lộc"


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


def test_one_commune_named_twice_is_one():
    once = "Thị trấn Hưng Hà, huyện Hưng Hà, Thái Bình"
    assert resolve(f"- {once}; - {once}") == resolve(once)
