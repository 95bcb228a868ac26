"""A firm's own pages."""

from portal.employer.views import bp

__all__ = ["bp"]
