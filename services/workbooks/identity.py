"""Citizen identity numbers and telephone numbers as Excel leaves them."""

import re

import phonenumbers

from services.workbooks.cells import NOTHING, Parsed
from services.workbooks.text import show

ID_DIGITS = 12
OLD_ID_DIGITS = 9
PROVINCES = range(1, 97)
"""Codes of the place of birth in the first three digits, from 001 to 096."""
_ID_MARKS = re.compile(r"[\s.\-'’`]")
_LETTER_FOR_DIGIT = re.compile(r"[0-9]*[OoQlI][0-9OoQlI]*")
_RUN = re.compile(r"\+?\(?\d[\d\s.()\-]{6,}\d")
_OLD_PREFIX = re.compile(r"01[2689]\d{8}")
_WRITE_12 = "Hãy ghi đủ 12 số, định dạng ô là Văn bản (Text)."


def parse_national_id(value: object, born: str | int | None = None) -> Parsed:
    """Read a 12-digit identity number; `born` is an ISO date or a year, if known.

    Zeros that Excel ate come back only where the whole number then makes sense.
    """
    shown = _full_width_as_ascii(show(value))
    text = _ID_MARKS.sub("", shown)
    if not text:
        return NOTHING
    if shown.startswith("-") or not (text.isascii() and text.isdigit()):
        return Parsed(problem=_letters_in_id(text))
    if len(text) == ID_DIGITS:
        return _whole_id(text, born)
    if len(text) in {ID_DIGITS - 1, ID_DIGITS - 2}:
        return _restored_id(text.zfill(ID_DIGITS), born, len(text))
    return Parsed(problem=_wrong_length(len(text)))


def parse_phone(value: object) -> Parsed:
    """Read a Vietnamese telephone number as 0 and the rest; words beside it become a note."""
    text = _full_width_as_ascii(show(value))
    if not text:
        return NOTHING
    if not any(char.isdigit() for char in text):
        return Parsed(note=f"Ô số điện thoại ghi: {text}.")
    runs = _runs(text)
    if not runs:
        return Parsed(problem="Số điện thoại không đúng. Hãy ghi đủ 10 số, bắt đầu bằng 0.")
    phones = [_phone(run) for run in runs]
    if phones[0] is None:
        return Parsed(problem=_phone_problem(runs[0]))
    return Parsed(phones[0], note=_phone_note(text, runs))


def _full_width_as_ascii(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def _letters_in_id(text: str) -> str:
    if _LETTER_FOR_DIGIT.fullmatch(text):
        return f"Số CCCD có chữ cái thay cho chữ số (O, l, I). {_WRITE_12}"
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", text):
        return f"Excel đã làm tròn số CCCD. {_WRITE_12}"
    return f"Số CCCD chỉ được có chữ số. {_WRITE_12}"


def _wrong_length(length: int) -> str:
    if length in {OLD_ID_DIGITS, OLD_ID_DIGITS - 1}:
        return f"Đây có thể là số CMND cũ 9 số, đã hết giá trị. {_WRITE_12}"
    return f"Số CCCD có {length} chữ số. {_WRITE_12}"


def _whole_id(text: str, born: str | int | None) -> Parsed:
    if not _plausible(text):
        return Parsed(problem=f"Số CCCD không có thật: ba số đầu hoặc số thứ tư sai. {_WRITE_12}")
    if born and not _agrees(text, born):
        return Parsed(text, note="Năm sinh trong số CCCD khác cột ngày sinh. Hãy kiểm tra lại.")
    return Parsed(text)


def _restored_id(text: str, born: str | int | None, length: int) -> Parsed:
    if _plausible(text) and (not born or _agrees(text, born)):
        return Parsed(text, note="Đã thêm số 0 ở đầu số CCCD do Excel làm mất.")
    return Parsed(problem=_wrong_length(length))


def _plausible(text: str) -> bool:
    """Whether the province exists and the century digit belongs to someone alive."""
    return int(text[:3]) in PROVINCES and text[3] in "0123"


def _agrees(text: str, born: str | int) -> bool:
    """Whether century and year digits (0, 1: 1900s; 2, 3: 2000s) say the year of birth."""
    return 1900 + 100 * (int(text[3]) // 2) + int(text[4:6]) == int(str(born)[:4])


def _runs(text: str) -> list[str]:
    """Find runs of digits long enough for a number; two numbers in one breath are parted."""
    runs: list[str] = []
    for run in _RUN.findall(text):
        digits = re.sub(r"\D", "", run)
        two = len(digits) == 20 and digits[0] == digits[10] == "0"  # noqa: PLR2004  ten each
        runs += [digits[:10], digits[10:]] if two else [run]
    return runs


def _phone(run: str) -> str | None:
    digits = re.sub(r"\D", "", run)
    if digits.startswith("84") and len(digits) > 10:  # noqa: PLR2004  a number at home has 10
        digits = digits[2:]
    local = "0" + digits.lstrip("0")
    try:
        number = phonenumbers.parse(local, "VN")
    except phonenumbers.NumberParseException:
        return None
    return local if phonenumbers.is_valid_number(number) else None


def _phone_problem(run: str) -> str:
    digits = re.sub(r"\D", "", run)
    if _OLD_PREFIX.fullmatch(digits):
        return "Số điện thoại 11 số đã đổi đầu số từ 2018. Hãy hỏi lại số mới 10 số."
    return "Số điện thoại không đúng. Hãy ghi đủ 10 số, bắt đầu bằng 0."


def _phone_note(text: str, runs: list[str]) -> str | None:
    beside = " ".join(_RUN.sub(" ", text).strip(" /,;-()").split())
    if len(runs) > 1:
        return "Ô có nhiều số điện thoại, đã lấy số đầu tiên."
    if beside:
        return f"Bên cạnh số điện thoại có ghi: {beside}."
    return None
