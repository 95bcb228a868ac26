"""Which words make a short or common wording a skill that someone has."""

from matching.text import strip_marks

TRADE_CUES = frozenset(
    [
        "thợ",
        "nghề",
        "biết",
        "học",
        "làm",
        "nhân",
        "phụ",
        "chuyên",
        "ngành",
        "chuyền",
        "xưởng",
        "tổ",
        "thạo",
        "dạy",
        "nghiệm",
        "muốn",
        "thích",
        "xin",
        "rành",
        "giỏi",
        "nghệ",
        "việc",
        "khéo",
        "quen",
        "tập",
        "cả",
        "viên",
        "thuật",
        "kiêm",
        "cấp",
        "tuyển",
        "cần",
        "theo",
        "từng",
    ]
)
"""A one-syllable skill ("may", "hàn", "sơn") counts only after one of these, or in a list."""

WEAK = frozenset(
    {
        "bảo trì",
        "bảo vệ",
        "camera",
        "công nhân",
        "cơ điện",
        "cơ khí",
        "cứu hộ",
        "điều hòa",
        "giao tiếp",
        "hành chính",
        "in ấn",
        "kế toán",
        "kinh doanh",
        "máy lạnh",
        "phục vụ",
        "sale",
        "sales",
        "sản xuất",
        "sự kiện",
        "tổ trưởng",
        "trưởng ca",
        "tuyển dụng",
        "văn phòng",
        "vệ sinh",
        "viễn thông",
        "xe tải",
        "nhân sự",
        "order",
        "đóng bao",
        "thu hoạch",
        "trợ lý",
        "pháp lý",
        "logistics",
        "marketing",
    }
)
"""Longer wordings that also stand in any advertisement: they too need a cue or a list."""

PLAIN_WEAK = frozenset(map(strip_marks, WEAK))
FOLLOWERS = frozenset(
    {
        "tại",
        "ở",
        "được",
        "thạo",
        "tốt",
        "khá",
        "giỏi",
        "lâu",
        "cơ",
        "ca",
        "trong",
        "nam",
        "nữ",
        "hoặc",
        "hay",
        "và",
        "thì",
    }
)
"""What may follow a skill that opens its clause: "hàn được", "bảo vệ ca đêm"."""

JOINERS = frozenset({"kiêm", "và", "hoặc", "hay", "với", "lẫn"})
