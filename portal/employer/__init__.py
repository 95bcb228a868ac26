"""A firm's own pages."""

from portal.employer import (
    agreement,
    autosave,
    endings,
    events,
    firm,
    interviews,
    introduction_bulk,
    introductions,
    joining,
    moves,
    pasting,
)
from portal.employer.views import bp

__all__ = [
    "agreement",
    "autosave",
    "bp",
    "endings",
    "events",
    "firm",
    "interviews",
    "introduction_bulk",
    "introductions",
    "joining",
    "moves",
    "pasting",
]
