"""Pledges and sponsorships, the staff side."""

from portal.sponsoring import people, pledges, steps
from portal.sponsoring.views import bp

__all__ = ["bp", "people", "pledges", "steps"]
