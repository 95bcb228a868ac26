"""The picture beside each word on a person's own screens: for who reads slowly or not at all."""

from collections.abc import Mapping
from typing import NamedTuple

from matching import vocab
from models import Position, PositionKind, Shift
from services.cards import Card

KINDS: Mapping[PositionKind, str] = {
    PositionKind.TRAINING: "book",
    PositionKind.HOME_WORK: "house",
}
# Groups of ISCO-08, the longest that begins a code wins: what the hands hold at this work.
WORK: Mapping[str, str] = {
    "3122": "needle",
    "4": "box",
    "512": "pot",
    "513": "pot",
    "5414": "shield",
    "6": "leaf",
    "71": "wall",
    "7127": "wrench",
    "72": "wrench",
    "74": "bolt",
    "752": "saw",
    "753": "needle",
    "7317": "basket",
    "7318": "needle",
    "815": "needle",
    "8172": "saw",
    "83": "truck",
    "8344": "box",
    "911": "broom",
    "912": "broom",
    "92": "leaf",
    "931": "wall",
    "932": "box",
    "933": "box",
    "941": "pot",
    "961": "broom",
}
ANY_WORK = "gear"
SHIFTS: Mapping[Shift, str] = {
    Shift.DAY: "sun",
    Shift.ROTATING: "turn",
    Shift.NIGHT: "moon",
    Shift.FLEXIBLE: "clock",
}
EXTRAS: Mapping[str, tuple[str, str]] = {
    "shuttle": ("bus", "Có xe đưa đón"),
    "housing": ("bed", "Có chỗ ở"),
    "meals": ("bowl", "Có ăn ca"),
    "training_provided": ("book", "Được dạy nghề"),
}


class Line(NamedTuple):
    """A picture and the words that say the same."""

    icon: str
    text: str


def of_work(position: Position) -> str:
    """Return the picture of a position: of its kind, else of its trade."""
    if position.kind in KINDS:
        return KINDS[position.kind]
    code = _trade(position)
    return next((WORK[code[:n]] for n in range(len(code), 0, -1) if code[:n] in WORK), ANY_WORK)


def _trade(position: Position) -> str:
    """Return the posting's own code, else that of the first skill it asks for."""
    skills = vocab.load().skills
    asked = (skills[code].isco08 for code in position.required_skills if code in skills)
    return position.occupation_code or next(asked, "")


def extras(position: Position) -> list[Line]:
    """Return what the position gives beside the pay."""
    return [Line(*said) for name, said in EXTRAS.items() if getattr(position, name)]


def reasons(card: Card) -> list[str]:
    """Return the reasons that no picture of the card says already."""
    said = [line.text.removeprefix("Có ").lower() for line in extras(card.position)]
    return [reason for reason in card.reasons if not any(word in reason.lower() for word in said)]
