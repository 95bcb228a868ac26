"""The product's word lists, looked for in what a page says."""

import re

from services import house_words
from services.house_words import LIST_A, LIST_B

__all__ = ["LIST_A", "LIST_B", "found"]


def found(text, words):
    """Return the words of a list that stand in a page or text, its tags left out."""
    return house_words.found(re.sub(r"<[^>]+>", " ", text), words)
