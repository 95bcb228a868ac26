"""Introductions and placements, the counselor's side."""

from flask import Blueprint

bp = Blueprint("introducing", __name__, url_prefix="/introductions")
