"""Pay and headcounts, which offices write in words more than in figures."""

import re

from services.workbooks.cells import NOTHING, Parsed
from services.workbooks.text import became_date, fold, show

MILLION = 1_000_000
# Above anything accepted, and still a number: hundreds of digits would read as infinity.
TOO_MUCH, MOST_DIGITS = 1e15, 12
LOWEST, HIGHEST = MILLION, 1_000 * MILLION
"""A monthly wage outside is a slip of the pen. VND."""
DAYS, HOURS = 26, 208
"""Working days and hours of a month, for pay by the day or the hour."""
MAX_HEADCOUNT = 10_000
_NUMBER = r"\d+(?:[.,\s]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_UNIT = r"(?:triệu|trieu|tr(?!ở|o|ên|en)|củ|m(?![\w])|nghìn|nghin|ngàn|ngan|k(?!\w))"
_AMOUNT = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s*(\d(?!\d)|rưỡi|ruoi)?", re.IGNORECASE)
_ODD = re.compile(r"^\s*-\s*\d|\de[+-]?\d")
"""A minus before the first figure, or a figure too large for Excel."""
_PER_DAY = re.compile(r"/\s*(?:1\s*)?(?:ngày|ngay|công|cong)|(?:một|1|mỗi) ngày|theo ngày")
_PER_HOUR = re.compile(r"/\s*(?:1\s*)?(?:giờ|gio|h)\b|(?:một|1|mỗi) giờ|theo giờ")
_PER_PIECE = re.compile(r"/\s*(?:sản phẩm|san pham|sp|cái|chiếc|tấn|m2|chuyến|đơn)\b|khoán")
_FOREIGN = re.compile(r"usd|\$|đô la|do la|jpy|yên nhật|krw|won|twd|đài tệ|eur|€", re.IGNORECASE)
_NO_FIGURE = (
    (_FOREIGN, "Lương bằng ngoại tệ ({}), cần nhập tay bằng đồng."),
    (_PER_PIECE, "Lương theo sản phẩm ({}), cần hỏi lại doanh nghiệp."),
)
_FROM = re.compile(
    r"^(?:lương:?\s*)?(?:từ|tu|trên|tren|>|≥|hơn|tối thiểu|ít nhất)\b|trở lên|tro len"
)
_UP_TO = re.compile(r"^(?:lương:?\s*)?(?:tới|toi|đến|den|dưới|duoi|<|≤|tối đa|lên đến|up to)")
_SPARE = re.compile(r"[₫đ]|vnđ|vnd|đồng|dong(?!\w)", re.IGNORECASE)
_WRONG = "Mức lương không đúng. Hãy ghi lại, ví dụ 7 - 9 triệu."
_ASK = "cần hỏi lại doanh nghiệp"


def parse_pay(value: object) -> Parsed:
    """Read a monthly wage as [from, to] in VND, either end None when open.

    What is only agreed on, foreign or by the piece is no figure: value None and a note.
    """
    text = show(value).lower()
    if became_date(value):
        return Parsed(note="Excel đã đổi mức lương thành ngày, cần hỏi lại mức lương.")
    if not re.search(r"\d", text):
        return Parsed(note=f"Lương ghi bằng lời: {text}.") if text else NOTHING
    for sign, note in _NO_FIGURE:
        if sign.search(text):
            return Parsed(note=note.format(text))
    return Parsed(problem=_WRONG) if _ODD.search(text) else _monthly(text)


def parse_wage(value: object) -> Parsed:
    """Read one monthly wage in VND, the lower end of a range."""
    parsed = parse_pay(value)
    if not parsed.value:
        return parsed
    low, high = parsed.value
    return Parsed(low or high, note=parsed.note)


def parse_headcount(value: object) -> Parsed:
    """Read how many are wanted; of a range the upper end."""
    if became_date(value):
        return Parsed(note="Excel đã đổi số lượng thành ngày, cần hỏi lại số lượng.")
    text = show(value)
    numbers = [
        int(n.replace(".", "")[:MOST_DIGITS]) for n in re.findall(r"\d{1,3}(?:\.\d{3})+|\d+", text)
    ]
    if not numbers:
        return Parsed(note=f"Số lượng ghi bằng lời ({text}), {_ASK}.") if text else NOTHING
    if text.startswith("-") or not 0 < max(numbers) <= MAX_HEADCOUNT:
        return Parsed(problem="Số lượng cần tuyển không đúng. Hãy ghi số người, ví dụ 5.")
    note = f"Số lượng ghi {text}, đã lấy {max(numbers)}." if len(numbers) > 1 else None
    return Parsed(max(numbers), note=note)


def _monthly(text: str) -> Parsed:
    times, note = _period(text)
    amounts = [amount * times for amount in _amounts(_SPARE.sub(" ", text), by_month=times == 1)]
    if not amounts or any(amount <= 0 or amount > HIGHEST for amount in amounts):
        return Parsed(problem=_WRONG)
    if min(amounts) < LOWEST:
        return Parsed(note=f"Mức lương quá thấp ({text}), {_ASK}.")
    low, high = _ends(text, amounts)
    if low and high and low > high:
        return Parsed(problem="Mức lương thấp lớn hơn mức cao. Hãy ghi lại, ví dụ 7 - 9 triệu.")
    return Parsed([low, high], note=note)


def _period(text: str) -> tuple[int, str | None]:
    if _PER_HOUR.search(text):
        return HOURS, f"Lương theo giờ ({text}), đã nhân {HOURS} giờ."
    if _PER_DAY.search(text):
        return DAYS, f"Lương theo ngày ({text}), đã nhân {DAYS} ngày."
    return 1, None


def _ends(text: str, amounts: list[int]) -> tuple[int | None, int | None]:
    if len(amounts) > 1 and _joined(text):
        return amounts[0], amounts[1]
    if _UP_TO.search(text):
        return None, amounts[0]
    if _FROM.search(text) or len(amounts) > 1 or "+" in text:
        return amounts[0], None
    return amounts[0], amounts[0]


def _joined(text: str) -> bool:
    """Whether two figures are a range rather than a wage and an allowance."""
    return re.search(r"\d\D{0,12}?(?:-|–|—|~|đến|den|tới|toi)\s*₫?\s*\d", text) is not None


def _amounts(text: str, *, by_month: bool) -> list[int]:
    """Read at most two figures in dong; a unit behind the second counts for both."""
    found = [match.groups() for match in _AMOUNT.finditer(text)][:2]
    last = next((unit for _, unit, _ in reversed(found) if unit), None)
    return [
        round(
            (_figure(number) + _tail(unit, tail)) * _scale(unit or last, number, by_month=by_month)
        )
        for number, unit, tail in found
    ]


def _tail(unit: str | None, tail: str | None) -> float:
    """Tell what "7tr5" and "7 triệu rưỡi" add, in units."""
    if not (unit and tail):
        return 0.0
    return int(tail) / 10 if tail.isdigit() else 0.5


def _figure(number: str) -> float:
    if re.fullmatch(r"\d+(?:[.,\s]\d{3})+", number):
        return min(float(re.sub(r"[.,\s]", "", number)), TOO_MUCH)
    return min(float(number.replace(",", ".")), TOO_MUCH)


def _scale(unit: str | None, number: str, *, by_month: bool) -> int:
    """Without a unit "7" a month are millions, "7.500" thousands; "300" a day are thousands."""
    if unit:
        return 1_000 if fold(unit)[0] in "nk" else MILLION
    steps = ((1_000, MILLION), (100_000, 1_000)) if by_month else ((1_000, 1_000),)
    return next((scale for below, scale in steps if _figure(number) < below), 1)
