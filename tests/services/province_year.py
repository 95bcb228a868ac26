"""An invented province-year whose totals are the published ones, as the workbooks offices send.

"Nearly 2,000" came home, 146 models stand of which 2 of the former district level and 84 of the
commune level are new since October 2023, "nearly 1,200" were consulted, 6,282 broadcasts, "nearly
1,000" articles, "nearly 700" mobile sessions, "over 1,000" banners and leaflets, "over 500" books.
Where the published figure is rounded, the number held here is the one below.
"""

from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

from services import places

YEAR = 2025
RETURNED = 1_987
CONSULTED = 1_194
MODELS_COMMUNE_NEW, MODELS_DISTRICT_NEW, MODELS_OLD = 84, 2, 60
TOTALS = {
    "broadcast": 6_282,
    "article": 986,
    "mobile_session": 693,
    "banner": 1_043,
    "leaflet": 1_168,
    "book": 524,
}
WORDS = {
    "broadcast": "Phát thanh",
    "article": "Tin, bài",
    "mobile_session": "Tuyên truyền lưu động",
    "banner": "Băng rôn",
    "leaflet": "Tờ rơi",
    "book": "Sách",
}
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi", "Lò", "Hà")
MIDDLE = ("Văn", "Đức", "Xuân", "Thế", "Minh", "Quang", "Thị", "Ngọc", "Bá", "Hữu", "Đình")
GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hải",
    "Khánh",
    "Lâm",
    "Nam",
    "Phúc",
    "Sơn",
    "Thắng",
    "Vinh",
)


def communes():
    """Return the province's communes with their full names, in the order of the list."""
    return [c for c in places.communes().values() if c.province_code == "38"]


def xlsx(title, headings, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append([title])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def day(number, of):
    """Return the n-th of so many days spread over the year."""
    return date(YEAR, 1, 1) + timedelta(days=number * 365 // of)


def _century(number):
    """Return the digit of sex and century in an ID number: a man's or a woman's."""
    female = MIDDLE[number // 10 % 11] == "Thị"
    return (2 if 1965 + number % 38 >= 2000 else 0) + female


def people(count=RETURNED):
    home = communes()
    rows = [
        (
            number + 1,
            f"{FAMILY[number % 10]} {MIDDLE[number // 10 % 11]} {GIVEN[number // 110 % 13]}",
            f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{1965 + number % 38}",
            f"038{_century(number)}{(1965 + number % 38) % 100:02d}{number:06d}",
            f"{home[number % len(home)].full_name}, tỉnh Thanh Hóa",
            f"{day(number, count):%d/%m/%Y}",
        )
        for number in range(count)
    ]
    head = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Nơi cư trú", "Ngày về địa phương")
    return xlsx("DANH SÁCH NGƯỜI TRỞ VỀ", head, rows)


def models():
    home = communes()
    new = [("xã", date(2023, 10, 1) + timedelta(days=7 * n)) for n in range(MODELS_COMMUNE_NEW)]
    district = [("huyện", date(2024, 3, 1))] * MODELS_DISTRICT_NEW
    old = [("xã", date(2016, 1, 1) + timedelta(days=30 * n)) for n in range(MODELS_OLD)]
    rows = [
        (
            number + 1,
            f"Vòng tay nhân ái số {number + 1}",
            level,
            "Nhóm giúp đỡ",
            f"{started:%d/%m/%Y}",
            f"{home[number % len(home)].full_name}, tỉnh Thanh Hóa",
            "Hội Cựu chiến binh",
        )
        for number, (level, started) in enumerate([*new, *district, *old])
    ]
    head = ("STT", "Tên mô hình", "Cấp", "Loại", "Ngày ra mắt", "Nơi đặt", "Đơn vị chủ trì")
    return xlsx("DANH SÁCH MÔ HÌNH", head, rows)


def spread(total, parts):
    """Part a total into so many whole numbers that add up to it."""
    return [total * (n + 1) // parts - total * n // parts for n in range(parts)]


def outreach():
    home = communes()
    rows = []
    for kind, total in TOTALS.items():
        for number, quantity in enumerate(spread(total, 120)):
            place = home[number % len(home)].full_name
            rows.append((WORDS[kind], f"{day(number, 120):%d/%m/%Y}", quantity, None, place))
    for number, count in enumerate(spread(CONSULTED, 60)):
        place = home[number % len(home)].full_name
        rows.append(("Tư vấn trực tiếp", f"{day(number, 60):%d/%m/%Y}", 1, count, place))
    head = ("Hình thức", "Ngày", "Số lượng", "Số người", "Địa bàn")
    return xlsx("NHẬT KÝ TUYÊN TRUYỀN", head, rows)
