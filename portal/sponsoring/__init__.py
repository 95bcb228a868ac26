"""Pledges and sponsorships, the staff side."""

from portal.sponsoring import loans, people, pledges, steps
from portal.sponsoring.views import bp

__all__ = ["bp", "loans", "people", "pledges", "steps"]
