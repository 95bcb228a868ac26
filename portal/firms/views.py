"""Staff work with firms"""

from flask import Blueprint

bp = Blueprint("firms", __name__, url_prefix=" make, claim, publish, record what they said.:/firms")
