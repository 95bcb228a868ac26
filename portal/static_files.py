"""Files of static/: served by WhiteNoise, each under an address that changes with its content."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask, send_from_directory
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise

from portal.access import public
from portal.security import HEADERS

YEAR = 365 * 24 * 3600


def init_app(app: Flask, folder: Path) -> None:
    """Serve `folder` below /static, forever cacheable because ?v= names the content."""

    @cache
    def version(filename: str) -> str:
        path = folder / filename
        return hashlib.sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else ""

    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["v"] = version(values["filename"])

    @public
    def static(filename: str) -> ResponseReturnValue:
        return send_from_directory(folder, filename)

    app.add_url_rule("/static/<path:filename>", "static", static)
    app.url_defaults(add_version)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="static/",
        max_age=YEAR,
        add_headers_function=_dress,
    )


def _dress(headers: Headers, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
