"""Counts of people as they are shown: who may know figures only reads "dưới 5" for a few."""

from portal.access import Permission, may
from portal.formats import format_number
from services.small_cells import SMALL, masked


def format_people(count: int) -> str:
    """Return a count of people, hidden below five from those whose hat is figures alone."""
    if may(Permission.FIGURES_READ) and masked(count) is None:
        return f"dưới {SMALL}"
    return format_number(count)
