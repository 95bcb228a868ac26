"""The program's own log: one JSON line a request, without addresses' ids, queries or names."""

import logging
import sys
import time
import traceback

import structlog
from flask import Flask, Response, g, request

from config import Settings

log = structlog.get_logger()


def init_app(app: Flask, settings: Settings) -> None:
    """Write JSON lines to standard error from the configured level up."""
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    app.before_request(_start)
    app.after_request(_finish)


def frames(error: BaseException) -> list[str]:
    """Return where an error came from; its own words are left out, for they may quote a person."""
    found = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in found]


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    if request.endpoint != "static":
        elapsed = time.perf_counter() - g.get("started", time.perf_counter())
        log.info(
            "request",
            endpoint=request.endpoint,
            method=request.method,
            status=response.status_code,
            ms=round(elapsed * 1000, 1),
        )
    return response
