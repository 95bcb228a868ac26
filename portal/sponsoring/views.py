"""Pledges and sponsorships, the staff side."""

from flask import Blueprint

bp = Blueprint("sponsoring", __name__, url_prefix="/sponsoring")
