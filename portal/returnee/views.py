"""A person'''s own screens"""

from flask import Blueprint

bp = Blueprint("returnee", __name__, url_prefix=" kiosk and phone.:/my")
