"""Introductions and placements, the counselor's side."""

from portal.introducing import answers
from portal.introducing.views import bp

__all__ = ["answers", "bp"]
