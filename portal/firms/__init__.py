"""Firms and their postings, the staff's side."""

from portal.firms import people, postings
from portal.firms.views import bp

__all__ = ["bp", "people", "postings"]
