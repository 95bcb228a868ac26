import pytest

from matching.extraction import find_skills


def codes(text):
    return [mention.code for mention in find_skills(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phối hợp với phòng kế toán", []),
        ("Nhân viên phòng kế toán", ["ke-toan"]),
        ("Trưởng phòng kinh doanh", ["nhan-vien-kinh-doanh"]),
        ("hỗ trợ cho nhân viên kinh doanh", []),
        ("làm việc với các phòng ban (marketing, kinh doanh, nhân sự)", []),
        ("phối hợp với phòng kế toán, kho vận", []),
        ("phối hợp với phòng kế toán, biết lái xe nâng", ["lai-xe-nang"]),
        ("Nhân viên Marketing", ["digital-marketing"]),
    ],
)
def test_a_department_or_colleague_is_no_skill_but_who_works_there_has_it(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nhân viên kinh doanh ngành sơn nước", ["nhan-vien-kinh-doanh"]),
        ("Nhân viên bán hàng nguyên liệu pha chế", ["ban-hang"]),
        ("Nhân viên kinh doanh (điện mặt trời)", ["nhan-vien-kinh-doanh"]),
        ("Nhân viên bán hàng kiêm pha chế", ["ban-hang", "pha-che"]),
        ("bán hàng, pha chế, lái xe", ["ban-hang", "pha-che", "lai-o-to-con"]),
        ("Nhân viên kinh doanh tiếng Hàn", ["nhan-vien-kinh-doanh", "tieng-han"]),
        ("Kế toán kho ngành may mặc", ["ke-toan-kho"]),
    ],
)
def test_what_a_seller_sells_is_not_a_second_skill(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công ty chuyên may áo khoác xuất khẩu.", []),
        ("Công ty chúng tôi hoạt động trong lĩnh vực xây dựng, hàn kết cấu.", []),
        ("Công ty chuyên may áo khoác. Cần tuyển thợ hàn", ["han-dien"]),
        ("làm ở công ty chuyên may áo khoác 2 năm", ["may-ao-khoac"]),
        ("Hỗ trợ đào tạo về kỹ năng bán hàng", []),
        ("đã được đào tạo về hàn TIG", ["han-tig"]),
    ],
)
def test_what_a_firm_says_of_itself_is_not_asked(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chồng lái xe tải, nhà làm ruộng", ["trong-lua"]),
        ("vợ chồng bán phở", ["nau-pho-bun"]),
        ("theo bố đi biển", ["di-bien-danh-ca"]),
    ],
)
def test_the_familys_work_is_not_the_persons(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("làm bảo vệ ở nhà máy xi măng", ["bao-ve"]),
        ("Nhân viên bảo trì điện trại heo", ["bao-tri-dien"]),
        ("mỏ đá, nhà máy xi măng", ["khai-thac-da", "san-xuat-xi-mang"]),
        ("mài đá ở mỏ đá", ["mai-da", "khai-thac-da"]),
    ],
)
def test_a_workplace_counts_only_where_no_other_trade_is_named(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trợ cấp gửi xe, thưởng doanh số bán hàng", []),
        ("thưởng theo cấp bậc của giáo viên", []),
        ("Nhân viên được đào tạo bài bản kỹ năng bán hàng", []),
        ("Tham gia câu lạc bộ tiếng Anh, bóng đá", []),
        ("Khách hàng có nhu cầu thiết kế website", []),
        ("Có nhu cầu học nghề may", ["may-cong-nghiep"]),
        ("Bảo quản thiết bị: tủ đông, máy lạnh, lò nướng", []),
        ("Lắp đặt các thiết bị: camera, thang máy", ["lap-camera", "lap-thang-may"]),
        ("Phối hợp với kế toán", []),
        ("Collaborate with the IT team", []),
        ("guidance of the Project Manager", []),
        ("hoạt động thể thao: bóng đá, bơi lội", []),
    ],
)
def test_pay_offers_clients_and_lists_of_things_name_no_skill(text, expected):
    assert codes(text) == expected
