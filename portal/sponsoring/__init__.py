"""Pledges and sponsorships, the staff side."""

from portal.sponsoring import care, loans, people, pledges, steps
from portal.sponsoring.views import bp

__all__ = ["bp", "care", "loans", "people", "pledges", "steps"]
