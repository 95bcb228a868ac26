"""Signing in and out, choosing a hat, pairing a device."""

from portal.auth import passwords
from portal.auth.views import bp

__all__ = ["bp", "passwords"]
