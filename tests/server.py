"""A real server process and a small real HTTP client, for tests that kill and hurry."""

import time

import forks

from portal.simulation.browser import Answer, Person
from portal.simulation.machine import START_SECONDS, ServerProcess

__all__ = ["Answer", "Person", "Server"]


class Server(ServerProcess):
    """The product's server on an installation of its own; may be killed and started again."""

    def __init__(self, installation):
        settings = installation.settings
        self.log = installation.folder / "server.log"
        super().__init__(installation.environment(), settings.port, self.log)
        self.installation = installation
        self.url = f"http://127.0.0.1:{settings.port}"

    def start(self):
        self.process = forks.server(self.installation.environment(), self.log)
        self.process.start()
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > deadline or not self.process.is_alive():
                raise RuntimeError(f"the server did not start: {self.log.read_text()}")
            time.sleep(0.05)

    def kill(self):
        """End it the hard way: SIGKILL, nothing is flushed or said goodbye to."""
        self.process.kill()
        self.process.join()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.kill()
