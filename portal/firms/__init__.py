"""Staff work with firms"""

from portal.firms.views import bp

__all__ = ["bp"]
