"""A box for an amount in đồng, typed as people write it: 12.000.000, 12 triệu, 500 nghìn."""

import re
from collections.abc import Iterable
from typing import Any

from matching.text import strip_marks
from portal.formats import format_number
from portal.forms import TextField

UNITS = {
    "": 1,
    "d": 1,
    "dong": 1,
    "vnd": 1,
    "k": 1_000,
    "nghin": 1_000,
    "ngan": 1_000,
    "tr": 1_000_000,
    "trieu": 1_000_000,
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
}
MOST = 100_000_000_000
UNREADABLE = "Hãy ghi số tiền bằng số, ví dụ 12.000.000 hoặc 12 triệu."
_AMOUNT = re.compile(
    r"(\d{1,3}(?:[. ]\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?\s*([^\W\d_]*)(?:\s+d(?:ong)?)?"
)


def read_vnd(typed: str) -> int | None:
    """Return the đồng an amount stands for, None where it cannot be read or is not above 0."""
    match = _AMOUNT.fullmatch(strip_marks(typed).lower().strip())
    if match is None or match[3] not in UNITS or (match[2] and UNITS[match[3]] == 1):
        return None
    whole = int(re.sub(r"\D", "", match[1])) * UNITS[match[3]]
    part = int((match[2] or "0").ljust(2, "0")) * UNITS[match[3]] // 100
    return whole + part if 0 < whole + part <= MOST else None


class VndField(TextField):
    """One amount; what cannot be read stays in the box with the reason beside it."""

    def __init__(self, label: str = "", validators: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, filters=(), **options)
        self.typed = ""

    def _value(self) -> str:
        return self.typed or format_number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = read_vnd(self.typed) if self.typed else None
        if self.typed and self.data is None:
            raise ValueError(UNREADABLE)
