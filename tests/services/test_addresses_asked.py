"""What is not plainly one commune: a person is asked, or it is refused."""

import pytest

from services.addresses import Resolution, resolve


def test_address_without_accents_that_fits_two_communes_asks_a_person():
    found = resolve("Xa Hoang Dong, Huyen Hoang Hoa")
    assert found.commune_code is None
    assert found.candidates == ("15865", "16000")
    assert "khớp 2 nơi: Xã Hoằng Hóa (Thanh Hóa); Xã Hoằng Thanh (Thanh Hóa)" in found.problem


def test_wrong_accents_are_not_overlooked():
    found = resolve("Xã Hoàng Giang, tỉnh Thanh Hóa")
    assert found.commune_code != "15880"
    near = resolve("Xã Hợp Tiên, huyện Triệu Sơn, tỉnh Thanh Hóa")
    assert near.commune_code is None
    assert "15682" in near.candidates


def test_former_communes_of_one_name_without_district_ask_a_person():
    found = resolve("Phường Lam Sơn, tỉnh Thanh Hóa")
    assert found.commune_code is None
    assert set(found.candidates) == {"14797", "14812"}


def test_split_commune_asks_a_person_with_the_usual_part_first():
    found = resolve("Xã Hà Bình, huyện Hà Trung, tỉnh Thanh Hóa")
    assert found.commune_code is None
    assert found.candidates == ("15286", "15271")
    assert "nơi đã chia" in found.problem


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
