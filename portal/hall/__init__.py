"""The hall: a table's own phone page and the wall that shows whom to call."""

from portal.hall import leases, pack
from portal.hall.views import bp

__all__ = ["bp", "leases", "pack"]
