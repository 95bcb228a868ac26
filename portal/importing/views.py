"""Workbooks in: preview, apply, undo."""

from flask import Blueprint

bp = Blueprint("importing", __name__, url_prefix="/imports")
