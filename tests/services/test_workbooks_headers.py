import pytest

from services.workbooks import PEOPLE, POSITIONS, Sheet
from services.workbooks.headers import find_header, header_of


def fields(headings, kind=PEOPLE):
    return {headings[i]: field for i, field in header_of(headings, kind).mapping.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("HỌ VÀ TÊN", "full_name"),
        ("Ho va ten", "full_name"),
        ("Họ và tên người chấp hành xong án phạt tù", "full_name"),
        ("Ngày, tháng,\nnăm sinh", "birth_date"),
        ("Số CMND/CCCD", "national_id"),
        ("Số căn cước công dân (12 số)", "national_id"),
        ("Số ĐT", "phone"),
        ("Nơi ĐKHKTT", "address"),
        ("Nơi cư trú sau khi chấp hành xong", "address"),
        ("Trình độ văn hóa (lớp)", "education"),
        ("Nghề nghiệp, tay nghề", "skills_text"),
        ("Nghề được học trong trại", "skills_text"),
        ("Nguyện vọng về việc làm", "wishes"),
        ("Ngày chấp hành xong án phạt tù", "return_date"),
        ("Ngày ra trại", "return_date"),
        ("Ghi chú", "notes"),
        ("Mức lương mong muốn (triệu đồng)", "wage_expected"),
    ],
)
def test_headings_of_people_are_known_by_meaning(heading, field):
    assert header_of([heading], PEOPLE).mapping == {0: field}


@pytest.mark.parametrize(
    "heading",
    [
        "Tội danh",
        "TOI DANH",
        "Mức án",
        "Án phạt",
        "Hình phạt bổ sung",
        "Trại giam",
        "Thời hạn tù",
        "Nơi chấp hành án",
        "Tiền án, tiền sự",
        "Hành vi phạm tội theo bản án",
        "Giới tính",
        "Số quyết định đặc xá",
        "Điều luật áp dụng",
    ],
)
def test_headings_on_the_offence_or_the_sex_are_dropped(heading):
    header = header_of([heading], PEOPLE)
    assert header.dropped == {0: heading}
    assert header.mapping == {}


@pytest.mark.parametrize(
    "heading",
    [
        "STT",
        "Ngày cấp CCCD",
        "Nơi cấp",
        "Dân tộc",
        "Họ tên vợ",
        "Quê quán",
        "Abc",
        "SĐT người thân",
    ],
)
def test_other_headings_are_left_unmapped(heading):
    header = header_of([heading], PEOPLE)
    assert header.mapping == {}
    assert header.unmapped == {0: heading}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tên đơn vị", "employer"),
        ("Doanh nghiệp/cơ sở tuyển dụng", "employer"),
        ("Vị trí việc làm cần tuyển", "title"),
        ("SL", "headcount"),
        ("Số lượng cần tuyển (người)", "headcount"),
        ("Thu nhập bình quân/tháng", "wage"),
        ("Mức lương (triệu đồng/tháng)", "wage"),
        ("Địa điểm làm việc (xã, phường)", "address"),
        ("Yêu cầu trình độ", "education"),
        ("Yêu cầu kinh nghiệm", "experience"),
        ("Hạn nộp hồ sơ", "deadline"),
        ("SĐT liên hệ", "contact_phone"),
    ],
)
def test_headings_of_positions_are_known_by_meaning(heading, field):
    assert header_of([heading], POSITIONS).mapping == {0: field}


def test_best_column_wins_a_field_and_texts_that_join_take_all():
    assert fields(["Địa chỉ", "Số điện thoại", "Điện thoại bàn", "Nghề", "Kinh nghiệm"]) == {
        "Địa chỉ": "address",
        "Số điện thoại": "phone",
        "Nghề": "skills_text",
        "Kinh nghiệm": "skills_text",
    }


def test_order_of_columns_says_nothing():
    headings = ["Ghi chú", "SĐT", "Họ tên", "Năm sinh", "CCCD"]
    assert fields(headings) == fields(headings[::-1])


def test_title_rows_and_prose_are_no_heading_row():
    rows = [["DANH SÁCH HỌ TÊN NGÀY SINH ĐỊA CHỈ"], ["Họ tên:", "Lê Văn Bảy"]]
    assert find_header(Sheet("a", rows), PEOPLE) is None


def test_heading_row_is_found_below_fifty_lines_of_notes():
    rows = [["ghi chú mở đầu", "", ""]] * 50 + [
        ["Họ tên", "Năm sinh", "Địa chỉ"],
        ["a b", 1990, "c"],
    ]
    header = find_header(Sheet("a", rows), PEOPLE)
    assert header is not None
    assert (header.row, header.last_row) == (51, 51)
