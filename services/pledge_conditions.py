"""What no condition of a pledge may ask: interest, kept pay or papers, deposits, a duty to stay.

Labour Code 45/2019/QH14: art 17 (no original papers, no deposit), art 94 (pay in full, in time),
art 35 (a worker may leave). Phrases are compared syllable by syllable: a typed syllable without
marks also stands for the one with marks, so "dat coc" is found and "ở lại" is not "lãi".
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from unicodedata import normalize

from matching.text import expand, has_marks, strip_marks, syllables

INTEREST = "Đỡ đầu không được tính lãi. Hãy bỏ phần lãi trong điều kiện."
PAY = "Không được giữ lương của người lao động. Hãy bỏ điều kiện này."
PAPERS = "Không được giữ giấy tờ của người lao động. Hãy bỏ điều kiện này."
STAY = "Không được buộc người lao động ở lại làm. Hãy bỏ điều kiện này."
DEPOSIT = "Không được đòi đặt cọc, thế chấp hay phí. Hãy bỏ điều kiện này."

# Found however it is typed.
PHRASES: Mapping[str, str] = {
    "lãi suất": INTEREST,
    "tính lãi": INTEREST,
    "tiền lãi": INTEREST,
    "lấy lãi": INTEREST,
    "chịu lãi": INTEREST,
    "kèm lãi": INTEREST,
    "lãi phần trăm": INTEREST,
    "lãi tháng": INTEREST,
    "giữ lương": PAY,
    "giam lương": PAY,
    "giữ tiền công": PAY,
    "giữ giấy": PAPERS,
    "giữ căn cước": PAPERS,
    "giữ cccd": PAPERS,
    "giữ chứng minh": PAPERS,
    "giữ cmnd": PAPERS,
    "giữ bằng": PAPERS,
    "giữ hộ khẩu": PAPERS,
    "nộp giấy gốc": PAPERS,
    "nộp căn cước": PAPERS,
    "nộp cccd": PAPERS,
    "nộp bằng gốc": PAPERS,
    "phải làm ít nhất": STAY,
    "phải làm tối thiểu": STAY,
    "phải làm đủ": STAY,
    "làm việc ít nhất": STAY,
    "làm việc tối thiểu": STAY,
    "cam kết làm": STAY,
    "ở lại ít nhất": STAY,
    "phải ở lại": STAY,
    "gắn bó ít nhất": STAY,
    "gắn bó tối thiểu": STAY,
    "không được nghỉ": STAY,
    "không được thôi việc": STAY,
    "cấm nghỉ": STAY,
    "nghỉ phải đền": STAY,
    "nghỉ phải bồi thường": STAY,
    "nghỉ sẽ phạt": STAY,
    "đặt cọc": DEPOSIT,
    "tiền cọc": DEPOSIT,
    "đóng cọc": DEPOSIT,
    "thế chấp": DEPOSIT,
    "thế chân": DEPOSIT,
    "ký quỹ": DEPOSIT,
    "nộp phí": DEPOSIT,
    "đóng phí": DEPOSIT,
}
# Only as it is written: without marks "lai" is far more often lại or lái.
WRITTEN: Mapping[str, str] = {"lãi": INTEREST}

# What may stand inside a phrase: "giữ lại một tháng lương", "giữ thẻ căn cước".
_FILLERS = """
lại tạm thẻ tiền một hai ba tháng bản sổ toàn bộ các mọi của họ việc trước thì phải là
"""
FILLERS = frozenset(_FILLERS.split())
NEGATIONS = frozenset({"khong", "mien", "khoi", "chang", "chua"})
# What may stand between the negation and what it denies: "không phải trả lãi".
_BETWEEN = """
tính lấy thu có trả phải chịu đòi mất tiền suất bị được ai cần bắt buộc ràng kèm áp dụng
yêu cầu hay hoặc nào giữ đặt cọc lãi lương giấy tờ nộp
"""
BETWEEN = frozenset(_BETWEEN.split())
HARMLESS = ("làm ăn có lãi", "khi có lãi", "bán có lãi")
MAX_FILLERS = 4
_CLAUSE = re.compile(r"[.;:!?\n\r()]|,(?!\d)|\bnhưng\b|\bsong\b")


def broken_rules(conditions: str) -> list[str]:
    """Return the sentence of each rule the conditions break, each once; none is the usual case."""
    found = [
        rule
        for clause in _CLAUSE.split(_spell_out(conditions))
        for rule in _broken_in(expand(syllables(clause)), is_accented=has_marks(conditions))
    ]
    return list(dict.fromkeys(found))


def _spell_out(text: str) -> str:
    spelled = normalize("NFC", text).replace("%", " phần trăm ")
    for phrase in HARMLESS:
        spelled = re.sub(phrase, " ", spelled, flags=re.IGNORECASE)
    return spelled


def _broken_in(words: Sequence[str], *, is_accented: bool) -> list[str]:
    tables = (PHRASES, WRITTEN) if is_accented else (PHRASES,)
    return [
        rule
        for table in tables
        for phrase, rule in table.items()
        if any(
            _is_phrase(words[at:], phrase.split(), exact=table is WRITTEN)
            and not _is_denied(words, at, phrase)
            for at in range(len(words))
        )
    ]


def _is_phrase(words: Sequence[str], phrase: Sequence[str], *, exact: bool) -> bool:
    """Tell whether `words` begins with `phrase`, with at most a few fillers inside."""
    if not words or not _same(words[0], phrase[0], exact=exact):
        return False
    rest = words[1:]
    return len(phrase) == 1 or any(
        _is_phrase(rest[skipped:], phrase[1:], exact=exact)
        for skipped in range(_leading_fillers(rest) + 1)
    )


def _leading_fillers(words: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(_is_filler, words[:MAX_FILLERS]))


def _same(typed: str, wanted: str, *, exact: bool = False) -> bool:
    if typed == wanted:
        return True
    return not exact and not has_marks(typed) and typed == strip_marks(wanted)


def _is_filler(word: str) -> bool:
    return word[0].isdigit() or any(_same(word, filler) for filler in FILLERS)


def _is_denied(words: Sequence[str], at: int, phrase: str) -> bool:
    """Tell whether a no stands before the phrase ("không phải đặt cọc") or the rate is 0."""
    before = list(takewhile(lambda word: not _is_negation(word), reversed(words[:at])))
    if len(before) < at and all(any(_same(w, b) for b in BETWEEN) for w in before):
        return True
    return "lãi" in phrase and "0" in words[at : at + 4]


def _is_negation(word: str) -> bool:
    return strip_marks(word) in NEGATIONS
