"""The question after three months, answered by one tap without signing in."""

from portal.stay.views import bp

__all__ = ["bp"]
