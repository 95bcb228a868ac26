"""Case files, consents and the day's work of a counselor."""

from flask import Blueprint

bp = Blueprint("counselor", __name__, url_prefix="/counselor")
