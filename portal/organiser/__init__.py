"""The consultation event"""

from portal.organiser.views import bp

__all__ = ["bp"]
