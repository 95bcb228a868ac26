"""Firms and their postings, the staff's side."""

from portal.firms import people, postings, standing
from portal.firms.views import bp

__all__ = ["bp", "people", "postings", "standing"]
