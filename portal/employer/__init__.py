"""A firm's own pages."""

from portal.employer import agreement, introductions
from portal.employer.views import bp

__all__ = ["agreement", "bp", "introductions"]
