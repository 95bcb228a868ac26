"""Reference rows: provinces, the communes of 2025, from the compiled tables."""

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models import Commune, Province, new_id
from services import places


def load(session: Session) -> int:
    """Fill the reference tables where they are empty; return how many communes there are."""
    if known := session.scalar(select(func.count()).select_from(Commune)):
        return known
    session.execute(insert(Province), [_with_id(row) for row in _provinces()])
    session.execute(insert(Commune), [_with_id(row) for row in _communes()])
    session.flush()
    return len(places.communes())


def _with_id(row: dict[str, object]) -> dict[str, object]:
    return {"id": new_id(), **row}


def _provinces() -> list[dict[str, object]]:
    return [{"code": p.code, "name": p.name} for p in places.provinces().values()]


def _communes() -> list[dict[str, object]]:
    return [
        {
            "code": c.code,
            "full_name": c.full_name,
            "province_code": c.province_code,
            "lat": c.lat,
            "lon": c.lon,
            "wage_region": c.wage_region or None,
        }
        for c in places.communes().values()
    ]
