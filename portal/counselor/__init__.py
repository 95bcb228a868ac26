"""Case files, consents and the day's work of a counselor."""

from portal.counselor import (
    consents,
    contacts,
    duplicates,
    editing,
    expungement,
    follow_ups,
    handovers,
    limits,
    today,
    visits,
)
from portal.counselor.views import bp

__all__ = [
    "bp",
    "consents",
    "contacts",
    "duplicates",
    "editing",
    "expungement",
    "follow_ups",
    "handovers",
    "limits",
    "today",
    "visits",
]
