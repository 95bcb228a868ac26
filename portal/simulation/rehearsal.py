"""An installation of its own for one rehearsal: key, database, server, network, verdict."""

import socket
from pathlib import Path

from sqlalchemy.orm import Session

from config import child_environment
from models import Keyring, crypto
from portal import schema
from portal.database import make_engine
from portal.simulation import afternoon, hall
from portal.simulation.afternoon import Pace, Troubles
from portal.simulation.hall import Hall, Size
from portal.simulation.machine import Network, ServerProcess
from portal.simulation.verdict import Verdict, judge

LOG, MOST = "server.log", 20


def rehearse(folder: Path, size: Size, *, seed: int, pace: Pace, troubles: Troubles) -> Verdict:
    """Build everything in `folder`, let the afternoon happen, and judge it."""
    made, server, port = open_hall(folder, size, seed)
    network = Network(port)
    try:
        journal = afternoon.run(server, network, made, seed=seed, pace=pace, troubles=troubles)
    finally:
        server.kill()
        network.close()
    with Session(make_engine(_database(folder)), expire_on_commit=False) as session:
        verdict = judge(session, journal)
    verdict.faults += _errors(folder)
    return verdict


def _errors(folder: Path) -> list[str]:
    """Return what the server itself called an error, with where it happened."""
    lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if '"level": "error"' in line][:MOST]


def open_hall(folder: Path, size: Size, seed: int) -> tuple[Hall, ServerProcess, int]:
    """Build an event in `folder` and start its server; return both and the server's port."""
    key_file = folder / "key.json"
    Keyring.create().save(key_file)
    crypto.use(Keyring.load(key_file))
    schema.upgrade(_database(folder))
    with Session(make_engine(_database(folder)), expire_on_commit=False) as session:
        made = hall.build(session, size, seed)
    port = _free_port()
    server = ServerProcess(
        child_environment(
            DATABASE_URL=_database(folder),
            KEY_FILE=str(key_file),
            HOST="127.0.0.1",
            PORT=str(port),
            PUBLIC_URL=f"http://127.0.0.1:{port}",
            WORKER="off",
        ),
        port,
        folder / LOG,
    )
    server.start()
    return made, server, port


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'noiviec.db'}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
