"""Letters: the words, who gets them, and what became of each."""

from portal.mail.views import bp

__all__ = ["bp"]
