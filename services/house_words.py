"""The two word lists of the product, looked for on whole syllables.

List A is kept from every page, sheet, subject and file name that a person, a firm or the public may
see; list B is kept from everybody, officers included.
"""

import re
from collections.abc import Iterable

from matching.text import canonical

LIST_A = (
    "án",
    "tù",
    "trại",
    "phạm",
    "đặc xá",
    "tha tù",
    "xóa án tích",
    "tiền án",
    "tái hòa nhập",
    "lầm lỗi",
    "ban chỉ đạo 138",
    "công an",
)
LIST_B = ("tù nhân", "phạm nhân", "đối tượng")
# Ordinary compounds that hold a syllable of list A and say nothing of the past.
INNOCENT = re.compile(r"(?<!\w)(?:(?:dự|đồ|phương|đáp) án|trang trại|trại (?:gà|lợn|vịt))(?!\w)")


def found(text: str, words: Iterable[str] = LIST_A) -> list[str]:
    """Return the words of a list that stand in a text as whole syllables."""
    plain = INNOCENT.sub(" ", canonical(text))
    return [word for word in words if re.search(rf"(?<!\w){word}(?!\w)", plain)]
