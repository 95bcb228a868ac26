"""Workbooks in: preview, apply, undo."""

from portal.importing.views import bp

__all__ = ["bp"]
