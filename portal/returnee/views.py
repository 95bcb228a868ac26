"""A person's own screens: kiosk and phone."""

from flask import Blueprint

bp = Blueprint("returnee", __name__, url_prefix="/my")
