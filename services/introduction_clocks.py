"""The days of an introduction: when staff call, when it closes by itself, when a firm deletes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models import Introduction, IntroductionAction, local_day
from services.working_days import add_working_days

ANSWER_WITHIN = 3
"""Working days a firm has before the counselor calls."""
CLOSED_AFTER = 10
"""Working days without a word after which an introduction ends by itself."""
DELETES_WITHIN = timedelta(days=30)
"""How long a firm may keep what it wrote down of a person it did not take."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days from an answer to the next call, and to the end; None never ends by itself."""

    calls_after: int
    closes_after: int | None = None


FIRST = Clock(ANSWER_WITHIN, CLOSED_AFTER)
NEXT: Mapping[IntroductionAction, Clock] = {
    IntroductionAction.INVITE: Clock(ANSWER_WITHIN, CLOSED_AFTER),
    IntroductionAction.OFFER: Clock(ANSWER_WITHIN),
    IntroductionAction.HIRE: Clock(ANSWER_WITHIN),
}
"""After an invitation the days run from the interview, after a hire from the first day agreed."""


def begin(introduction: Introduction, today: date) -> None:
    """Start the days of a new introduction."""
    _set(introduction, FIRST, today)


def answered(introduction: Introduction, action: IntroductionAction, today: date) -> None:
    """Set the days that follow an answer."""
    _set(introduction, NEXT[action], max(today, _agreed_day(introduction, action) or today))


def stop(introduction: Introduction) -> None:
    """Nothing is awaited any more."""
    introduction.answer_due_on = introduction.closes_on = None


def ended(introduction: Introduction, today: date) -> None:
    """Stop waiting for the firm; from now on it has to delete what it wrote down."""
    stop(introduction)
    introduction.firm_deletes_by = today + DELETES_WITHIN


def _set(introduction: Introduction, clock: Clock, start: date) -> None:
    introduction.answer_due_on = add_working_days(start, clock.calls_after)
    introduction.closes_on = (
        add_working_days(start, clock.closes_after) if clock.closes_after else None
    )


def _agreed_day(introduction: Introduction, action: IntroductionAction) -> date | None:
    if action == IntroductionAction.INVITE and introduction.interview_at:
        return local_day(introduction.interview_at)
    return introduction.starts_on if action == IntroductionAction.HIRE else None
