"""Headers of every answer, and which host names the portal answers to."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from config import Settings, lan_address
from portal.access import LOOPBACK

CSP = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'none'; "
    "base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
HSTS = "max-age=31536000"


def init_app(app: Flask, settings: Settings) -> None:
    """Check the host of every request and dress every answer."""
    hosts = allowed_hosts(settings)
    headers = HEADERS | ({"Strict-Transport-Security": HSTS} if settings.is_https else {})

    def check_host() -> None:
        if hostname(request.host) not in hosts:
            abort(400)

    def dress(response: Response) -> Response:
        response.headers.extend(headers)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    app.before_request(check_host)
    app.after_request(dress)


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Return the names this installation is reached by."""
    public = urlsplit(settings.public_url).hostname or ""
    return LOOPBACK | {public, settings.host, lan_address()}


def hostname(host: str) -> str:
    """Return a Host header without its port and brackets."""
    return urlsplit(f"//{host}").hostname or ""
