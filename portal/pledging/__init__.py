"""What a firm pledges, seen and said by the firm itself."""

from portal.pledging.views import bp

__all__ = ["bp"]
