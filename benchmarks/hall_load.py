"""What the hall feels: 60 live screens, a check-in, a walk-in's list, on a real server.

``python -m benchmarks.hall_load [--write]`` builds an invented event of 500 people, starts the
server, lets 60 screens poll every 3 s and reads the process's CPU time from the system; then it
times check-ins and walk-ins one after another. Times are the client's, in milliseconds.
"""

import json
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.prove import commit
from portal.simulation.actors import Afternoon
from portal.simulation.browser import Person
from portal.simulation.hall import Size
from portal.simulation.journal import Journal
from portal.simulation.rehearsal import open_hall

RESULT = Path(__file__).resolve().parent.parent / "docs" / "measured" / "hall.json"
SCREENS, EVERY, WATCHED = 60, 3.0, 30.0
CHECK_INS, WALK_INS = 100, 10


def _cpu_seconds(pid: int) -> float:
    """Return the CPU time a process has used, all threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _screens(day: Afternoon) -> list[tuple[Person, str]]:
    tables = islice(day.hall.tables.items(), SCREENS - 1)
    found = [(day.pair(code), f"/hall/table/{table}") for table, code in tables]
    return [*found, (day.pair(day.hall.wall), f"/hall/wall/{day.hall.event_id}")]


def _poll(person: Person, page: str, stop: threading.Event, first: float) -> None:
    version = re.search(r'data-version="(\d+)"', person.get(page))[1]
    time.sleep(first)
    while not stop.wait(EVERY):
        person.send(f"{page}/live?version={version}")


def live_screens(day: Afternoon, pid: int) -> dict[str, float]:
    """Return the share of two cores that 60 screens cost while nothing moves."""
    stop = threading.Event()
    screens = _screens(day)
    threads = [
        threading.Thread(target=_poll, args=(person, page, stop, EVERY * n / len(screens)))
        for n, (person, page) in enumerate(screens)
    ]
    for thread in threads:
        thread.start()
    time.sleep(2 * EVERY)
    before, begin = _cpu_seconds(pid), time.perf_counter()
    time.sleep(WATCHED)
    used, seconds = _cpu_seconds(pid) - before, time.perf_counter() - begin
    stop.set()
    for thread in threads:
        thread.join()
    return {"screens": len(screens), "share_of_two_cores": round(used / seconds / 2, 4)}


def _times(work: Callable[[int], None], count: int) -> dict[str, float]:
    waits = []
    for number in range(count):
        begin = time.perf_counter()
        work(number)
        waits.append((time.perf_counter() - begin) * 1000)
    return {
        "count": count,
        "p50_ms": round(float(np.percentile(waits, 50)), 1),
        "p95_ms": round(float(np.percentile(waits, 95)), 1),
    }


def desk(day: Afternoon) -> dict[str, dict[str, float]]:
    """Return what a check-in (POST and the page after it) and a walk-in's list take."""
    machine = day.pair(day.hall.desks[0])
    base = f"/events/{day.hall.event_id}"
    journal = day.journal

    def check_in(number: int) -> None:
        journal.once(machine, f"{base}/check-in", {"who": day.hall.guests[number].code})

    def walk_in(number: int) -> None:
        form = {"full_name": f"Lê Đo Thử {number}", "birth_year": "1990", "commune_code": "14797"}
        more = {"phone": "", "agrees": "y", "witness": "Cô Bảy"}
        journal.once(machine, f"{base}/walk-in", form | more)

    return {"check_in": _times(check_in, CHECK_INS), "walk_in": _times(walk_in, WALK_INS)}


def main() -> None:
    """Measure and print; with --write keep the figures."""
    with tempfile.TemporaryDirectory(prefix="noiviec-") as folder:
        hall, server, port = open_hall(Path(folder), Size(tables=SCREENS), seed=1)
        try:
            day = Afternoon(hall, f"http://127.0.0.1:{port}", Journal(1), 1)
            found = {"commit": commit("portal", "services", "models"), "cores": os.cpu_count()}
            found |= {"live": live_screens(day, server.pid), **desk(day)}
        finally:
            server.kill()
    print(json.dumps(found, indent=1))
    if "--write" in sys.argv:
        RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
