"""Workbooks in: preview, apply, undo."""

from portal.importing import preview
from portal.importing.views import bp

__all__ = ["bp", "preview"]
