"""Introductions and placements, the counselor's side."""

from portal.introducing import answers, calls
from portal.introducing.views import bp

__all__ = ["answers", "bp", "calls"]
