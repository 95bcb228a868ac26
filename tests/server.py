"""A real server process and a small real HTTP client, for tests that kill and hurry."""

import http.client
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from portal.simulation.browser import Answer, Person

__all__ = ["Answer", "Person", "Server"]

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
