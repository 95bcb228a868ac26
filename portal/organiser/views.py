"""The consultation event: tables, invitations, check-in, sheets, close-out."""

from flask import Blueprint

bp = Blueprint("organiser", __name__, url_prefix="/events")
