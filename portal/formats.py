"""How figures, dates and distances are written in Vietnamese."""

from datetime import date, datetime, time

from models import LOCAL_ZONE
from services import places

MILLION = 1_000_000
CLOSE_KM = 1


def format_date(value: date | datetime | None) -> str:
    """Return dd/mm/yyyy."""
    if value is None:
        return ""
    day = value.astimezone(LOCAL_ZONE) if isinstance(value, datetime) else value
    return f"{day:%d/%m/%Y}"


def format_moment(value: datetime | None) -> str:
    """Return hour and date in Vietnam's time, "10:42 ngày 24/11/2026"."""
    if value is None:
        return ""
    local = value.astimezone(LOCAL_ZONE)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"


def format_time(value: time | datetime | None) -> str:
    """Return hh:mm."""
    if value is None:
        return ""
    return f"{value.astimezone(LOCAL_ZONE) if isinstance(value, datetime) else value:%H:%M}"


def format_number(value: float | None) -> str:
    """Return a number with dots for thousands: 1.234.567."""
    return "" if value is None else f"{value:,.0f}".replace(",", ".")


def format_vnd(value: int | None) -> str:
    """Return an amount to the dong: "12.000.000 đồng"."""
    return "" if value is None else f"{format_number(value)} đồng"


def format_million(value: int) -> str:
    """Return millions with a comma: 7500000 -> "7,5"."""
    return f"{value / MILLION:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def format_wage(low: int | None, high: int | None) -> str:
    """Return a month's pay: "7 – 9 triệu đồng/tháng", or "Thỏa thuận" when none is said."""
    if low and high and low != high:
        return f"{format_million(low)} – {format_million(high)} triệu đồng/tháng"
    if low and not high:
        return f"Từ {format_million(low)} triệu đồng/tháng"
    if high:
        return f"{'' if low else 'Đến '}{format_million(high)} triệu đồng/tháng"
    return "Thỏa thuận"


def format_km(value: float | None) -> str:
    """Return a distance as people say it: "khoảng 4 km"."""
    if value is None:
        return ""
    return "dưới 1 km" if value < CLOSE_KM else f"khoảng {value:.0f} km"


def format_commune(code: str | None) -> str:
    """Return a commune's full name, "Xã Hoằng Phú"; empty for none."""
    return places.commune_name(code) if code else ""


FILTERS = {
    "date": format_date,
    "moment": format_moment,
    "time": format_time,
    "number": format_number,
    "vnd": format_vnd,
    "km": format_km,
    "commune": format_commune,
}
