"""A firm's own pages."""

from portal.employer import agreement, endings, interviews, introduction_bulk, introductions, pasting
from portal.employer.views import bp

__all__ = ["agreement", "bp", "endings", "interviews", "introduction_bulk", "introductions", "pasting"]
