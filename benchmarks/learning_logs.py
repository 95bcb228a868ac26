"""Counselors at work on an invented market: which cards they look at, and what they say.

A visit shows a person the five best cards of the prior that nobody decided on yet.

- A card at place k is looked at with chance k**-0.7; one that is not looked at gets no answer.
- A counselor says yes with chance 1 / (1 + exp(-12 (truth - 0.45) - strictness - 0.8 / k)): the
  strictness is each counselor's own (normal, sigma 0.5, 30 people each), and the last term is trust
  in what stands first.
- A fifth of the noes give a reason that says nothing about suitability; besides, one card in ten
  that is looked at is turned down for such a reason whatever it is worth (the person said no).
- One visit in ten adds a position by hand: the best by truth of ten drawn that were not shown.
- A person is visited until enough decisions were made, at most three times.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning_market import Person
from matching.learning.decisions import BY_HAND, Decisions, place_weights
from matching.ranker import MOST_CARDS, prior_estimator

Floats = NDArray[np.float64]
Rng = np.random.Generator
LOOK_FADE, STEEPNESS, MIDDLE, TRUST = 0.7, 12.0, 0.45, 0.8
STRICTNESS_SIGMA, PEOPLE_EACH = 0.5, 30
SILENT_NO, WHATEVER_NO, BY_HAND_SHARE, DRAWN_BY_HAND = 0.2, 0.1, 0.1, 10
VISITS = 3


@dataclass
class Log:
    """What was shown and said, a row a card: yes 1, no 0, no that says nothing -1, no answer -2."""

    values: list[Floats] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def note(self, person: Person, row: int, place: int, answer: int) -> None:
        """Write one card down."""
        self.values.append(person.values[row])
        self.answers.append(answer)
        self.people.append(person.id)
        self.places.append(place)

    @property
    def decided(self) -> int:
        """Count the yeses and noes of any kind."""
        return sum(answer > NO_ANSWER for answer in self.answers)


NO_ANSWER, SAYS_NOTHING = -2, -1


def work(people: Sequence[Person], decisions: int, rng: Rng) -> Log:
    """Visit people until so many decisions were made."""
    prior, log = prior_estimator(), Log()
    orders = [list(np.argsort(-prior.predict(person.values))) for person in people]
    strictness = rng.normal(0.0, STRICTNESS_SIGMA, 1 + len(people) // PEOPLE_EACH)
    for number in range(VISITS * len(people)):
        who = number % len(people)
        if log.decided >= decisions:
            break
        _visit(people[who], orders[who], float(strictness[who // PEOPLE_EACH]), rng, log)
    return log


def _visit(person: Person, order: list[int], strictness: float, rng: Rng, log: Log) -> None:
    """Show the five best that are left; what is decided on leaves the order."""
    for place, row in enumerate(order[:MOST_CARDS], start=1):
        answer = NO_ANSWER
        if rng.random() < place**-LOOK_FADE:
            answer = _answer(float(person.truth[row]), place, strictness, rng)
        log.note(person, row, place, answer)
    answers = log.answers[-min(MOST_CARDS, len(order)) :]
    gone = [row for row, a in zip(order[:MOST_CARDS], answers, strict=True) if a > NO_ANSWER]
    if len(order) > MOST_CARDS and rng.random() < BY_HAND_SHARE:
        beside = rng.choice(order[MOST_CARDS:], DRAWN_BY_HAND)
        best = int(max(beside, key=lambda row: person.truth[row]))
        log.note(person, best, BY_HAND, 1)
        gone.append(best)
    order[:] = [row for row in order if row not in gone]


def _answer(truth: float, place: int, strictness: float, rng: Rng) -> int:
    leaning = STEEPNESS * (truth - MIDDLE) + strictness + TRUST / place
    says_yes = rng.random() < 1 / (1 + np.exp(-leaning))
    if rng.random() < WHATEVER_NO or (not says_yes and rng.random() < SILENT_NO):
        return SAYS_NOTHING
    return int(says_yes)


def read(log: Log, *, naive: bool = False) -> Decisions:
    """Give what is learnt from: explicit answers, or (naive) every card as it lies.

    Naive takes silence for a no, every no for a no about suitability, and weighs nothing.
    """
    answers, places = np.array(log.answers), np.array(log.places)
    listed = places != BY_HAND
    spots = range(1, MOST_CARDS + 1)
    shown = [int((places == place).sum()) for place in spots]
    decided = [int((listed & (places == place) & (answers >= 0)).sum()) for place in spots]
    weights = np.ones(len(places)) if naive else place_weights(shown, decided, places)
    everything = Decisions(
        np.array(log.values), (answers == 1).astype(float), np.array(log.people), places, weights
    )
    return everything if naive else everything.take(answers >= 0)
