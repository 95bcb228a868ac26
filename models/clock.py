"""The product's one clock: the present moment, and the day it is in Vietnam."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def utcnow() -> datetime:
    """Return the present moment; every stored time is UTC."""
    return datetime.now(UTC)


def local_today() -> date:
    """Return the date in Vietnam: the day people mean when they write "today"."""
    return local_day(utcnow())


def local_day(moment: datetime) -> date:
    """Return the date it is in Vietnam at a moment."""
    return moment.astimezone(LOCAL_ZONE).date()
