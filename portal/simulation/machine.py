"""A server process of its own, and a network before it that can be cut."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60
BLOCK = 65536


class ServerProcess:
    """`flask serve` on one port; may be killed and started again."""

    command = ("-m", "flask", "--app", "wsgi", "serve")

    def __init__(self, environment: Mapping[str, str], port: int, log: Path) -> None:
        self._environment = environment
        self._url = f"http://127.0.0.1:{port}"
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, *self.command],
                cwd=ROOT,
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"the server did not start, see {self._log}")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Tell whether the sign-in page comes."""
        try:
            with urllib.request.urlopen(f"{self._url}/sign-in", timeout=2) as response:  # noqa: S310 - loopback
                return bool(response.status == 200)  # noqa: PLR2004 - HTTP's own word for done
        except (OSError, HTTPException):
            return False

    @property
    def pid(self) -> int:
        """The process's number, while it runs."""
        return self._process.pid if self._process else 0

    def kill(self) -> None:
        """End it the hard way: nothing is flushed or said goodbye to."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class Network:
    """Passes bytes between clients and the server, until it is cut."""

    def __init__(self, server_port: int) -> None:
        self._server = ("127.0.0.1", server_port)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._open: set[socket.socket] = set()
        self._is_cut = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The address clients use."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Break every connection and take no new one."""
        self._is_cut.set()
        for one in list(self._open):
            self._shut(one)

    def mend(self) -> None:
        """Take connections again."""
        self._is_cut.clear()

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        try:
            if self._is_cut.is_set():
                raise ConnectionError
            server = socket.create_connection(self._server, timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        self._open |= {client, server}
        back = threading.Thread(target=self._pass, args=(server, client), daemon=True)
        back.start()
        self._pass(client, server)
        back.join()
        for one in (client, server):
            self._open.discard(one)
            one.close()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while block := source.recv(BLOCK):
                target.sendall(block)
        self._shut(target)

    @staticmethod
    def _shut(one: socket.socket) -> None:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
