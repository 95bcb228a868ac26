"""Addresses of an event's pages, what is typed there, what has the focus."""

import re
from datetime import timedelta

from factories import (
    HAC_THANH,
)

from models import (
    local_today,
)


def address(event, *parts):
    return "/".join(["/events", str(event.id), *(str(part) for part in parts)])


def details(**values):
    tomorrow = local_today() + timedelta(days=1)
    return {
        "name": "Hội nghị tư vấn, giới thiệu việc làm",
        "place": "Nhà văn hóa phường",
        "commune_code": HAC_THANH,
        "on": f"{tomorrow:%d/%m/%Y}",
        "starts_at": "13h30",
        "ends_at": "16:30",
        "slot_minutes": "15",
        "max_talks": "3",
        "contact_phone": "0900 000 009",
    } | values


def focused(response):
    """Return the name of what has the focus when the page opens: the first that asks for it."""
    first = re.search(r"<[^>]*\bautofocus\b[^>]*>", response.text)[0]
    return re.search(r'name="(\w+)"', first)[1]
