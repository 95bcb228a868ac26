"""A firm's own pages."""

from portal.employer import (
    agreement,
    autosave,
    endings,
    interviews,
    introduction_bulk,
    introductions,
    moves,
    pasting,
)
from portal.employer.views import bp

__all__ = [
    "agreement",
    "autosave",
    "bp",
    "endings",
    "interviews",
    "introduction_bulk",
    "introductions",
    "moves",
    "pasting",
]
