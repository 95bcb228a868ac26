"""The filters of the review in the address: carried from person to person, each removable."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import request, url_for

from models import Path
from portal.access import actor
from portal.counselor.reach import communes_of
from portal.labels import words
from services import places
from services.review_queue import BANDS, NO, YES, Filters

NAMES = tuple(Filters.__dataclass_fields__)


def read_filters() -> Filters:
    """Read the filters of the address; what names nothing known narrows nothing."""
    read: dict[str, Any] = {name: request.args.get(name, "") for name in NAMES}
    read["commune"] = read["commune"] if read["commune"] in communes_of(actor()) else ""
    read["event"] = _id(read["event"])
    return Filters(**read)


def kept() -> dict[str, Any]:
    """Return the filters in force, for the next address."""
    return {name: value for name, value in asdict(read_filters()).items() if value}


def chips(filters: Filters) -> list[tuple[str, str]]:
    """Return each filter in words, with the address of the queue without it."""
    said = {
        "commune": places.commune_name(filters.commune) if filters.commune else "",
        "event": "Được mời hội nghị" if filters.event else "",
        "band": filters.band if filters.band in BANDS else "",
        "warned": {YES: "Có điều cần kiểm tra", NO: "Không có cảnh báo"}.get(filters.warned, ""),
        "path": words(Path(filters.path)) if filters.path in set(Path) else "",
        "mine": "Hồ sơ tôi phụ trách" if filters.mine else "",
    }
    held = kept()
    return [
        (text, url_for("review.queue", **{n: v for n, v in held.items() if n != name}))
        for name, text in said.items()
        if text
    ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
