"""Licences and certificates named in free text, with the codes of data/licences.csv."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.clauses import BREAKS, read
from matching.lexicon import Trie, add, scan
from matching.text import strip_marks


@dataclass(frozen=True, slots=True)
class LicenceMention:
    """A licence that the text says someone has, or wants; `expired` when it says it has ended."""

    code: str
    expired: bool


CLASSES: dict[str, str] = {
    "a1": "A1",
    "a": "A",
    "a2": "A",
    "b": "B",
    "b1": "B",
    "b2": "B",
    "c1": "C1",
    "c": "C",
    "d1": "D1",
    "d2": "D2",
    "d": "D",
    "e": "D",
    "ce": "CE",
    "fc": "CE",
}
"""Class letters of today and of before 2025 (decree on driving licences: B2 -> B, FC -> CE)."""

_BEFORE_CLASS = (
    "bằng",
    "bằng lái",
    "bằng lái xe",
    "bằng hạng",
    "bằng lái hạng",
    "bằng lái xe hạng",
    "giấy phép lái xe",
    "giấy phép lái xe hạng",
    "hạng",
    "bằng dấu",
    "dấu",
    "blx",
    "blx hạng",
    "có bằng",
    "lái xe hạng",
)
_WORDINGS: dict[str, tuple[str, ...]] = {
    "A1": ("bằng lái xe máy", "bằng xe máy", "giấy phép lái xe máy", "bằng lái mô tô"),
    "B": ("bằng lái ô tô", "bằng lái xe ô tô", "bằng lái xe con", "bằng ô tô"),
    "CE": ("bằng đầu kéo", "bằng lái container", "bằng lái đầu kéo", "bằng lái xe đầu kéo"),
    "forklift": (
        "chứng chỉ xe nâng",
        "chứng chỉ lái xe nâng",
        "chứng chỉ vận hành xe nâng",
        "bằng lái xe nâng",
        "bằng xe nâng",
        "thẻ xe nâng",
    ),
    "crane": (
        "chứng chỉ cẩu",
        "chứng chỉ lái cẩu",
        "chứng chỉ vận hành cẩu",
        "chứng chỉ cần trục",
        "chứng chỉ vận hành cần trục",
        "chứng chỉ cầu trục",
        "chứng chỉ vận hành cầu trục",
        "bằng lái cẩu",
        "bằng cẩu",
    ),
    "boiler": (
        "chứng chỉ lò hơi",
        "chứng chỉ nồi hơi",
        "chứng chỉ vận hành lò hơi",
        "chứng chỉ vận hành nồi hơi",
        "chứng chỉ đốt lò hơi",
        "thẻ vận hành lò hơi",
    ),
    "electrical_safety": (
        "thẻ an toàn điện",
        "chứng chỉ an toàn điện",
        "thẻ điện",
        "giấy an toàn điện",
        "an toàn điện bậc",
    ),
    "diving": ("chứng chỉ lặn", "chứng chỉ thợ lặn", "bằng lặn", "chứng chỉ lặn công nghiệp"),
    "security_guard": (
        "chứng chỉ bảo vệ",
        "chứng chỉ nghiệp vụ bảo vệ",
        "chứng nhận nghiệp vụ bảo vệ",
        "thẻ bảo vệ",
    ),
    "food_safety": (
        "giấy an toàn thực phẩm",
        "chứng chỉ an toàn thực phẩm",
        "giấy vệ sinh an toàn thực phẩm",
        "kiến thức an toàn thực phẩm",
        "giấy xác nhận an toàn thực phẩm",
        "giấy xác nhận kiến thức an toàn thực phẩm",
        "chứng nhận an toàn thực phẩm",
    ),
    "welding_3G": ("chứng chỉ 3g", "chứng chỉ hàn 3g", "bằng 3g", "bằng hàn 3g", "thẻ 3g"),
    "welding_6G": ("chứng chỉ 6g", "chứng chỉ hàn 6g", "bằng 6g", "bằng hàn 6g", "thẻ 6g"),
}
_ENDED = (
    "hết hạn",
    "quá hạn",
    "bị tước",
    "bị thu",
    "bị thu hồi",
    "bị giữ",
    "hết hiệu lực",
    "chưa đổi",
    "chưa cấp lại",
    "mất bằng",
)
_LACKED = frozenset(["không", "chưa", "khong", "chua", "học", "thi", "hoc", "muốn", "muon", "xin"])
_AFTER = 12  # words of the clause looked at behind it for "hết hạn"
_WINDOW = 4  # words looked at before a licence for "không có", "muốn thi", "học"


def _both(trie: Trie, wording: str, ending: str) -> None:
    add(trie, wording.split(" "), ending)
    add(trie, strip_marks(wording).split(" "), ending)


def _licence_trie() -> Trie:
    trie: Trie = {}
    for code, wordings in _WORDINGS.items():
        for wording in wordings:
            _both(trie, wording, code)
    for letters, code in CLASSES.items():
        for before in _BEFORE_CLASS:
            _both(trie, f"{before} {letters}", code)
    return trie


def _ended_trie() -> Trie:
    trie: Trie = {}
    for phrase in _ENDED:
        _both(trie, phrase, "ended")
    return trie


_LICENCES = _licence_trie()
_ENDINGS = _ended_trie()


def find_licences(text: str) -> tuple[LicenceMention, ...]:
    """Licences the text says are held (or, in an advertisement, asked); lacked ones are left out.

    >>> find_licences("bằng C hết hạn, chưa có bằng E")
    (LicenceMention(code='C', expired=True),)
    """
    words = read(text)
    found: dict[str, bool] = {}
    for start, end, code in scan(_LICENCES, words):
        if not _lacked(words, start):
            found.setdefault(code, _expired(words, end))
    return tuple(LicenceMention(code, expired) for code, expired in found.items())


def _clause_before(words: Sequence[str], start: int) -> Iterator[str]:
    for position in range(start - 1, max(start - 1 - _WINDOW, -1), -1):
        if words[position] in BREAKS:
            return
        yield words[position]


def _lacked(words: Sequence[str], start: int) -> bool:
    return not _LACKED.isdisjoint(_clause_before(words, start))


def _expired(words: Sequence[str], end: int) -> bool:
    last = min(len(words), end + _AFTER)
    stop = next((i for i in range(end, last) if words[i] in BREAKS), last)
    return any(True for _ in scan(_ENDINGS, words[end:stop]))
