"""The demands of work: what an advertisement, a health limit and a person say of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: phrases with accents; a text without accents is compared without them.

    `trades`: ISCO-08 prefixes of work that asks it whether or not the advertisement says so.
    `presumed`: who would not move for work is taken not to want it, unless they tell of such work.
    """

    code: str
    warning_vi: str
    asked: tuple[str, ...]
    hindered: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    presumed: bool = False


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


AT_HOME = _phrases("tại nhà|về nhà làm|làm ở nhà|hàng về nhà|về cho bà con làm")
GOES_FAR = _phrases("đi xa được|đi đâu cũng được|ở lại được|xa cũng đi|xa cũng được|đi biển")
_STAYS_NEAR = _phrases(
    "tối phải về|tối về|chiều về|sáng đi tối về|ở lại trại thì không|không ở lại"
    "|về trong ngày|gần nhà|quanh xã|quanh nhà|không đi xa|không cho đi xa"
)

EVERY = ("",)
"""Asked by every position."""

DEMANDS = (
    Demand(
        "heavy",
        "Việc mang vác nặng, hỏi lại sức khỏe",
        _phrases(
            "mang vác|bốc vác|bốc xếp|khuân vác|việc nặng|nặng nhọc|vác bao|bốc hàng|bốc gỗ|bốc dỡ"
            "|phụ hồ|lên xuống hàng|lên xuống cont|lên xuống xe|khiêng|nặng và nóng|bốc mía"
        ),
        _phrases(
            "mang vác|vác nặng|việc nặng|làm nặng|bê nặng|khuân|đau lưng|thoát vị|cột sống"
            "|nâng nặng|đồ nặng|lao động nặng|bệnh tim|suy tim|mới mổ|sức yếu|tim mạch|đau tim"
            "|tim đập|khó thở|khớp gối|đau gối|thấp khớp|đau khớp"
        ),
        _phrases(
            "việc nhẹ|làm nhẹ|công việc nhẹ|nhẹ nhàng thôi|không làm nặng|không mang vác|việc ngồi"
        ),
        trades=("931", "9333"),
    ),
    Demand(
        "standing",
        "Việc đứng nhiều, hỏi lại sức khỏe",
        _phrases(
            "đứng nhiều|đứng lâu|đứng làm việc|đứng máy|đứng cả|đứng suốt|đứng ca|đi lại nhiều"
            "|việc đứng|phải đứng"
        ),
        _phrases("đứng lâu|đứng nhiều|khớp gối|đau gối|gối yếu|đau chân|giãn tĩnh mạch|đi lại khó"),
        _phrases("việc ngồi|không đứng lâu|không đứng được lâu"),
    ),
    Demand(
        "sitting",
        "Việc ngồi nhiều, hỏi lại sức khỏe",
        _phrases("ngồi nhiều|ngồi làm việc|ngồi lâu|ngồi máy|ngồi cả"),
        _phrases("ngồi lâu|ngồi nhiều|ngồi liền"),
    ),
    Demand(
        "height",
        "Việc làm trên cao, hỏi lại sức khỏe",
        _phrases("trên cao|leo cao|làm cao|giàn giáo|leo thang|leo trèo|độ cao|đu dây|leo cột"),
        _phrases(
            "trên cao|leo cao|leo trèo|độ cao|chóng mặt|huyết áp|bệnh tim|tim mạch|động kinh"
            "|tiền đình|khớp gối|đau gối"
        ),
    ),
    Demand(
        "overhead",
        "Việc giơ tay cao, hỏi lại sức khỏe",
        _phrases(
            "quá đầu|trần thạch cao|đóng trần|cắt cành|lắp trần|giàn giáo|thợ xây|phụ hồ|xây trát"
            "|trát|sơn tường|sơn nhà"
        ),
        _phrases("giơ tay|quá đầu|đau vai|tay cao"),
    ),
    Demand(
        "sight",
        "Việc cần mắt tốt, hỏi lại sức khỏe",
        _phrases("thị lực|kính hiển vi|mắt tinh|soi kính|không cận|không bị cận|cận thị|mắt tốt"),
        _phrases("mắt kém|mắt mờ|mờ mắt|cận|thị lực|nhìn kém|nhìn mờ|hỏng mắt|mất một mắt"),
    ),
    Demand(
        "hearing",
        "Việc cần tai nghe rõ, hỏi lại sức khỏe",
        _phrases("tổng đài|nghe điện thoại|trực điện thoại|cuộc gọi|telesale|hotline|bộ đàm"),
        _phrases("nghe kém|nghễnh ngãng|điếc|lãng tai|nặng tai|ù tai"),
    ),
    Demand(
        "dust",
        "Việc nhiều bụi, hỏi lại sức khỏe",
        _phrases(
            "bụi|xẻ đá|mài đá|đá mỹ nghệ|đá ốp lát|nghiền đá|xi măng|lò vôi|clinker|mùn cưa"
            "|băm dăm|bệnh phổi|mỏ đá"
        ),
        _phrases("bụi|phổi|hen|suyễn|hô hấp|lao"),
        trades=("7113", "8112", "8114"),
    ),
    Demand(
        "chemical",
        "Việc tiếp xúc hóa chất, hỏi lại sức khỏe",
        _phrases(
            "hóa chất|phun thuốc|thuốc sâu|côn trùng|dung môi|xi mạ|nhuộm|dán keo|quét keo|pha sơn"
            "|phun sơn|thợ sơn|mùi keo|mùi sơn"
        ),
        _phrases("hóa chất|dị ứng|mùi sơn|mùi keo|viêm da|dung môi|mùi"),
        trades=("7132",),
    ),
    Demand(
        "cold",
        "Việc lạnh, ướt; hỏi lại sức khỏe",
        _phrases(
            "phòng lạnh|kho lạnh|cấp đông|đông lạnh|ngâm nước|môi trường lạnh|nước lạnh|ướp đá"
            "|kho đông|chế biến thủy sản|chế biến hải sản|sơ chế hải sản|lột tôm|bóc tôm|phi lê cá"
        ),
        _phrases("lạnh|ngâm nước|xoang|tay ngâm"),
    ),
    Demand(
        "heat",
        "Việc nóng, hỏi lại sức khỏe",
        _phrases(
            "chịu nóng|môi trường nóng|nặng và nóng|ra lò|lò nung|luyện thép|luyện cán|đúc gang"
        ),
        _phrases("nóng|say nắng|huyết áp|bệnh tim|tim mạch"),
        _phrases("không ra nắng|không chịu nóng"),
        trades=("7211", "8121"),
    ),
    Demand(
        "night",
        "Có ca đêm, hỏi lại người lao động",
        _phrases("ca đêm|trực đêm|làm đêm|tàu đêm|ca 3|3 ca|ba ca|đêm luân phiên|qua đêm"),
        _phrases("làm đêm|ca đêm|trực đêm|thức đêm|mất ngủ|động kinh|thần kinh|thức khuya"),
        _phrases("không trực đêm|không làm đêm|không đi đêm|không làm ca đêm|chỉ làm ban ngày"),
    ),
    Demand(
        "away",
        "Hay phải đi xa, hỏi lại người lao động",
        _phrases("đi công trình|đi tỉnh|ngoại tỉnh|công tác xa|đi xa|trực đêm"),
        (),
        _STAYS_NEAR,
    ),
    Demand(
        "lives_in",
        "Phải ở lại nơi làm, hỏi lại người lao động",
        _phrases(
            "ở lại trại|ở trong trại|ở tại trại|cách ly|ăn ở trên tàu|chuyến biển|xa bờ"
            "|ở lại công trường|ở lại xưởng|ở lại nông trường"
        ),
        (),
        _STAYS_NEAR,
        presumed=True,
    ),
    Demand(
        "sea",
        "Việc đi biển, hỏi lại người lao động",
        _phrases("đi biển|tàu cá|chuyến biển|xa bờ|thuyền viên|say sóng"),
        _phrases("say sóng"),
        _phrases("đừng đi biển|không đi biển|bỏ biển|trên bờ|không cho đi xa bờ|nghỉ biển"),
        trades=("6222", "6223"),
    ),
    Demand(
        "employment",
        "Người lao động muốn tự làm hoặc cần giúp việc khác trước, hỏi lại",
        EVERY,
        (),
        _phrases(
            "chưa muốn đi làm|chưa tính đi làm|rồi mới tính việc|chưa nhận việc"
            "|muốn tự làm|thích tự làm|muốn làm riêng|làm ăn riêng|xin vay|muốn vay|cần vay"
            "|vay vốn|vay thêm|xin vốn|muốn mở tiệm|muốn mở quán|muốn mở xưởng|chữa bệnh trước"
            "|chữa xong|chưa đi làm được|chưa làm được việc"
        ),
    ),
    Demand(
        "leaving_home",
        "Người lao động muốn làm tại nhà, hỏi lại",
        EVERY,
        (),
        _phrases(
            "việc ở nhà|việc tại nhà|làm ở nhà|làm tại nhà|việc làm ở nhà|việc làm tại nhà"
            "|hàng về nhà|chỉ ở nhà|không đi đâu được|không ra khỏi nhà"
        ),
    ),
    Demand(
        "driving",
        "Việc cầm lái, hỏi lại người lao động",
        _phrases(
            "lái xe|tài xế|cầm lái|chạy xe|bằng xe máy|giao hàng tận|shipper|xe ôm|lái máy"
            "|lái ô tô|vận hành xe nâng"
        ),
        _phrases("động kinh|co giật|không lái xe|không chạy xe"),
        _phrases(
            "không cầm lái|không lái xe|không chạy xe|bỏ lái|thôi lái|nghỉ lái|không muốn lái"
            "|không theo nghề lái|không lái được|không đi xe được"
        ),
        trades=("83",),
    ),
)

COUNT = len(DEMANDS)
CODES = [demand.code for demand in DEMANDS]
NIGHT, LIVES_IN = CODES.index("night"), CODES.index("lives_in")
LEAVING_HOME = CODES.index("leaving_home")
"""Columns of some demands."""
