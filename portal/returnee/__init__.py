"""A person's own screens: kiosk and phone."""

from portal.returnee import helping
from portal.returnee.views import bp

__all__ = ["bp", "helping"]
