"""Counts of people as they are shown: who may know figures only reads "dưới 5" for a few."""

from portal.access import Permission, may
from portal.formats import format_number
from services.reports.tables import HIDDEN
from services.small_cells import SMALL, masked


def format_people(count: int | None) -> str:
    """Return a count of people, hidden below five from those whose hat is figures alone.

    None is hidden already, itself about few or to keep another from being worked out.
    """
    if count is None:
        return HIDDEN
    if may(Permission.FIGURES_READ) and masked(count) is None:
        return f"dưới {SMALL}"
    return format_number(count)
