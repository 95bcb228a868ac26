"""How suggestions are put in order: versions, what each changed, one button back."""

from portal.ranking.views import bp

__all__ = ["bp"]
