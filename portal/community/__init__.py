"""Community models, the map of the province and the log of outreach."""

from portal.community import members, outreach, province_map
from portal.community.views import bp

__all__ = ["bp", "members", "outreach", "province_map"]
