"""What a line of an advertisement is about, told by its first words (written without accents)."""

import re
from collections.abc import Mapping

HEADS: Mapping[str, str] = {
    "title": (
        "vi tri tuyen dung|vi tri tuyen|vi tri can tuyen|vi tri cong viec|vi tri viec lam"
        "|vi tri lam viec|vi tri ung tuyen|vi tri"
        "|chuc danh|job title|position|vacancy"
    ),
    "headcount": "so luong can tuyen|so luong tuyen|so luong|sl|chi tieu|quantity",
    "pay": (
        "tong thu nhap|muc thu nhap|thu nhap|muc luong|luong thuong|luong co ban|luong khoi diem"
        "|luong chinh thuc|luong cung|luong|lcb|salary"
    ),
    "place": (
        "dia diem lam viec|dia chi lam viec|noi lam viec|khu vuc lam viec|dia ban lam viec"
        "|lam viec tai|dia chi cong ty|dia chi kho|dia diem|dia chi|d/ ?c"
        "|working place|workplace|work location|location"
    ),
    "hours": (
        "thoi gian va dia diem lam viec|thoi gian lam viec|gio lam viec|thoi gian ban hang"
        "|ca lam viec|gio lam|thoi gian|working time|working hours"
    ),
    "work": "mo ta cong viec|noi dung cong viec|cong viec cu the|mo ta|cong viec|nhiem vu"
    "|job description|responsibilities",
    "education": "trinh do hoc van|trinh do|hoc van|yeu cau bang cap|bang cap",
    "experience": "kinh nghiem",
    "demands": (
        "yeu cau cong viec|yeu cau ung vien|yeu cau chung|yeu cau khac|yeu cau|y/c|dieu kien"
        "|requirements"
    ),
    "benefits": (
        "quyen loi duoc huong|quyen loi|phuc loi|che do uu dai|che do dai ngo|che do|dai ngo"
        "|benefits"
    ),
    "papers": "ho so gom|ho so xin viec|ho so|giay to",
    "deadline": "han nop ho so|han nop|han cuoi|han nhan ho so",
    "contact": (
        "moi chi tiet|thong tin lien he|lien he|hotline|sdt|dien thoai|zalo|email|gui cv|nop ho so"
        "|cach thuc ung tuyen|ung vien vui long|ung vien quan tam"
    ),
    "form": "hinh thuc lam viec|hinh thuc|nganh nghe|chuc vu|yeu cau gioi tinh|yeu cau do tuoi"
    "|do tuoi|gioi tinh",
}
# Words that also stand inside names and sentences: capitals alone do not make them a heading.
NEEDS_COLON = frozenset(
    {"dien thoai", "email", "zalo", "kinh nghiem", "bang cap", "trinh do", "thoi gian", "giay to"}
    | {"position", "location", "salary", "quantity", "vacancy", "benefits", "requirements"}
    | {"nganh nghe", "chuc vu", "vi tri", "lien he", "cong viec"}
)
_TOPIC_OF = {head: topic for topic, heads in HEADS.items() for head in heads.split("|")}
_ANY = "|".join(sorted(_TOPIC_OF, key=len, reverse=True))
_FIRST = re.compile(rf"\W*(?:\d{{1,2}}\s*[./)]\s*|\W)*({_ANY})(?!\w)")
HEAD = re.compile(rf"(?<!\w)(?:{_ANY})(?!\w)")


def topic_of(plain: str) -> tuple[str, int]:
    """Return the topic that a line without accents begins with and where its head ends."""
    match = _FIRST.match(plain)
    if match is None:
        return "", 0
    head = re.sub(r"d/ ?c", "d/ ?c", match[1])
    return _TOPIC_OF[head], match.end()
