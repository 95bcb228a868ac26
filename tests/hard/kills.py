"""A server killed while people send forms: what was acknowledged must be there, once."""

import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException

from server import Person

LOGIN, PASSWORD = "tochuc", "mật khẩu thử máy chủ"
DOUBLE_SHARE = 0.3


@dataclass
class Sent:
    """What the clients sent, and which of it the server said was done."""

    acknowledged: list[str] = field(default_factory=list)
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self):
        with self.lock:
            self.asked += 1

    def acknowledge(self, name):
        with self.lock:
            self.acknowledged.append(name)


def form(name, once):
    return {
        "once": once,
        "name": name,
        "place": "Nhà văn hóa",
        "commune_code": "14797",
        "on": "15/12/2027",
        "starts_at": "13:30",
        "ends_at": "16:30",
        "slot_minutes": "15",
        "max_talks": "3",
    }


def keep_sending(url, seed, stop, sent):
    """Send one form after another; a form without an answer is sent again with the same key."""
    chance = random.Random(seed)
    person = Person(url)
    number = 0
    while not stop.is_set():
        number += 1
        name, once = f"Hội nghị {seed} {number}", str(uuid.uuid4())
        if not _until_answered(person, name, once, stop):
            return
        sent.acknowledge(name)
        if chance.random() < DOUBLE_SHARE:
            _until_answered(person, name, once, stop)


def _until_answered(person, name, once, stop):
    while not stop.is_set():
        try:
            if not person.token:
                person.sign_in(LOGIN, PASSWORD)
            status, landed, _ = person.post("/events/new", **form(name, once))
            if status == 200 and "/new" not in landed and "/sign-in" not in landed:
                return True
            person.token = ""
        except (
            OSError,
            HTTPException,
        ):  # the server is gone, the session is not
            time.sleep(0.05)
        except (RuntimeError, ValueError):
            person.token = ""
            time.sleep(0.05)
    return False


def _wait_for_work(sent, more, patience=60):
    """Wait until `more` forms were acknowledged: a kill between two forms shows nothing."""
    before, deadline = len(sent.acknowledged), time.monotonic() + patience
    while len(sent.acknowledged) < before + more and time.monotonic() < deadline:
        time.sleep(0.02)


def run(server, rounds, *, clients=4, seed=1, between=(0.0, 0.3)):
    """Kill and restart `server` `rounds` times under load; return what was acknowledged."""
    chance = random.Random(seed)
    stop, sent = threading.Event(), Sent()
    threads = [
        threading.Thread(target=keep_sending, args=(server.url, n, stop, sent), daemon=True)
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for _ in range(rounds):
        _wait_for_work(sent, more=2)
        time.sleep(chance.uniform(*between))
        server.kill()
        server.start()
    time.sleep(1)
    stop.set()
    for thread in threads:
        thread.join(timeout=60)
    return sent
