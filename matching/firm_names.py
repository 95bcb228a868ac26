"""Names of firms in running text, so that May 10 is not a seamstress."""

import re

from matching.text import strip_marks


def _either(words: str) -> str:
    """Match these words in any case, with or without accents."""
    return f"(?i:{words}|{strip_marks(words)})"


_HEAD = _either(
    "công ty|cty|tập đoàn|doanh nghiệp|chi nhánh|hợp tác xã|htx|dntn|kcn|khu công nghiệp"
)
_FORM = _either("tnhh|cổ phần|cp|mtv|một thành viên|tm|dv|sx|xnk|đt|xd|thương mại|dịch vụ|sản xuất")
_END = _either("tuyển|cần|tìm|thông báo|chúng|là|tại|ở|làm|chuyên|nhận|cho|có|mở")
_WORD = rf"(?!{_END}(?![^\W\d_]))(?:{_FORM}\b|[A-ZÀ-ỸĐ][\w.&'-]*)"
_FIRM = re.compile(rf"\b({_HEAD})(?:[ \u00a0&-]+{_WORD}){{1,9}}")


def without_firms(text: str) -> str:
    """Leave "công ty" where a firm's name stood."""
    return _FIRM.sub(r"\1 ", text)
