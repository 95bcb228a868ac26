import pytest

from matching.extraction import find_skills


def codes(text):
    return [mention.code for mention in find_skills(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thị trường Nhật - Hàn", []),
        ("sản phẩm 14 văn phòng trên cả nước", []),
        ("văn phòng, công nhân", ["hanh-chinh-van-phong", "cong-nhan-san-xuat"]),
        ("TUYỂN DỤNG: thợ hàn", ["han-dien"]),
        ("Chuyên viên tuyển dụng", ["hanh-chinh-nhan-su"]),
        ("02 nhân sự nam", []),
        ("Thực tập sinh kế toán", ["ke-toan"]),
        ("Kỹ sư cơ khí", ["thiet-ke-co-khi"]),
        ("Chuyên viên cao cấp nhân sự", ["hanh-chinh-nhan-su"]),
        ("Chuyên viên phòng kinh doanh", ["nhan-vien-kinh-doanh"]),
        ("Logistics Manager", ["xuat-nhap-khau"]),
        ("our logistics and marketing", []),
        ("chuyên ngành cơ khí, hàn tiện", ["gia-cong-co-khi", "han-dien", "tien"]),
        ("bảo vệ kho, hàng hóa", ["bao-ve"]),
    ],
)
def test_words_of_every_advertisement_need_a_person_beside_them(text, expected):
    assert codes(text) == expected
