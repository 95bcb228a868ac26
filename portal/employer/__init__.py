"""A firm's own pages."""

from portal.employer import agreement, introductions, pasting
from portal.employer.views import bp

__all__ = ["agreement", "bp", "introductions", "pasting"]
