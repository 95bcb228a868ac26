"""The consultation event: tables, invitations, check-in, sheets, close-out."""

from portal.organiser.views import bp

__all__ = ["bp"]
