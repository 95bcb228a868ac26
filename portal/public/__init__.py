"""Pages for everyone: a firm's open positions, where the firm wants that."""

from portal.public.views import bp

__all__ = ["bp"]
