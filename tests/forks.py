"""Real processes that start at once: forked from one that has read the product's code and no more.

A process that reads all of it by itself takes seconds, and a run starts some sixty.
"""

import multiprocessing
import os
import sys
from pathlib import Path

import clock

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["portal", "pytest"])


def server(environment, log):
    """Return a process that is `flask serve`; what it says goes to `log`."""
    told = environment, log, clock.seconds_ahead()
    return FORKS.Process(target=_serve, args=told, daemon=True)


def _serve(environment, log, seconds):
    os.environ.update(environment)
    with log.open("ab") as said, Path(os.devnull).open("wb") as nowhere:
        os.dup2(said.fileno(), sys.stderr.fileno())
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    clock.serve(seconds)
