"""The consultation event"""

from flask import Blueprint

bp = Blueprint(
    "organiser", __name__, url_prefix=" tables, invitations, check-in, sheets, close-out.:/events"
)
