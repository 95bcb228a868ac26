"""Workbooks in"""

from flask import Blueprint

bp = Blueprint("importing", __name__, url_prefix=" preview, apply, undo.:/imports")
