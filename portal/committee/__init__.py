"""Figures for the committee."""

from portal.committee.views import bp

__all__ = ["bp"]
