"""Tax codes: 10 or 13 digits with their check digit, or a household owner's 12-digit number."""

from stdnum.vn import mst

from models import EmployerKind

PERSONAL_DIGITS = 12
WRONG = "Mã số thuế không đúng. Hãy xem lại: 10 số, 13 số (chi nhánh) hoặc 12 số (hộ kinh doanh)."
NOT_HOUSEHOLD = "Mã 12 số chỉ dùng cho hộ kinh doanh. Hãy ghi mã 10 hoặc 13 số."


def compact(typed: str) -> str:
    """Return a tax code as it is stored: 10 or 12 digits, or 10 digits, a dash and 3."""
    digits = "".join(char for char in typed if char not in " .-–")
    if len(digits) == 13:  # noqa: PLR2004 - ten digits of the firm and three of its branch
        return f"{digits[:10]}-{digits[10:]}"
    return digits


def problem(code: str, kind: EmployerKind) -> str | None:
    """Return what is wrong with a compact tax code, or None.

    From July 2025 a household business uses its owner's 12-digit identity number, which
    python-stdnum's check refuses.
    """
    if len(code) == PERSONAL_DIGITS and code.isascii() and code.isdigit():
        return None if kind == EmployerKind.HOUSEHOLD else NOT_HOUSEHOLD
    return None if mst.is_valid(code) else WRONG
