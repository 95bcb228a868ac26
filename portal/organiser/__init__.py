"""The consultation event: tables, invitations, check-in, sheets, close-out."""

from portal.organiser import (
    closing,
    door,
    entry,
    firms,
    machines,
    papers,
    people,
    print_pack,
    table_talks,
    timetable,
)
from portal.organiser.views import bp

__all__ = [
    "bp",
    "closing",
    "door",
    "entry",
    "firms",
    "machines",
    "papers",
    "people",
    "print_pack",
    "table_talks",
    "timetable",
]
