"""What a server does before its first request: read the tables all requests share, then settle.

Python's collector walks every object that is alive now and then, in the middle of a request. The
vocabulary, the places and the modules alone are walked for 200 ms; frozen, they are left alone.
"""

import gc

from matching.lexicon import default_lexicon
from services import place_names


def settle() -> None:
    """Read the shared tables and take everything alive out of the collector's walks."""
    default_lexicon()
    place_names.commune_index()
    place_names.district_index()
    place_names.province_index()
    gc.collect()
    gc.freeze()
