"""Suggestions reviewed person by person, matching runs, why not."""

from portal.review import choosing
from portal.review.views import bp

__all__ = ["bp", "choosing"]
