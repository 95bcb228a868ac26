"""How large a sheet is set: as large as its cards still fit on one A4 page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from services.cards import Card

TIGHT_REASONS = 2


@dataclass(frozen=True, slots=True)
class Size:
    """One setting, in millimetres: the room between head and signature, a line, a card's frame."""

    name: str
    room: float
    line: float
    frame: float
    letters: int

    def height(self, cards: Sequence[Card]) -> float:
        """Return how many millimetres the cards take."""
        return sum(self.line * self._lines(card) + self.frame for card in cards)

    def _lines(self, card: Card) -> int:
        place = 60  # pay, commune, distance and shift
        texts = (
            len(card.position.title) * 1.3 + 4,
            len(card.position.employer.name) + 14,
            place,
            sum(len(reason) + 2 for reason in card.reasons),
        )
        return sum(ceil(letters / self.letters) for letters in texts)


SIZES = (Size("roomy", 172, 6.3, 22, 70), Size("plain", 188, 5.1, 14, 84))
TIGHT = "tight"


def size_of(cards: Sequence[Card]) -> str:
    """Return the largest setting that fits, else the tight one."""
    return next((size.name for size in SIZES if size.height(cards) <= size.room), TIGHT)


def most_reasons(size: str) -> int:
    """Return how many reasons a card carries at a size."""
    return TIGHT_REASONS if size == TIGHT else 3
