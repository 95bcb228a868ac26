"""Whose phone it is, what may be said there and when: goes wherever a person's number goes."""

from dataclasses import dataclass

from matching.text import canonical
from models import Returnee

# How officers write that the phone is the person's own.
OWN = ("chính chủ", "chính người", "bản thân", "của mình", "của tôi")


@dataclass(frozen=True, slots=True)
class SafeContact:
    """A number with the words that must stand beside it."""

    phone: str
    whose: str
    may_say: str
    when: str

    @property
    def is_own(self) -> bool:
        """Tell whether the person answers: nothing on file says it is another's phone."""
        whose = canonical(self.whose)
        return not whose or any(word in whose for word in OWN)

    @property
    def may_write(self) -> bool:
        """Tell whether a written message may go there: own phone, and nothing restrains words."""
        return bool(self.phone) and self.is_own and not self.may_say


def of(returnee: Returnee) -> SafeContact:
    """Return how a person may be reached."""
    return SafeContact(
        returnee.phone, returnee.contact_whose, returnee.contact_may_say, returnee.contact_when
    )
