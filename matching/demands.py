"""What work asks of the body and of the day, compared with what a person cannot or will not do.

A table of demands; each is looked for in the advertisement (`asked`), in the person's stated
health limits (`hindered`) and in what the person said (`avoided`). A hit on both sides is a
warning and costs points for that position; it is never a feature of the person alone.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from matching.demand_table import (
    AT_HOME,
    COUNT,
    DEMANDS,
    EVERY,
    GOES_FAR,
    LEAVING_HOME,
    LIVES_IN,
    NIGHT,
    Demand,
)
from matching.docs import PersonDoc, PositionDoc
from matching.occupations import occupations
from matching.text import canonical, has_marks, strip_marks

__all__ = [
    "COUNT",
    "DEMANDS",
    "LIVES_IN",
    "NIGHT",
    "asked",
    "avoided",
    "conflicts",
    "hindered",
    "says",
]

_DENIED = re.compile(
    r"(?i)\b(?:không|khong|ko|chẳng|đỡ|khỏi)(?: phải| cần| có)? "
    r"(?:mang vác|bốc vác|khuân vác|làm đêm|làm ca đêm|ca đêm|trực đêm|đi xa|đi tỉnh|leo cao"
    r"|làm trên cao|bụi|việc nặng|đứng nhiều|tiếp xúc hóa chất|mang vac|lam dem|ca dem)\b"
)
"""What an advertisement says that its work does not ask."""


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...], *, marked: bool) -> re.Pattern[str]:
    wordings = phrases if marked else tuple(strip_marks(phrase) for phrase in phrases)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, wordings)) + r")(?!\w)")


def says(texts: Iterable[str], phrases: tuple[str, ...]) -> bool:
    """Whether one of some texts holds one of the phrases as whole syllables.

    Each text is compared with or without accents as it is itself written.
    """
    return _found([_spelled(text) for text in texts], phrases)


def _spelled(text: str) -> tuple[str, bool]:
    plain = canonical(text)
    return plain, has_marks(plain)


def _found(texts: Iterable[tuple[str, bool]], phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and any(_pattern(phrases, marked=m).search(text) for text, m in texts)


def asked(position: PositionDoc) -> tuple[bool, ...]:
    """Which demands an advertisement makes, in the order of `DEMANDS`."""
    texts = [_spelled(_DENIED.sub(" ", text)) for text in (position.title, position.description)]
    codes = occupations(position)
    found = [
        demand.asked == EVERY
        or any(code.startswith(demand.trades) for code in codes)
        or _found(texts, demand.asked)
        for demand in DEMANDS
    ]
    if position.shift == "night":
        found[NIGHT] = True
    if position.at_home or _found(texts, AT_HOME):
        found[LEAVING_HOME] = False
    return tuple(found)


def hindered(person: PersonDoc) -> tuple[bool, ...]:
    """Which demands the stated health limits speak against, in the order of `DEMANDS`."""
    return _hindered(person.health_limits)


@lru_cache(maxsize=4096)
def _hindered(health_limits: tuple[str, ...]) -> tuple[bool, ...]:
    limits = [_spelled(limit) for limit in health_limits]
    return tuple(_found(limits, demand.hindered) for demand in DEMANDS)


def avoided(person: PersonDoc) -> tuple[bool, ...]:
    """Which demands the person said not to want, in the order of `DEMANDS`."""
    return _avoided(person.summary, person.desired_work, moves=person.needs_housing)


@lru_cache(maxsize=4096)
def _avoided(*texts: str, moves: bool) -> tuple[bool, ...]:
    words = [_spelled(text) for text in texts]
    return tuple(
        _found(words, demand.avoided)
        or (demand.presumed and not moves and not _found(words, (*demand.asked, *GOES_FAR)))
        for demand in DEMANDS
    )


def conflicts(person: PersonDoc, position: PositionDoc) -> tuple[Demand, ...]:
    """Demands of the position that this person should be asked about."""
    sides = zip(DEMANDS, _asked(position), hindered(person), avoided(person), strict=True)
    return tuple(
        demand for demand, wanted, cannot, will_not in sides if wanted and (cannot or will_not)
    )


@lru_cache(maxsize=4096)
def _asked(position: PositionDoc) -> tuple[bool, ...]:
    return asked(position)
