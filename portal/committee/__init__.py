"""Figures and reports for the committee."""

from portal.committee import reports
from portal.committee.views import bp

__all__ = ["bp", "reports"]
