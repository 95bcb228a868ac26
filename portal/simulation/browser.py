"""A small real HTTP client: keeps cookies, sends forms with the page's own token."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from typing import Any

PATIENCE = 30
"""Seconds until a request counts as lost."""


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    url: str
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page."""
        return self.headers.get("Content-Type", "").startswith("text/html")


class Person:
    """Someone at a browser; `url` is the server's address without a path."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.token = ""

    def get(self, path: str) -> str:
        """Open a page, keep its form token, return its text."""
        with self.opener.open(self.url + path, timeout=PATIENCE) as response:
            text: str = response.read().decode()
        self.keep_token(text)
        return text

    def keep_token(self, text: str) -> None:
        """Keep the token of the forms on a page."""
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text):
            self.token = found[1]

    def post(self, path: str, **fields: Any) -> tuple[int, str, str]:
        """Send a form; return (status, address landed on, text)."""
        answer = self.send(path, {"csrf_token": self.token, **fields})
        return answer.status, answer.url, answer.text

    def send(self, path: str, fields: Mapping[str, Any] | None = None, **headers: str) -> Answer:
        """Ask for an address, or send exactly these fields there; an error is an answer too."""
        data = None if fields is None else urllib.parse.urlencode(fields, doseq=True).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, data, named)  # noqa: S310 - http only
        try:
            with self.opener.open(request, timeout=PATIENCE) as response:
                return Answer(response.status, response.url, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.url, error.headers, error.read())

    def sign_in(self, login: str, password: str) -> "Person":
        """Sign in, or raise RuntimeError."""
        self.get("/sign-in")
        status, landed, _ = self.post("/sign-in", login=login, password=password)
        if status != 200 or "/sign-in" in landed:  # noqa: PLR2004 - HTTP's own word for done
            raise RuntimeError(f"{login} could not sign in: {status}")
        self.get("/account")
        return self
