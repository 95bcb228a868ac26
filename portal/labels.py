"""The words of the screens for every coded value: one table, so that one thing has one name."""

from collections.abc import Mapping
from enum import StrEnum

from models import Role
from portal.code_words import WORDS as CODE_WORDS
from portal.introduction_words import INTRODUCTION_WORDS
from portal.programme_words import PROGRAMME_WORDS
from portal.state_words import STATES

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    **CODE_WORDS,
    **INTRODUCTION_WORDS,
    **PROGRAMME_WORDS,
}
ROLE_LABELS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "Quản trị",
    Role.POLICE: "Công an xã",
    Role.COUNSELOR: "Cán bộ tư vấn",
    Role.ORGANISER: "Ban tổ chức",
    Role.DESK: "Bàn đón tiếp",
    Role.COMMITTEE: "Ban Chỉ đạo",
    Role.EMPLOYER: "Doanh nghiệp",
    Role.KIOSK: "Máy tra cứu",
    Role.TABLE: "Bàn tuyển dụng",
    Role.WALL: "Màn hình gọi số",
    Role.PERSON: "Người lao động",
}


def words(value: StrEnum | None) -> str:
    """Return the words of a coded value or state."""
    if value is None:
        return ""
    kind = type(value)
    return STATES[kind][value][0] if kind in STATES else WORDS[kind][value]


def tone(value: StrEnum) -> str:
    """Return the badge tone of a state."""
    return STATES[type(value)][value][1]


def choices(values: type[StrEnum]) -> dict[str, str]:
    """Return the choices of a select or radio field, by value."""
    return {value.value: words(value) for value in values}
