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
        "an ninh",
        "an toàn lao động",
        "bảo vệ",
        "bất động sản",
        "bán lẻ",
        "architect",
        "architecture",
        "biển quảng cáo",
        "bưu cục",
        "cảnh quan",
        "cầu nâng",
        "cốt thép",
        "đồ gỗ",
        "đồ gỗ nội thất",
        "mc",
        "thú cưng",
        "vệ sinh môi trường",
        "kho hàng",
        "máy nén khí",
        "máy rửa xe",
        "nhà thuốc",
        "spa",
        "content",
        "camera",
        "công nhân",
        "cơ điện",
        "cơ khí",
        "cứu hộ",
        "điều hòa",
        "giao tiếp",
        "hành chính",
        "in ấn",
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
        "dược liệu",
        "kho lạnh",
        "máy lọc nước",
        "mua hàng",
        "môi giới",
        "nhà đất",
        "thang máy",
        "tiền lương",
        "tuyển sinh",
        "truyền thông",
        "tổng đài",
        "tủ điện",
        "tủ đông",
        "xe buýt",
        "xe cẩu",
        "xe máy điện",
        "xe bus",
        "xe khách",
        "xe cấp cứu",
        "xe cứu thương",
        "xe container",
        "xe đầu kéo",
        "đầu kéo",
        "điện tử",
        "đo đạc",
        "hr",
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
        "làm",
    }
)
"""What may follow a skill that opens its clause: "hàn được", "bảo vệ ca đêm"."""

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
    }
)
"""What makes any following skill word, however common, the work of that role."""

UNIT_HEADS = (
    ("bộ", "phận"),
    ("phòng",),
    ("khối",),
    ("phòng", "ban"),
    ("ban",),
    ("nhóm",),
    ("đội",),
    ("đội", "ngũ"),
    ("team",),
    ("nhà", "thầu"),
    ("đối", "tác"),
)
MEMBERS = frozenset({"trưởng", "phó", "viên", "nhân", "sự", "sinh", "thợ", "lý"})
"""Who belongs to a unit: "nhân viên phòng kế toán" does name the person's work."""

NATIONS = frozenset({"hàn", "nhật", "trung", "anh", "mỹ", "đài", "pháp", "đức", "nga", "quốc"})

MARKETS = frozenset({"ngành", "mảng", "vực"})
GOODS = frozenset(
    {"ngành", "nghành", "mảng", "vực", "bị", "liệu", "phẩm", "tư", "hàng", "máy", "đồ"}
)
"""Last words of "lĩnh vực", "thiết bị", "nguyên liệu", ...: what is sold follows."""

STRONG = frozenset({"sap", "seo", "it"})
"""Foreign words that look Vietnamese; with accents around they are what they say."""

PEOPLE = frozenset({"nhân", "trưởng", "phó", "giám", "kế", "thủ", "chuyên", "quản"})
"""First words of someone whom one works for or with: "hỗ trợ cho nhân viên kinh doanh"."""

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

FIRMS = frozenset({("công", "ty"), ("tập", "đoàn"), ("chúng", "tôi"), ("doanh", "nghiệp")})

KIN = frozenset({"vợ", "chồng", "bố", "mẹ", "má", "thầy", "u"})
"""Whose clause tells of someone else's work: "chồng chạy xe"."""

WORKPLACES = frozenset({"nhà", "trại", "xưởng", "mỏ", "trang"})
"""First words of places that are skills elsewhere ("trại lợn", "nhà máy gỗ")."""

AT = frozenset({"-", "–", "—", "(", "tại", "ở", "của", "trong", "cho"})

SCHOOLED = frozenset({"chuyên", "các", "khối", "nghiệp", "nhóm", "học"})
"""Words before "ngành" that make it a field of study."""

TAUGHT = frozenset({"về", "kỹ", "chuyên", "nâng", "miễn", "các", "kiến", "bài", "thêm", "trở"})
TAUGHT_BEFORE = frozenset({"đã", "từng", "qua", "viên", "nghiệm", "trách", "tác"})
"""After "đào tạo" and before it: a firm's offer, and what makes it someone's past or work."""
