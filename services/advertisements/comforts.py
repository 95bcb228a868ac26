"""What comes with the work: meals, a room, a bus, teaching."""

from collections.abc import Mapping, Sequence

from matching.demands import says
from matching.openness import FETCHES, HOUSES, TEACHES
from services.advertisements.found import Found
from services.advertisements.lines import Line

MEALS = (
    "bao cơm", "bao ăn", "ăn ca", "cơm ca", "cơm trưa", "ăn trưa", "ăn tối", "ăn giữa ca",
    "suất ăn", "bữa ăn", "hỗ trợ ăn", "phụ cấp ăn", "phụ cấp cơm", "pc ăn", "tiền ăn",
    "ăn tại công ty", "ăn uống miễn phí", "cơm miễn phí", "cơm trong ca", "bữa trưa",
    "cơm 2 bữa", "hỗ trợ cơm", "nuôi ăn", "ăn ở", "bữa cơm", "trợ cấp cơm",
)  # fmt: skip
ROOMS = (
    "bố trí nơi ở", "ăn ở tại xưởng", "hỗ trợ nhà ở", "hỗ trợ chỗ ăn ở", "có nhà tập thể",
    "hỗ trợ ăn ở", "nhà ở cho công nhân", "phòng riêng", "được ở lại", "bao ở",
    "hỗ trợ ăn , ở", "hỗ trợ ăn, ở", "nuôi ăn ở", "nhà ở tập thể", "có chỗ ăn ở",
    "nhà trọ miễn phí",
)  # fmt: skip
BUSES = (
    "xe đưa đón", "xe ca đưa đón", "xe đưa rước", "xe tuyến", "bus đưa đón", "đưa đón công nhân",
    "đưa đón nhân viên", "xe buýt đưa đón",
)  # fmt: skip
TEACHING = (
    "đào tạo nghề", "chưa có sẽ được đào tạo", "không biết sẽ đào tạo", "được hướng dẫn",
    "hướng dẫn công việc", "đào tạo từ a", "đào tạo kiến thức", "đào tạo may", "đào tạo bài bản",
    "được tập huấn", "nhân viên hướng dẫn", "được đào tạo thêm", "đào tạo các kĩ năng",
    "đào tạo các kỹ năng", "sẵn sàng đào tạo", "không có kinh nghiệm được đào tạo",
    "đào tạo chuyên môn", "đào tạo đầy đủ", "công ty sẽ đào tạo", "đào tạo khi nhận việc",
    "được công ty đào tạo", "đào tạo trực tiếp", "đào tạo về kỹ năng", "đào tạo nghiệp vụ",
)  # fmt: skip
PHRASES: Mapping[str, tuple[str, ...]] = {
    "meals": MEALS,
    "housing": (*HOUSES, *ROOMS),
    "shuttle": (*FETCHES, *BUSES),
    "training_provided": (*TEACHES, *TEACHING),
}
NOT_GIVEN = (
    "không bao", "không có xe", "không có chỗ ở", "không hỗ trợ", "tự túc", "không đào tạo",
    "đưa đón lãnh đạo", "đưa đón sếp", "đưa đón khách", "nghỉ ăn trưa", "nghỉ ăn ca",
)  # fmt: skip


def read_comforts(lines: Sequence[Line]) -> dict[str, Found]:
    """Return what is given, each with the first line that says so."""
    found: dict[str, Found] = {}
    for number, line in enumerate(lines):
        if says([line.text], NOT_GIVEN):
            continue
        for name, phrases in PHRASES.items():
            if name not in found and says([line.text], phrases):
                found[name] = Found(value=True, line=number)
    return found
