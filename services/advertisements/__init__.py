"""Reading a pasted advertisement into the fields of a posting. Nothing is stored here."""

from services.advertisements.found import Found, Reading, Statement
from services.advertisements.reading import read

__all__ = ["Found", "Reading", "Statement", "read"]
