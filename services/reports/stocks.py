"""How many models stand at the end of a month, by level: a stock, never summed over months."""

from collections import Counter
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import CommunityModel, ModelLevel
from services.reports.definitions import NEW_SINCE

PREFIX, NEW_PREFIX = "models_", "models_new_"
CODES = tuple(prefix + level.value for prefix in (PREFIX, NEW_PREFIX) for level in ModelLevel)


def models_on(session: Session, day: date) -> Counter[str]:
    """Return how many models stand on a day by level, and how many of them are new."""
    rows = session.execute(
        select(CommunityModel.level, CommunityModel.started_on).where(
            CommunityModel.started_on <= day,
            or_(CommunityModel.ended_on.is_(None), CommunityModel.ended_on >= day),
        )
    )
    found = Counter(dict.fromkeys(CODES, 0))
    for level, started_on in rows:
        found[PREFIX + level.value] += 1
        found[NEW_PREFIX + level.value] += started_on >= NEW_SINCE
    return found
