"""Phrases about an offence or a sentence, cut out of free text before anything is stored.

First what only says where or when ("trong trại") is cut out of a clause, so that "học may trong
trại" leaves "học may"; then a clause that still speaks of an offence goes as a whole. Texts
without accents are read without accents, with the words left out that are ambiguous then ("tien
an" is mostly tiền ăn, money for meals).
"""

import re

from matching.text import canonical, has_marks, strip_marks

_INNOCENT_CAMP = (
    r"(?! (?:chăn|nuôi|gà|lợn|heo|bò|trâu|vịt|ngan|tôm|cá|dê|thỏ|ngựa|chó|ong|rắn|ếch|giống|cây|"
    r"cưa|mộc|hè|trẻ|nấm|hoa|rau|hòm|lính|dưỡng|mồ côi|ấp))"
)
_TIME = r"(?:(?:trong|từ|sau)? ?(?:thời gian|lúc|khi|hồi|ngày|những năm) )"
_NUMBER = r"(?: số)?(?: \d+(?!\d| (?:năm|tháng|tuổi|ngày|buổi|lần)))?(?: về)?"
_PLACES = (
    (
        rf"{_TIME}?(?:còn )?(?:ở |đang ở )?(?:trong|ở|tại|của|từ|trước khi vào|khi vào) (?:các )?"
        rf"(?:phân |đội |xưởng (?:may |mộc )?)?trại{_INNOCENT_CAMP}"
        rf"(?: (?:giam|tạm giam|cải tạo|giáo dưỡng))?{_NUMBER}"
    ),
    rf"(?:nhà tạm giữ|trại (?:tạm giam|giam|cải tạo)){_NUMBER}",
    (
        rf"{_TIME}(?:đang |còn )?(?:đi )?(?:chấp hành|thi hành|thụ)(?: xong)? (?:án|hình phạt)"
        r"(?: phạt)?(?: tù)?"
    ),
    rf"{_TIME}?(?:đang |còn )?(?:ở|trong|ngồi|đi) tù(?: về)?",
    rf"{_TIME}(?:đi )?cải tạo",
)
_CLAUSES = (
    r"phạm tội|tội phạm|tội danh|can tội|tội(?! nghiệp)",
    r"phạm nhân|phạm pháp|vi phạm pháp luật|truy nã|truy tố|khởi tố|kết án|xét xử",
    r"(?<!ao )(?<!góc )(?<!nước )tù(?! (?:mù|túng))",
    r"án (?:phạt|treo|tù|tích)|mức án|bản án|tiền án|tiền sự|nhận án|lĩnh án|tuyên án|ra tòa",
    r"(?:chấp hành|thi hành|thụ)(?: xong)? (?:án|hình phạt)|hình phạt|tòa án|hình sự|blhs",
    r"đặc xá|ân xá|mãn hạn(?! hợp đồng)|tha trước thời hạn|ra trại|được tha",
    r"đi cải tạo|cải tạo (?:tốt|tại|ở)(?! (?:đất|nhà))|bị bắt|bị phạt|bị xử|tạm giam|quản chế",
    (
        r"trộm cắp|trộm chó|trộm xe|cướp|lừa đảo|đánh bạc|cờ bạc|cá độ|ma túy|ma tuý|chất cấm|"
        r"giết người|cố ý gây thương tích|gây thương tích|gây rối|hiếp dâm|dâm ô|giao cấu|mại dâm|"
        r"mua bán người|buôn lậu|tàng trữ|chống người thi hành|cho vay nặng lãi|đòi nợ thuê|"
        r"chiếm đoạt|tham ô|hối lộ|đưa hối lộ|hủy hoại tài sản|bắt giữ người"
    ),
    r"điều \d+(?: khoản \d+)? (?:bộ luật|blhs)",
)
_PLAIN_CLAUSES = (
    r"pham toi|toi pham|toi danh|can toi|ve toi|pham nhan|vi pham phap luat|truy na|khoi to",
    r"(?:phat|di|o|ra|man han|an|tha|ngoi|vao) tu(?! (?:van|hoc|lam|do|nhien|dong|tin|tuc|sua|bo))",
    r"\d+ (?:nam|thang) tu(?! (?:hoc|lam|do|tuc|nhien|dong|van|khi|luc|ngay))",
    r"an phat tu|an treo|muc an|tien su|(?:co|khong) tien an|chap hanh(?: xong)? an",
    r"thi hanh an|hinh phat|toa an|hinh su|blhs|dac xa|ra trai|di cai tao|cai tao tot",
    (
        r"trom cap|trom cho|trom xe|cuop giat|cuop tai san|lua dao|danh bac|co bac|ma tuy|"
        r"giet nguoi|gay thuong tich|hiep dam|mai dam|buon lau|tang tru|chiem doat|gay roi|bi bat"
    ),
)
_CUT = re.compile(r"([;\n]|,(?!\d)|\.(?=\s|$)|\s[-–+]\s|\s(?:và|nhưng|va|nhung)\s)", re.IGNORECASE)
_LOOSE_END = re.compile(r"^[\s,;.:–-]+|[\s,;:–-]+$")
_HANGING = re.compile(r"\s+(?:trong|ở|tại|của|từ|khi|lúc|vì|do|o|tai|cua|khi|vi)$", re.IGNORECASE)
_NAME_AFTER = r"(?P<name>(?: [A-ZĐÀ-Ỹ][\wÀ-ỹ]*){0,4})"


def _whole(patterns: tuple[str, ...], *, plain: bool) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"(?<!\w)(?:{strip_marks(joined) if plain else joined})(?!\w)")


_PLACE_WITH_MARKS = _whole(_PLACES, plain=False)
_PLACE_WITHOUT = _whole((*_PLACES[:3], _PLACES[4]), plain=True)
_CLAUSE_WITH_MARKS = _whole(_CLAUSES, plain=False)
_CLAUSE_WITHOUT = _whole(_PLAIN_CLAUSES, plain=True)
_PROPER = re.compile(_NAME_AFTER)


def drop_offence(text: str) -> tuple[str, bool]:
    """Return the text without what it says of an offence, and whether anything was dropped."""
    if not text or text.isdigit():
        return text, False
    pieces = _CUT.split(text)
    clauses, marks = pieces[::2], [*pieces[1::2], ""]
    clean = [_clean_clause(clause) for clause in clauses]
    if clean == clauses:
        return text, False
    left = ""
    for clause, mark in zip(clean, marks, strict=True):
        left += _joined(left, clause) + mark if clause.strip() else mark * (mark == "\n")
    return _LOOSE_END.sub("", left), True


def speaks_of_offence(text: str) -> bool:
    """Whether anything in the text would be dropped."""
    return drop_offence(text)[1]


def _joined(left: str, clause: str) -> str:
    """Give a clause the blank before it that went with a dropped one."""
    glued = left[-1:] in {",", ";", "."} and clause[:1] != " "
    return f" {clause}" if glued else clause


def _clean_clause(clause: str) -> str:
    """Cut the places and times out; give "" when an offence is still spoken of."""
    lowered = _lowered(clause)
    marked = has_marks(clause)
    place = _PLACE_WITH_MARKS if marked else _PLACE_WITHOUT
    offence = _CLAUSE_WITH_MARKS if marked else _CLAUSE_WITHOUT
    left = _cut_out(clause, lowered, place)
    if offence.search(lowered if left == clause else _lowered(left)):
        return ""
    return clause if left == clause else _HANGING.sub("", left)


def _lowered(clause: str) -> str:
    """Lower case in one spelling; letters stand where they stood."""
    same = canonical(clause)
    if len(same) == len(clause):
        return same
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in clause)


def _cut_out(clause: str, lowered: str, pattern: re.Pattern[str]) -> str:
    left, start = "", 0
    for match in pattern.finditer(lowered):
        left += clause[start : match.start()].rstrip()
        name = _PROPER.match(clause, match.end())
        start = name.end() if name and "trại" in match.group() else match.end()
    return left + clause[start:] if start else clause
