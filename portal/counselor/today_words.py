"""What the sections of a day's work are called, and on which page each line is done."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One section: its title, what stands before its date, and where a line leads.

    `is_clock` tells that the date is a deadline, so that a passed one is marked.
    """

    title: str
    before_date: str
    target: tuple[str, str]
    is_clock: bool = True
    has_phone: bool = False
    hint: str = ""


_PERSON = "returnee_id"
SECTION_WORDS: Mapping[str, Words] = {
    "call_today": Words("Cần gọi hôm nay", "hẹn", ("counselor.contact", _PERSON), has_phone=True),
    "appointments": Words(
        "Hẹn phỏng vấn hôm nay",
        "",
        ("introducing.introduction", "introduction_id"),
        is_clock=False,
        has_phone=True,
    ),
    "call_backs": Words(
        "Xin được gọi lại",
        "từ",
        ("counselor.contact", _PERSON),
        is_clock=False,
        has_phone=True,
    ),
    "review": Words("Gợi ý chờ duyệt", "chờ từ", ("review.person", _PERSON), is_clock=False),
    "answers": Words(
        "Doanh nghiệp chưa trả lời", "hạn", ("introducing.introduction", "introduction_id")
    ),
    "first_contact": Words(
        "Chưa liên hệ lần đầu",
        "hạn",
        ("counselor.contact", _PERSON),
        has_phone=True,
        hint="Trong 7 ngày từ ngày về.",
    ),
    "first_suggestion": Words(
        "Chưa có gợi ý đầu tiên",
        "hạn",
        ("review.person", _PERSON),
        hint="Trong 14 ngày từ ngày về.",
    ),
    "stalled": Words(
        "30 ngày chưa có hướng giải quyết",
        "về từ",
        ("counselor.person", _PERSON),
        is_clock=False,
    ),
    "coming_home": Words(
        "Sắp về trong 60 ngày", "về", ("counselor.person", _PERSON), is_clock=False
    ),
    "ending": Words("Sắp hết hạn trong 14 ngày", "hết", ("counselor.person", _PERSON)),
    "rights": Words("Yêu cầu về dữ liệu", "hạn", ("rights.rights_request", "request_id")),
    "handovers": Words(
        "Hồ sơ chờ anh/chị nhận hoặc chuyển",
        "từ",
        ("counselor.handover_page", "handover_id"),
        is_clock=False,
    ),
}
