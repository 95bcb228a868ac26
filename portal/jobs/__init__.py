"""The administrator's page of background jobs."""

from portal.jobs.views import bp

__all__ = ["bp"]
