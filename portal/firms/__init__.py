"""Firms and their postings, the staff's side."""

from portal.firms import pasting, people, postings, standing
from portal.firms.views import bp

__all__ = ["bp", "pasting", "people", "postings", "standing"]
