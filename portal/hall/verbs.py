"""What an action of the hall is called where staff read what could not be done again."""

from collections.abc import Mapping

from services.hall_actions import Verb

WORDS: Mapping[Verb, str] = {
    Verb.CHECK_IN: "Ghi có mặt",
    Verb.UNDO: "Bỏ ghi có mặt",
    Verb.WALK_IN: "Ghi người đến thêm",
    Verb.APPROVE: "Duyệt thẻ việc",
    Verb.SAY: "Ghi ý người lao động về một việc",
    Verb.PLAN: "Xếp lượt trao đổi",
    Verb.CALL: "Gọi số",
    Verb.MISS: "Ghi vắng",
    Verb.HOLD: "Ghi đã trao đổi",
    Verb.NEXT_STEP: "Ghi bước tiếp theo",
    Verb.AGREE: "Ghi lời đồng ý cho doanh nghiệp",
    Verb.TAKE_BACK: "Rút lời đồng ý cho doanh nghiệp",
    Verb.SHEET: "Nhập phiếu",
}


def verb_words(code: str) -> str:
    """Return the words of an action that a laptop wrote down."""
    return WORDS[Verb(code)]
