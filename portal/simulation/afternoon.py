"""One afternoon from open doors to the last talk, with kills and a cut network in between."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from portal.simulation import actors
from portal.simulation.actors import POLL, Afternoon
from portal.simulation.hall import Hall
from portal.simulation.journal import Journal
from portal.simulation.machine import Network, ServerProcess


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds in which everybody comes, between two looks of a live screen, and before each form.

    Half a second a form is quicker than any hand: three hours are pressed into ten minutes.
    """

    arrivals: float = 600.0
    poll: float = POLL
    think: float = 0.5


@dataclass(frozen=True, slots=True)
class Troubles:
    """What goes wrong: kills of the server, and seconds without a network."""

    kills: int = 2
    cut_seconds: float = 120.0


def run(
    server: ServerProcess,
    network: Network,
    hall: Hall,
    *,
    seed: int,
    pace: Pace,
    troubles: Troubles,
) -> Journal:
    """Let the afternoon happen; return what was acknowledged."""
    journal = Journal(seed)
    day = Afternoon(hall, network.url, journal, seed, pace.poll, pace.think)
    threads = [threading.Thread(target=work, daemon=True) for work in _work(day)]
    harm = threading.Thread(target=_harm, args=(server, network, seed, pace.arrivals, troubles))
    for thread in (*threads, harm):
        thread.start()
    actors.open_doors(day, pace.arrivals)
    harm.join()
    while not (day.arrivals.empty() and day.to_kiosk.empty()):
        time.sleep(0.1)
    day.is_over.set()
    for thread in threads:
        thread.join()
    return journal


def _work(day: Afternoon) -> list[Callable[[], None]]:
    """Pair every machine, and return what each does from now on."""
    hall = day.hall
    work: list[Callable[[], None]] = [
        partial(actors.desk, day, day.pair(code)) for code in hall.desks
    ]
    for number, code in enumerate(hall.kiosks):
        work.append(partial(actors.kiosk, day, day.pair(code), f"kiosk {number}"))
    for number, (table, code) in enumerate(hall.tables.items()):
        work.append(partial(actors.table, day, day.pair(code), str(table), f"table {number}"))
    return [*work, partial(actors.wall, day, day.pair(hall.wall))]


def _harm(
    server: ServerProcess, network: Network, seed: int, seconds: float, troubles: Troubles
) -> None:
    """Kill the server at moments from the seed, and cut the network once in the middle."""
    chance = random.Random(f"{seed} harm")  # noqa: S311 - a rehearsal, not a secret
    moments = [(chance.uniform(0.15, 0.85) * seconds, "kill") for _ in range(troubles.kills)]
    if troubles.cut_seconds:
        moments.append((seconds / 2, "cut"))
    begin = time.monotonic()
    for at, what in sorted(moments):
        time.sleep(max(0.0, begin + at - time.monotonic()))
        if what == "kill":
            server.kill()
            server.start()
            continue
        network.cut()
        time.sleep(troubles.cut_seconds)
        network.mend()
