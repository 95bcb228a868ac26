"""Pledges and sponsorships, the staff side."""

from portal.sponsoring.views import bp

__all__ = ["bp"]
