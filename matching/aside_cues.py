"""Words by which a skill named in passing is known."""

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
"""Units of a firm, and others it works with."""

MEMBERS = frozenset({"trưởng", "phó", "viên", "nhân", "sự", "sinh", "thợ", "lý"})
"""Who belongs to a unit: "nhân viên phòng kế toán" does name the person's work."""

MARKETS = frozenset({"ngành", "mảng", "vực"})
"""Last words of "ngành", "mảng" and "lĩnh vực"."""

GOODS = frozenset(
    {"ngành", "nghành", "mảng", "vực", "bị", "liệu", "phẩm", "tư", "hàng", "máy", "đồ"}
)
"""Last words of "lĩnh vực", "thiết bị", "nguyên liệu", ...: what is sold follows."""

PEOPLE = frozenset(
    {"nhân", "trưởng", "phó", "giám", "kế", "thủ", "chuyên", "quản", "giảng", "giáo"}
)
"""First words of someone whom one works for or with: "hỗ trợ cho nhân viên kinh doanh"."""

TOGETHER = frozenset(
    {"phối", "giao", "kết", "trao", "collaborate", "coordinate", "cooperate", "liaise", "closely"}
)
"""Verbs after which "với" names a unit: "phối hợp với kế toán"."""

FIRMS = frozenset({("công", "ty"), ("tập", "đoàn"), ("chúng", "tôi"), ("doanh", "nghiệp")})
"""Who boasts: "công ty chuyên ..."."""

KIN = frozenset({"vợ", "chồng", "bố", "mẹ", "má", "thầy", "u"})
"""Whose clause tells of someone else's work: "chồng chạy xe"."""

WORKPLACES = frozenset({"nhà", "trại", "xưởng", "mỏ", "trang"})
"""First words of places that are skills elsewhere ("trại lợn", "nhà máy gỗ")."""

AT = frozenset({"-", "–", "—", "(", "tại", "ở", "của", "trong", "cho"})
"""What stands between a trade and the place where it is done."""

SCHOOLED = frozenset({"chuyên", "các", "khối", "nghiệp", "nhóm", "học"})
"""Words before "ngành" that make it a field of study."""

TAUGHT = frozenset({"về", "kỹ", "chuyên", "nâng", "miễn", "các", "kiến", "bài", "thêm", "trở"})
"""What follows "đào tạo" where a firm offers it."""

OFFERS = frozenset(
    {
        ("được", "cung", "cấp"),
        ("cơ", "hội", "học"),
        ("câu", "lạc", "bộ"),
        ("viên", "được", "đào"),
        ("sẽ", "được", "đào"),
        ("bạn", "được", "đào"),
        ("ứng", "viên", "được"),
        ("hoạt", "động", "văn"),
        ("hoạt", "động", "thể"),
        ("hoạt", "động", "ngoại"),
        ("allowance",),
        ("allowances",),
        ("subsidy",),
    }
)
"""How a firm begins to say what it gives, to the end of the sentence."""

CLIENTS = frozenset({"khách", "hàng", "tượng", "tất", "ai", "những"})
"""Whose "nhu cầu" is no one's wish for work."""

EQUIPMENT = frozenset(
    {("dụng", "cụ"), ("thiết", "bị"), ("vật", "dụng"), ("vật", "chất"), ("tiện", "nghi")}
)
"""Of what a list of things is."""

HANDLED = frozenset({"sửa", "trì", "dưỡng", "lắp", "vận", "hành", "thạo", "dụng", "thay", "công"})
"""Words of verbs that make such a list someone's work after all."""

SUPERIORS = frozenset({"manager", "director", "leader", "supervisor"})
"""Last words of someone else in English: "under the project manager"."""

EXTRAS = frozenset({("phụ", "cấp"), ("trợ", "cấp"), ("cấp", "bậc"), ("hoa", "hồng"), ("thưởng",)})
"""Pay beside the wage; what follows in its clause is what it is paid for."""

TAUGHT_BEFORE = frozenset({"đã", "từng", "qua", "viên", "nghiệm", "trách", "tác"})
"""What stands before "đào tạo" where it is someone's past or work."""
