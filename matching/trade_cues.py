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
        "ngành",
        "sư",
        "đẳng",
        "trí",
    ]
)
"""A one-syllable skill ("may", "hàn", "sơn") counts only after one of these, or in a list."""

WEAK = frozenset(
    {
        *("an ninh", "an toàn lao động", "bảo vệ", "bất động sản", "bán lẻ", "architect"),
        *("architecture", "biển quảng cáo", "bưu cục", "cảnh quan", "cầu nâng", "cốt thép"),
        *("đồ gỗ", "đồ gỗ nội thất", "mc", "thú cưng", "vệ sinh môi trường", "kho hàng"),
        *("máy nén khí", "máy rửa xe", "nhà thuốc", "spa", "content", "camera", "công nhân"),
        *("cơ điện", "cơ khí", "cứu hộ", "điều hòa", "giao tiếp", "hành chính", "in ấn"),
        *("kinh doanh", "máy lạnh", "phục vụ", "sale", "sales", "sản xuất", "sự kiện"),
        *("tổ trưởng", "trưởng ca", "tuyển dụng", "văn phòng", "vệ sinh", "viễn thông", "xe tải"),
        *("nhân sự", "order", "đóng bao", "thu hoạch", "trợ lý", "dược liệu", "kho lạnh"),
        *("máy lọc nước", "mua hàng", "môi giới", "nhà đất", "thang máy", "tiền lương"),
        *("tuyển sinh", "truyền thông", "tổng đài", "tủ điện", "tủ đông", "xe buýt", "xe cẩu"),
        *("xe máy điện", "xe bus", "xe khách", "xe cấp cứu", "xe cứu thương", "xe container"),
        *("xe đầu kéo", "đầu kéo", "điện tử", "đo đạc", "hr", "pháp lý", "accounting", "audit"),
        *("bảo mật", "cloud", "e commerce", "ecommerce", "embedded", "event", "influencer"),
        *("maintenance", "media", "nước chấm", "planner", "recruitment", "shipping", "sourcing"),
        *("warehouse", "logistics", "marketing"),
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
        "làm",
        "kiêm",
        "theo",
    }
)
"""What may follow a skill that opens its clause: "hàn được", "bảo vệ ca đêm"."""

OPENERS = frozenset({"sale", "sales"})
"""Words that name the work where they open the whole text: "Sale logistics"."""

JOINERS = frozenset({"kiêm", "và", "hoặc", "hay", "với", "lẫn"})

ROLE_HEADS = frozenset(
    {
        "trưởng phòng",
        "phó phòng",
        "trưởng nhóm",
        "trưởng bộ phận",
        "phó bộ phận",
        "giám đốc",
        "tổ trưởng",
        "tổ phó",
        "đội trưởng",
        "đội phó",
        "trưởng ca",
        "giám sát",
        "chuyên gia",
        "thực tập sinh",
        "tập sự",
        "chủ quản",
        "kỹ sư",
        "lĩnh vực",
        "senior",
        "junior",
        "viên chính",
        "viên cao cấp",
        "trợ lý",
        "thực tập",
        "cố vấn",
        "phụ trách",
        "cán bộ",
    }
)
"""What makes any following skill word, however common, the work of that role."""

ENGLISH_ROLES = frozenset(
    {
        *("executive", "manager", "specialist", "intern", "internship", "leader", "engineer"),
        *("officer", "assistant", "staff", "consultant", "analyst", "supervisor", "director"),
        *("coordinator", "associate", "expert", "trainee", "administrator", "representative"),
        *("developer", "technician", "head", "operator", "admin", "keeper", "planner", "lead"),
    }
)
"""What makes a common English word before it ("sales", "logistics") the work of that role."""

NATIONS = frozenset({"hàn", "nhật", "trung", "anh", "mỹ", "đài", "pháp", "đức", "nga", "quốc"})


STRONG = frozenset({"sap", "seo", "it"})
"""Foreign words that look Vietnamese; with accents around they are what they say."""

SEVERAL = frozenset(
    {"ngay", "hom", "thang", "gio", "lan", "nguoi", "dua", "chuc", "tram", "trieu", "tuan", "ca"}
)
"""After "may" without accents: "mấy ngày", some days, and no sewing."""


AMBIGUOUS = frozenset(
    {
        "content",
        "nhân sự",
        "sự kiện",
        "truyền thông",
        "tuyển dụng",
        "tuyển dụng nhân sự",
        "văn phòng",
    }
)
STAFF = frozenset(
    {
        "viên",
        "tác",
        "sự",
        "nhóm",
        "phòng",
        "phận",
        "trách",
        "quản",
        "việc",
        "làm",
        "ngồi",
        "nghiệm",
        "kiêm",
        "xin",
    }
)
"""Words of any advertisement's head, and what makes them a person's work after all."""

UNITS_OF_STAFF = frozenset({"phòng", "phận", "khối"})
STAFF_OF_UNITS = frozenset({"viên", "trưởng", "phó"})
"""A unit and whose it is: "nhân viên phòng kinh doanh", "nhân viên bộ phận kho"."""
