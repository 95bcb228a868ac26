"""Staff work with firms: make, claim, publish, record what they said."""

from flask import Blueprint

bp = Blueprint("firms", __name__, url_prefix="/firms")
