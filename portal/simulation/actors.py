"""Who acts in the hall: desks, tables, kiosks and the wall, each with a machine of its own."""

import queue
import random
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.simulation.browser import Answer, Person
from portal.simulation.hall import Guest, Hall
from portal.simulation.journal import REFUSED, Journal

NO_SHOW_SHARE, WALK_IN_SHARE, MISS_SHARE, YES_SHARE = 0.15, 0.04, 0.08, 0.7
STEPS = ("interview", "trial", "offer", "call_back", "not_suitable")
LOOK_AGAIN = 0.3
POLL = 3.0
"""Seconds between two looks of a live screen, as static/js/poll.js has it."""
WAITING = 'class="hall-line"'
CALLED = r'hall-number">Số (\d+)<.*?/hall/talk/([0-9a-f-]{36})/next-step"'
TRIES = 3
PATIENCE = 8
"""How often a table looks in vain before it packs up: someone may still be at another one."""


@dataclass
class Afternoon:
    """What all clients share."""

    hall: Hall
    url: str
    journal: Journal
    seed: int
    poll: float = POLL
    think: float = 0.0
    arrivals: "queue.Queue[Guest | str]" = field(default_factory=queue.Queue)
    to_kiosk: "queue.Queue[Guest]" = field(default_factory=queue.Queue)
    is_over: threading.Event = field(default_factory=threading.Event)

    def chance(self, who: str) -> random.Random:
        """Return the dice of one client."""
        return random.Random(f"{self.seed} {who}")  # noqa: S311 - a rehearsal, not a secret

    def send(self, machine: Person, path: str, fields: Mapping[str, Any]) -> Answer:
        """Send a form as a person does, after looking at the page for a moment."""
        time.sleep(self.think)
        return self.journal.send(machine, path, fields)

    def code_of(self, number: int) -> str:
        """Return the code on the paper of whoever is called by a number."""
        return next((guest.code for guest in self.hall.guests if guest.number == number), "")

    def pair(self, code: str) -> Person:
        """Pair a machine of the hall, before anybody comes."""
        person = Person(self.url)
        person.get("/pair")
        _, landed, text = person.post("/pair", code=code)
        if landed.endswith("/pair"):
            raise RuntimeError("a machine could not be paired")
        person.keep_token(text)
        return person


def open_doors(day: Afternoon, seconds: float) -> None:
    """Let people come over `seconds`, in an order from the seed; some never do, some unasked."""
    chance = day.chance("arrivals")
    coming: list[Guest | str] = [
        guest for guest in day.hall.guests if chance.random() >= NO_SHOW_SHARE
    ]
    walk_ins = int(len(day.hall.guests) * WALK_IN_SHARE)
    coming += [f"Lê Đến Thêm {number}" for number in range(walk_ins)]
    chance.shuffle(coming)
    for one in coming:
        day.arrivals.put(one)
        time.sleep(chance.expovariate(1) * seconds / len(coming))


def desk(day: Afternoon, machine: Person) -> None:
    """Tick whoever stands at the table; a name without an invitation is a walk-in."""
    base = f"/events/{day.hall.event_id}"
    while not (day.is_over.is_set() and day.arrivals.empty()):
        try:
            one = day.arrivals.get(timeout=LOOK_AGAIN)
        except queue.Empty:
            continue
        if isinstance(one, str):
            _write_down(day, machine, base, one)
        else:
            answer = day.send(machine, f"{base}/check-in", {"who": one.code})
            if answer.status < REFUSED:
                day.journal.note("present", str(one.attendance_id))
            day.to_kiosk.put(one)


def _write_down(day: Afternoon, machine: Person, base: str, name: str) -> None:
    page = f"{base}/walk-in"
    form = {
        "back": page,
        "full_name": name,
        "birth_year": "1990",
        "commune_code": "14797",
        "phone": "",
        "agrees": "y",
        "witness": "Cô Bảy",
    }
    answer = day.send(machine, page, form)
    if not answer.url.endswith(page):
        day.journal.note("walk_in", name)


def kiosk(day: Afternoon, machine: Person, name: str) -> None:
    """Let people look at their cards: open, like one, answer the question, leave."""
    chance = day.chance(name)
    while not (day.is_over.is_set() and day.to_kiosk.empty()):
        try:
            guest = day.to_kiosk.get(timeout=LOOK_AGAIN)
        except queue.Empty:
            continue
        _visit(day, machine, guest, chance)


def _visit(day: Afternoon, machine: Person, guest: Guest, chance: random.Random) -> None:
    """Type code and year; after a lost answer the old form is void and they type again."""
    form = {"code": guest.code, "birth_year": guest.birth_year}
    for _ in range(TRIES):
        day.journal.open(machine, "/my/")
        answer = day.send(machine, "/my/", form)
        if answer.status < REFUSED:
            break
    cards = re.findall(r'action="(/my/jobs/[0-9a-f-]{36})"', answer.text)
    if cards:
        _like(day, machine, chance.choice(cards), chance)
    day.send(machine, "/my/leave", {})


def _like(day: Afternoon, machine: Person, card: str, chance: random.Random) -> None:
    answer = day.send(machine, card, {"word": "like"})
    if answer.status >= REFUSED:
        return
    day.journal.note("like", card.rsplit("/", 1)[-1])
    if "/my/firms/" in answer.url:
        path = "/my/firms/" + answer.url.rsplit("/", 1)[-1]
        word = "yes" if chance.random() < YES_SHARE else "no"
        day.send(machine, path, {"answer": word})


def table(day: Afternoon, machine: Person, table_id: str, name: str) -> None:
    """Call the next number while someone waits, record each talk, until nobody is left."""
    chance = day.chance(name)
    page = f"/hall/table/{table_id}"
    text = day.journal.open(machine, page)
    idle = 0
    while idle < PATIENCE or not day.is_over.is_set():
        if WAITING in text:
            text = day.send(machine, f"{page}/call", {"back": page}).text
        called = dict(re.findall(CALLED, text, re.DOTALL))
        for number, talk in sorted(called.items()):
            text = _talk(day, machine, talk, chance, day.code_of(int(number)))
        idle = 0 if called else idle + 1
        if not called:
            time.sleep(day.poll)
            text = _look(day, machine, page, text)


def _talk(day: Afternoon, machine: Person, talk: str, chance: random.Random, code: str) -> str:
    """Say what a talk led to; return the table's page after it."""
    if chance.random() < MISS_SHARE:
        text = day.send(machine, f"/hall/talk/{talk}/move", {"action": "miss"}).text
        day.journal.note("miss", talk)
        return text
    step = chance.choice(STEPS)
    form = {"step": step, "reason": "skills" if step == "not_suitable" else ""}
    text = day.send(machine, f"/hall/talk/{talk}/next-step", form).text
    day.journal.note(f"step {step}", talk)
    if f"/hall/talk/{talk}/consent" in text:
        word = "yes" if chance.random() < YES_SHARE else "no"
        answer = {"answer": word, "code": code}
        text = day.send(machine, f"/hall/talk/{talk}/consent", answer).text
        if word == "yes":
            day.journal.note("agreed", talk)
    return text


def wall(day: Afternoon, machine: Person) -> None:
    """Watch the wall as long as the afternoon lasts."""
    page = f"/hall/wall/{day.hall.event_id}"
    text = day.journal.open(machine, page)
    while not day.is_over.wait(day.poll):
        text = _look(day, machine, page, text)


def _look(day: Afternoon, machine: Person, page: str, text: str) -> str:
    """Ask whether anything moved, as a live screen does; return the page as it is now."""
    version = re.search(r'data-version="(\d+)"', text)
    return day.journal.open(machine, f"{page}/live?version={version[1] if version else 0}") or text
