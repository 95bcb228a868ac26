"""The legal minimum wage of a posting's commune on its day: a sentence with figure and decree."""

from datetime import date

from models import PositionKind
from services import places

# A course pays no wage.
WITHOUT_WAGE = frozenset({PositionKind.TRAINING})


def problem(
    kind: PositionKind,
    commune_code: str | None,
    wage_min: int | None,
    wage_max: int | None,
    on: date,
) -> str | None:
    """Return why a wage (VND a month) is not legal in a commune on a day, or None."""
    rule = places.minimum_wage_rule(commune_code, on) if commune_code else None
    lowest = wage_min or wage_max
    if rule is None or lowest is None or kind in WITHOUT_WAGE or lowest >= rule.vnd_month:
        return None
    figure = f"{rule.vnd_month:,}".replace(",", ".")
    place = places.commune_name(commune_code or "")
    return (
        f"Lương thấp hơn mức tối thiểu ở {place}: {figure} đồng/tháng, "
        f"vùng {rule.region}, theo {rule.source}. Hãy ghi từ mức này trở lên."
    )
