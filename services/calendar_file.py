"""Interviews as a calendar file (RFC 5545): dates that a telephone or Outlook takes over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_OCTETS = 75
LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One date: neutral words, for a calendar may be shared.

    A file taken later replaces the date of the same `uid` where its `sequence` is higher.
    """

    uid: str
    at: datetime
    summary: str
    location: str = ""
    description: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """Return the file: UTC times, half an hour each, lines of at most 75 octets."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Noi Viec//VI", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, now)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + LINE_END for line in lines).encode()


def fold(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, never inside a letter."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return LINE_END.join(pieces)


def escape(text: str) -> str:
    """Return a text value with what RFC 5545 escapes, on one line."""
    plain = "\n".join(text.splitlines())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _event(entry: Entry, now: datetime) -> list[str]:
    facts = {"SUMMARY": entry.summary, "LOCATION": entry.location, "DESCRIPTION": entry.description}
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}@noiviec",
        f"SEQUENCE:{entry.sequence}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(entry.at)}",
        "DURATION:PT30M",
        *(f"{name}:{escape(text)}" for name, text in facts.items() if text),
        "END:VEVENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
