"""A real server process and a small real HTTP client, for tests that kill and hurry."""

from portal.simulation.browser import Answer, Person
from portal.simulation.machine import ServerProcess

__all__ = ["Answer", "Person", "Server"]


class Server(ServerProcess):
    """The product's server on an installation of its own."""

    def __init__(self, installation):
        settings = installation.settings
        super().__init__(
            installation.environment(), settings.port, installation.folder / "server.log"
        )
        self.installation = installation
        self.url = f"http://127.0.0.1:{settings.port}"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.kill()
