"""The committee's own lists: community models and the log of outreach; their columns."""

import re
from collections.abc import Mapping

from services.workbooks.cells import NOTHING, Parsed, parse_title
from services.workbooks.columns import Column, Kind, undated
from services.workbooks.dates import parse_date
from services.workbooks.text import fold, show

MOST = 1_000_000
_LINE = undated(parse_title)

LEVELS = {"tinh": "province", "huyen": "district", "xa": "commune", "phuong": "commune"}
KINDS = {
    "viec lam": "work",
    "lao dong": "work",
    "day nghe": "training",
    "hoc nghe": "training",
    "quy": "fund",
    "von": "fund",
    "phap luat": "legal",
    "phap ly": "legal",
    "cau lac bo": "club",
    "clb": "club",
    "giup do": "care",
    "cam hoa": "care",
    "tu quan": "care",
    "khac": "other",
}
OFFERS = {
    "viec lam": "job",
    "nghe": "training",
    "von": "loan",
    "dung cu": "tools",
    "cong cu": "tools",
    "kem cap": "mentor",
    "phap": "legal",
    "giay to": "papers",
    "cu tru": "papers",
    "tam ly": "care",
    "giup do": "care",
}
ACTIVITIES = {
    "phat thanh": "broadcast",
    "loa": "broadcast",
    "tin bai": "article",
    "bai viet": "article",
    "phong su": "article",
    "luu dong": "mobile_session",
    "bang ron": "banner",
    "pano": "banner",
    "khau hieu": "banner",
    "to roi": "leaflet",
    "to gap": "leaflet",
    "sach": "book",
    "hoi nghi": "conference",
    "hoi thao": "conference",
    "toa dam": "conference",
    "tu van": "consultation",
}
ASK_ACTIVITY = "Không rõ hình thức. Hãy ghi phát thanh, tin bài, lưu động, băng rôn, tờ rơi, sách."
ASK_LEVEL = "Không rõ cấp. Hãy ghi tỉnh, huyện hoặc xã."
ASK_NUMBER = "Hãy ghi một số từ 1 trở lên, ví dụ 12."


def parse_activity(value: object) -> Parsed:
    """Read what was done."""
    return _coded(value, ACTIVITIES, ASK_ACTIVITY)


def parse_level(value: object) -> Parsed:
    """Read a model's level."""
    return _coded(value, LEVELS, ASK_LEVEL)


def parse_model_kind(value: object) -> Parsed:
    """Read what a model mainly is; what is not known is "other", with a note."""
    found = _coded(value, KINDS, "")
    if found.value or not show(value):
        return Parsed(found.value or "other")
    return Parsed("other", note=f"Loại mô hình “{show(value)}” chưa có, ghi là loại khác.")


def parse_offers(value: object) -> Parsed:
    """Read all that a model offers."""
    text = f" {fold(show(value))} "
    return Parsed(sorted({code for words, code in OFFERS.items() if f" {words}" in text}))


def parse_amount(value: object) -> Parsed:
    """Read a whole number above nought; thousands may be marked by dots or blanks."""
    text = show(value).strip()
    if not text:
        return NOTHING
    digits = re.fullmatch(r"(\d{1,3}(?:[. ,]\d{3})+|\d{1,7})(?:\s*\D{0,20})", text)
    number = int(re.sub(r"\D", "", digits[1])) if digits else 0
    return Parsed(number) if 0 < number <= MOST else Parsed(problem=ASK_NUMBER)


def parse_day(value: object) -> Parsed:
    """Read a day; a year alone is not one."""
    parsed = parse_date(value)
    if isinstance(parsed.value, int):
        return Parsed(problem="Hãy ghi đủ ngày, tháng, năm, ví dụ 05/03/2026.")
    return parsed


def _coded(value: object, words: Mapping[str, str], problem: str) -> Parsed:
    text = f" {fold(show(value))} "
    found = next((code for word, code in words.items() if f" {word} " in text), None)
    return Parsed(found) if found else Parsed(problem=problem or None)


_PLACES = (
    Column(
        "address",
        "Địa bàn",
        "địa bàn | địa chỉ | nơi thực hiện | nơi đặt | địa điểm | đơn vị hành chính",
        _LINE,
    ),
    Column("commune", "Xã, phường", "xã | phường | xã/phường | xã, phường", _LINE),
    Column("district", "Huyện (cũ)", "huyện cũ | quận/huyện", _LINE),
    Column("province", "Tỉnh", "tỉnh | tỉnh/thành phố", _LINE),
)
_LEAD = Column(
    "lead_body",
    "Đơn vị chủ trì",
    "đơn vị chủ trì | cơ quan chủ trì | đơn vị thực hiện | chủ trì | đơn vị phụ trách",
    _LINE,
)

OUTREACH = Kind(
    "outreach",
    (
        Column(
            "kind",
            "Hình thức",
            "hình thức | hình thức tuyên truyền | loại hình | hoạt động | nội dung hoạt động",
            undated(parse_activity),
            ASK_ACTIVITY,
        ),
        Column(
            "on",
            "Ngày",
            "ngày | ngày thực hiện | thời gian | thời gian thực hiện | ngày tháng",
            undated(parse_day),
            "Thiếu ngày. Hãy ghi ngày, tháng, năm.",
        ),
        Column(
            "quantity",
            "Số lượng",
            "số lượng | số lượt | số buổi | sl | số tin, bài",
            undated(parse_amount),
            "Thiếu số lượng. Hãy ghi một số.",
        ),
        Column(
            "people",
            "Số người",
            "số người | số người dự | số người tham gia | lượt người | số người được tư vấn",
            undated(parse_amount),
        ),
        *_PLACES,
        _LEAD,
        Column("note", "Ghi chú", "ghi chú | nội dung | chủ đề", _LINE),
    ),
    never="",
    ignored="stt | tt | số thứ tự",
    must=("kind",),
    identity=("on", "quantity"),
    place_needed=False,
)

MODELS = Kind(
    "community_models",
    (
        Column(
            "name",
            "Tên mô hình",
            "tên mô hình | mô hình | tên gọi",
            _LINE,
            "Thiếu tên mô hình. Hãy ghi tên mô hình.",
        ),
        Column(
            "level",
            "Cấp",
            "cấp | cấp mô hình | cấp xây dựng | cấp quản lý",
            undated(parse_level),
            ASK_LEVEL,
        ),
        Column("kind", "Loại", "loại | loại mô hình | lĩnh vực", undated(parse_model_kind)),
        Column(
            "started_on",
            "Ngày ra mắt",
            "ngày ra mắt | ngày thành lập | thời điểm ra mắt | ngày bắt đầu | ra mắt",
            undated(parse_day),
            "Thiếu ngày ra mắt. Hãy ghi ngày, tháng, năm.",
        ),
        Column("ended_on", "Ngày kết thúc", "ngày kết thúc | ngày dừng | dừng", undated(parse_day)),
        Column(
            "capacity",
            "Sức giúp",
            "sức giúp | sức chứa | số người giúp được | quy mô",
            undated(parse_amount),
        ),
        Column(
            "offers",
            "Giúp được gì",
            "giúp được gì | hỗ trợ | nội dung hỗ trợ | nội dung giúp đỡ",
            undated(parse_offers),
        ),
        *_PLACES,
        _LEAD,
        Column("about", "Ghi chú", "ghi chú | mô tả | kết quả", _LINE),
    ),
    never="",
    ignored="stt | tt | số thứ tự | số thành viên",
    must=("name",),
    identity=("started_on",),
)
