from enum import StrEnum

from models import EventState, PositionState
from portal.labels import STATES, WORDS, words


def test_equal_codes_of_two_records_keep_their_own_words():
    assert words(PositionState.CLOSED) == "Đã đóng"
    assert words(EventState.CLOSED) == "Đã kết thúc"


def test_every_member_of_a_listed_class_has_words():
    for table in (STATES, WORDS):
        for kind, rows in table.items():
            assert issubclass(kind, StrEnum)
            assert set(rows) == set(kind), kind
