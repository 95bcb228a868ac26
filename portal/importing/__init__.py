"""Workbooks in"""

from portal.importing.views import bp

__all__ = ["bp"]
