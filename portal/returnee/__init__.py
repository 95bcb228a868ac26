"""A person'''s own screens"""

from portal.returnee.views import bp

__all__ = ["bp"]
