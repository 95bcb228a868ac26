"""Staff work with firms: make, claim, publish, record what they said."""

from portal.firms.views import bp

__all__ = ["bp"]
