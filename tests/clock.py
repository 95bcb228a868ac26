"""The product's clock for one run of tests: it starts at noon in Vietnam and goes on from there.

A run that crosses midnight would otherwise see two days: what a test module took for today when
it was imported, and what the product says later. Servers that a test starts get the same clock.
"""

import sys
from datetime import datetime, timedelta
from functools import cache

from flask.cli import main

import models.clock
from portal.simulation.machine import ServerProcess


@cache
def start_at_noon():
    """Let it be noon of this day in Vietnam; asked again, the day stays."""
    local = datetime.now(models.clock.LOCAL_ZONE)
    move(local.replace(hour=12, minute=0, second=0, microsecond=0) - local)


def move(by):
    """Move the product's clock, here and in every server that this process starts."""

    class Moved:
        ahead = by

        @staticmethod
        def now(zone):
            return datetime.now(zone) + by

    models.clock.datetime = Moved
    ServerProcess.command = ("-c", f"from tests import clock; clock.serve({by.total_seconds()!r})")


def seconds_ahead():
    """Return how far it was moved."""
    return models.clock.datetime.ahead.total_seconds()


def serve(seconds):
    """Be `flask serve` with the clock moved."""
    move(timedelta(seconds=seconds))
    sys.argv = ["flask", "--app", "wsgi", "serve"]
    main()
