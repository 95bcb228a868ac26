"""What work asks of the body and of the day, compared with what a person cannot or will not do.

A table of demands; each is looked for in the advertisement (`asked`), in the person's stated
health limits (`hindered`) and in what the person said (`avoided`). A hit on both sides is a
warning and costs points for that position; it is never a feature of the person alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matching.docs import PersonDoc, PositionDoc
from matching.text import canonical, has_marks, strip_marks


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: phrases with accents; a text without accents is compared without them."""

    code: str
    warning_vi: str
    asked: tuple[str, ...]
    hindered: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


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
            "|nâng nặng|đồ nặng|lao động nặng|bệnh tim|suy tim|mới mổ|sức yếu"
        ),
    ),
    Demand(
        "standing",
        "Việc đứng nhiều, hỏi lại sức khỏe",
        _phrases(
            "đứng nhiều|đứng lâu|đứng làm việc|đứng máy|đứng cả|đứng suốt|đứng ca|đi lại nhiều"
        ),
        _phrases("đứng lâu|đứng nhiều|khớp gối|đau gối|gối yếu|đau chân|giãn tĩnh mạch|đi lại khó"),
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
    ),
    Demand(
        "chemical",
        "Việc tiếp xúc hóa chất, hỏi lại sức khỏe",
        _phrases(
            "hóa chất|phun thuốc|thuốc sâu|côn trùng|dung môi|xi mạ|nhuộm|dán keo|quét keo|pha sơn"
            "|phun sơn|thợ sơn|mùi keo|mùi sơn"
        ),
        _phrases("hóa chất|dị ứng|mùi sơn|mùi keo|viêm da|dung môi|mùi"),
    ),
    Demand(
        "cold",
        "Việc lạnh, ướt; hỏi lại sức khỏe",
        _phrases(
            "phòng lạnh|kho lạnh|cấp đông|đông lạnh|ngâm nước|môi trường lạnh|nước lạnh|ướp đá"
            "|kho đông"
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
        "Phải ở lại nơi làm, hỏi lại người lao động",
        _phrases(
            "ở lại trại|ở trong trại|ở tại trại|cách ly|ăn ở trên tàu|chuyến biển|xa bờ"
            "|đi công trình|đi tỉnh|ngoại tỉnh|công tác xa|ở lại công trường|đi xa|trực đêm"
        ),
        (),
        _phrases(
            "tối phải về|tối về|chiều về|sáng đi tối về|ở lại trại thì không|không ở lại"
            "|về trong ngày|gần nhà|quanh xã|quanh nhà|không đi xa|không cho đi xa"
        ),
    ),
    Demand(
        "sea",
        "Việc đi biển, hỏi lại người lao động",
        _phrases("đi biển|tàu cá|chuyến biển|xa bờ|thuyền viên|say sóng"),
        _phrases("say sóng"),
        _phrases("đừng đi biển|không đi biển|bỏ biển|trên bờ|không cho đi xa bờ|nghỉ biển"),
    ),
)

COUNT = len(DEMANDS)


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...], *, marked: bool) -> re.Pattern[str]:
    wordings = phrases if marked else tuple(strip_marks(phrase) for phrase in phrases)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, wordings)) + r")(?!\w)")


def says(texts: Iterable[str], phrases: tuple[str, ...]) -> bool:
    """Whether one of some texts holds one of the phrases as whole syllables.

    Each text is compared with or without accents as it is itself written.
    """
    return _found([_spelled(text) for text in texts], phrases)


def _spelled(text: str) -> tuple[str, bool]:
    plain = canonical(text)
    return plain, has_marks(plain)


def _found(texts: Iterable[tuple[str, bool]], phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and any(_pattern(phrases, marked=m).search(text) for text, m in texts)


def asked(position: PositionDoc) -> tuple[bool, ...]:
    """Which demands an advertisement makes, in the order of `DEMANDS`."""
    texts = [_spelled(position.title), _spelled(position.description)]
    found = [_found(texts, demand.asked) for demand in DEMANDS]
    if position.shift == "night":
        found[NIGHT] = True
    return tuple(found)


def hindered(person: PersonDoc) -> tuple[bool, ...]:
    """Which demands the stated health limits speak against, in the order of `DEMANDS`."""
    return _hindered(person.health_limits)


@lru_cache(maxsize=4096)
def _hindered(health_limits: tuple[str, ...]) -> tuple[bool, ...]:
    limits = [_spelled(limit) for limit in health_limits]
    return tuple(_found(limits, demand.hindered) for demand in DEMANDS)


def avoided(person: PersonDoc) -> tuple[bool, ...]:
    """Which demands the person said not to want, in the order of `DEMANDS`."""
    return _avoided(person.summary, person.desired_work)


@lru_cache(maxsize=4096)
def _avoided(*texts: str) -> tuple[bool, ...]:
    words = [_spelled(text) for text in texts]
    return tuple(_found(words, demand.avoided) for demand in DEMANDS)


def conflicts(person: PersonDoc, position: PositionDoc) -> tuple[Demand, ...]:
    """Demands of the position that this person should be asked about."""
    sides = zip(DEMANDS, _asked(position), hindered(person), avoided(person), strict=True)
    return tuple(
        demand for demand, wanted, cannot, will_not in sides if wanted and (cannot or will_not)
    )


@lru_cache(maxsize=4096)
def _asked(position: PositionDoc) -> tuple[bool, ...]:
    return asked(position)


NIGHT = [demand.code for demand in DEMANDS].index("night")
