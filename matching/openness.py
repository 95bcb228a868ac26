"""How open a position is to someone without its trade, and what comes with it.

Read from the ad's fields and, where the fields are silent, from its text.
"""

from matching.demands import says
from matching.docs import PositionDoc, education_rank
from matching.occupations import occupations

TEACHES = (
    "dạy nghề", "dạy việc", "được đào tạo", "sẽ đào tạo", "có đào tạo", "vào đào tạo",
    "đào tạo tay nghề", "được hướng dẫn", "hướng dẫn công việc", "có người hướng dẫn",
    "có người chỉ", "chưa biết thì", "không biết sẽ", "chưa biết sẽ", "chưa biết việc",
    "nhận học việc", "học việc", "học nghề", "kèm cặp", "tiệm dạy", "xưởng dạy", "được dạy",
    "dạy miễn phí", "cơ sở dạy", "cơ sở đào tạo", "công ty đào tạo", "cty đào tạo",
    "nhận cả chưa biết", "hướng dẫn tại chuyền", "cầm tay chỉ việc", "đào tạo bài bản",
    "đào tạo từ đầu", "đào tạo nghiệp vụ", "đào tạo miễn phí", "hướng dẫn chi tiết",
    "chưa có kinh nghiệm sẽ được", "chưa có kinh nghiệm được",
)  # fmt: skip
WANTS_NOBODY_TRAINED = (
    "không yêu cầu kinh nghiệm", "không cần kinh nghiệm", "ko yêu cầu kinh nghiệm",
    "k yêu cầu kn", "không yêu cầu kn", "không cần kn", "không kinh nghiệm",
    "không yêu cầu bằng cấp", "ko yc bằng cấp", "không yêu cầu trình độ", "lao động phổ thông",
    "lđpt", "không cần bằng cấp", "chưa có kinh nghiệm", "không yêu cầu biết chữ", "việc dễ",
    "phụ việc", "không phân biệt kinh nghiệm", "chưa biết việc", "ko cần kinh nghiệm",
    "không đòi hỏi kinh nghiệm", "không yêu cầu tay nghề", "không cần tay nghề",
)  # fmt: skip
WANTS_TRADE = (
    "có tay nghề", "tay nghề cao", "biết nghề", "thợ chính", "thợ cứng", "có kinh nghiệm",
    "kinh nghiệm từ", "kinh nghiệm trên", "bắt buộc", "thành thạo",
)  # fmt: skip
HOUSES = (
    "bao ăn ở", "có chỗ ở", "có phòng ở", "ký túc xá", "ktx", "nhà tập thể", "chỗ ngủ",
    "ở lán", "ăn ở tại", "bố trí chỗ ở", "bố trí chỗ ăn ở", "hỗ trợ chỗ ở", "phòng trọ miễn phí",
    "có nhà ở", "ăn ở miễn phí", "lo ăn ở", "chỗ ăn ở", "ăn ở cùng",
    "chỗ ở lại", "bao chỗ ở", "hỗ trợ nhà trọ", "chỗ ở miễn phí", "chỗ nghỉ lại",
)  # fmt: skip
FETCHES = (
    "có xe đưa đón", "có xe đón", "xe đưa đón từ", "xe đưa đón tại", "xe đón từ", "xe đón tại",
    "xe ca đưa đón", "xe đưa rước", "xe tuyến đưa đón", "có xe tuyến", "xe đưa đón nhân viên",
    "xe đưa đón công nhân viên",
    "xe ôtô đưa đón", "xe ô tô đưa đón", "hỗ trợ xe đưa đón", "xe đưa đón cán bộ",
)  # fmt: skip
DRIVERS = ("832", "833")
"""Who drive the bus: their advertisements name it as work, not as a benefit."""

BY_MAJOR_GROUP = {"9": 1.0, "8": 0.8, "6": 0.6, "5": 0.6, "4": 0.6, "7": 0.25, "3": 0.1,
                  "2": 0.0, "1": 0.0}  # fmt: skip
"""What an ISCO-08 major group alone says, before the advertisement speaks."""
TAUGHT, TAUGHT_TRADE = 0.85, 0.5
"""Taught work, and a taught trade for which the firm first names what it wants known."""
UNKNOWN = 0.6
DESK = ("4", "52", "54", "9")
"""Occupations for which any schooling of the asked rank will do, whatever its subject."""
VOCATIONAL = education_rank("vocational")


def texts_of(position: PositionDoc) -> tuple[str, str]:
    """Title and description."""
    return position.title, position.description


def teaches(position: PositionDoc) -> bool:
    """Whether the work is taught on the job."""
    return position.training_provided or says(texts_of(position), TEACHES)


def houses(position: PositionDoc) -> bool:
    """Whether there is a dormitory or a room."""
    return position.housing or says(texts_of(position), HOUSES)


def fetches(position: PositionDoc) -> bool:
    """Whether there is a company bus."""
    if any(code.startswith(DRIVERS) for code in occupations(position)):
        return position.shuttle
    return position.shuttle or says(texts_of(position), FETCHES)


def level(position: PositionDoc, *, taught: bool = True) -> float:
    """From 0, closed without the trade, to 1, anyone can start.

    With `taught` False as if nothing were taught, to tell what the teaching opens.
    """
    texts = texts_of(position)
    codes = occupations(position)
    start = max((BY_MAJOR_GROUP.get(code[0], UNKNOWN) for code in codes), default=UNKNOWN)
    if (taught and teaches(position)) or says(texts, WANTS_NOBODY_TRAINED):
        start = max(start, TAUGHT_TRADE if position.required_skills else TAUGHT)
    elif position.required_skills or says(texts, WANTS_TRADE):
        start -= 0.25
    return max(0.0, start - _asks(position, codes))


def _asks(position: PositionDoc, codes: tuple[str, ...]) -> float:
    """Give what stated experience and schooling of a subject take away."""
    experience = min(0.6, 0.4 * position.min_experience_years)
    trained = education_rank(position.min_education) >= VOCATIONAL
    of_a_subject = trained and not any(code.startswith(DESK) for code in codes)
    return experience + (0.3 if of_a_subject else 0.0)
