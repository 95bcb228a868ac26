"""Read the demo's content files; who wrote them and how is in data/README.md."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "demo"

Record = dict[str, Any]


@cache
def records(name: str) -> list[Record]:
    """Return one content file, such as "returnees"."""
    found: list[Record] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def programme() -> Record:
    """Return the models, and what is done each month to tell people."""
    found: Record = json.loads((FOLDER / "programme.json").read_text(encoding="utf-8"))
    return found


@cache
def event() -> Record:
    """Return the one coming event."""
    found: Record = json.loads((FOLDER / "event.json").read_text(encoding="utf-8"))
    return found
