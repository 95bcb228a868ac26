"""The command line: `flask db`, `flask users`, `flask import` and the demo."""

from flask import Flask

from portal.commands.db import db
from portal.commands.demo import demo
from portal.commands.hall import hall
from portal.commands.imports import imports
from portal.commands.keys import keys
from portal.commands.match import match
from portal.commands.model import model
from portal.commands.serve import serve
from portal.commands.simulate import simulate_event
from portal.commands.usb import usb
from portal.commands.users import users
from portal.commands.work import work

GROUPS = (db, demo, hall, imports, keys, match, model, serve, simulate_event, usb, users, work)


def init_app(app: Flask) -> None:
    """Register every group."""
    for group in GROUPS:
        app.cli.add_command(group)
