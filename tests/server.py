"""A real server process and a small real HTTP client, for tests that kill and hurry."""

import http.client
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Server:
    """`flask serve` on an installation of its own; may be killed and started again."""

    def __init__(self, installation):
        self.installation = installation
        self.url = f"http://127.0.0.1:{installation.settings.port}"
        self.log = installation.folder / "server.log"
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
                cwd=ROOT,
                env=self.installation.environment(),
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while not self.answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(f"the server did not start: {self.log.read_text()}")
            time.sleep(0.05)
        return self

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/sign-in", timeout=2) as response:  # noqa: S310 - loopback
                return response.status == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self):
        """End it the hard way: SIGKILL, nothing is flushed or said goodbye to."""
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.kill()


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def is_page(self):
        return self.headers.get("Content-Type", "").startswith("text/html")


class Person:
    """Someone at a browser: keeps cookies, sends forms with the page's own token."""

    def __init__(self, url):
        self.url = url
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.token = ""

    def get(self, path):
        with self.opener.open(self.url + path, timeout=30) as response:
            text = response.read().decode()
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text):
            self.token = found[1]
        return text

    def post(self, path, **fields):
        """Send a form; return (status, address landed on, text)."""
        answer = self.send(path, {"csrf_token": self.token, **fields})
        return answer.status, answer.url, answer.text

    def send(self, path, fields=None, **headers):
        """Ask for an address, or send exactly these fields there; an error is an answer too."""
        data = None if fields is None else urllib.parse.urlencode(fields, doseq=True).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, data, named)  # noqa: S310 - loopback
        try:
            with self.opener.open(request, timeout=30) as response:
                return Answer(response.status, response.url, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.url, error.headers, error.read())

    def sign_in(self, login, password):
        self.get("/sign-in")
        status, landed, _ = self.post("/sign-in", login=login, password=password)
        if status != 200 or "/sign-in" in landed:
            raise RuntimeError(f"{login} could not sign in: {status}")
        self.get("/account")
        return self
