"""What each figure of a report means, in the words printed beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NEW_SINCE = date(2023, 10, 1)
"""Models are also counted from the month in which Decision 22/2023/QĐ-TTg came into force."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure's name and how it is counted."""

    label: str
    meaning: str


PEOPLE: Mapping[str, Definition] = {
    "returned": Definition("Trở về địa phương", "Người có ngày về trong kỳ"),
    "consulted": Definition(
        "Được tư vấn",
        "Người có mặt ở hội nghị tư vấn, cộng số người trong nhật ký tư vấn ngoài hội nghị",
    ),
    "introduced": Definition(
        "Được giới thiệu việc làm", "Người được giới thiệu tới ít nhất một doanh nghiệp"
    ),
    "hired": Definition("Được nhận vào làm", "Người được một doanh nghiệp nhận vào làm"),
    "at_3_months": Definition(
        "Còn làm sau 3 tháng", "Cán bộ đã hỏi ở mốc 3 tháng, người ấy còn làm"
    ),
    "at_6_months": Definition(
        "Còn làm sau 6 tháng", "Cán bộ đã hỏi ở mốc 6 tháng, người ấy còn làm"
    ),
    "sponsored": Definition(
        "Được nhận đỡ đầu", "Người có thỏa thuận giúp đỡ ký trong kỳ, trừ ghép nhầm"
    ),
    "lent": Definition("Được vay vốn", "Người được ngân hàng giải ngân theo giấy giới thiệu"),
}
OF_FIRMS = frozenset({"introduced", "hired", "at_3_months", "at_6_months", "sponsored"})
"""Figures that can be told by firm."""
ONCE_A_YEAR = "Mỗi người tính một lần trong năm ở mỗi chỉ tiêu, vào ngày đầu tiên."

OUTREACH: Mapping[str, Definition] = {
    "broadcast": Definition("Lượt phát thanh", "Lượt phát trên loa truyền thanh"),
    "article": Definition("Tin, bài", "Tin, bài đã đăng hoặc phát sóng"),
    "mobile_session": Definition("Buổi tuyên truyền lưu động", "Buổi đã tổ chức"),
    "banner": Definition("Băng rôn, khẩu hiệu", "Băng rôn, khẩu hiệu đã treo"),
    "leaflet": Definition("Tờ rơi", "Tờ rơi đã phát"),
    "book": Definition("Sách", "Cuốn sách đã cấp"),
    "conference": Definition("Hội nghị, hội thảo", "Hội nghị, hội thảo đã tổ chức"),
    "consultation": Definition("Buổi tư vấn ngoài hội nghị", "Buổi tư vấn ghi trong nhật ký"),
}
MODELS = Definition("Mô hình đang hoạt động", "Mô hình đã bắt đầu, chưa kết thúc ở cuối kỳ")
MODELS_NEW = Definition("Mô hình mới", "Mô hình bắt đầu từ tháng 10/2023, còn hoạt động ở cuối kỳ")
ADJUSTED = "Điều chỉnh: ghi muộn vào tháng đã khóa sổ. Số đã khóa không đổi."
HIDDEN = (
    "Ô ghi “ẩn” là từ 1 đến 4 người, hoặc phải ẩn cùng để không ai tính ngược lại được. "
    "Số mô hình, số lượt tuyên truyền không ẩn."
)
