"""The rights desk: what people ask of their data, and complaints of either side."""

from portal.rights.views import bp

__all__ = ["bp"]
