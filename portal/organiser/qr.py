"""QR codes as images inside the page: no file, no outside address."""

import segno
from flask import current_app, url_for

from models import Attendance


def link_of(attendance: Attendance) -> str:
    """Return the address of a person's own list, empty once the link was used or ended."""
    if not attendance.link_token or attendance.link_ended_at is not None:
        return ""
    base: str = current_app.config["SETTINGS"].public_url
    return f"{base}{url_for('returnee.link', token=attendance.link_token)}"


def qr_of(attendance: Attendance) -> str:
    """Return the QR code of a person's link as an image address, empty without a link."""
    address = link_of(attendance)
    if not address:
        return ""
    image: str = segno.make(address, error="m", micro=False).svg_data_uri(border=2)
    return image
