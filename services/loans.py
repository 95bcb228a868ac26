"""Would the bank's programmes take this person or firm? Condition by condition, never "approved".

A condition is met, not met, or not known; the answer is "eligible" only where all are met. The bank
decides. Years end on the day of the same date, both days counted; of 29 February on the last day of
February (Civil Code 91/2015/QH13 art 148).
"""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models import EmployerKind, LoanPurpose, ReturnBasis
from services.loan_table import Condition, Programme, conditions, programmes
from services.terms import years_after

WARN_DAYS = 90
Answer = bool | None
"""Met, not met, not known."""


class Verdict(enum.StrEnum):
    """What the conditions together say."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is asked of a person; None is not known. `amount_vnd` is a month's for training."""

    on: date
    purpose: LoanPurpose = LoanPurpose.BUSINESS
    basis: ReturnBasis | None = None
    completed_on: date | None = None
    born_on: date | None = None
    has_certificate: bool | None = None
    is_on_list: bool | None = None
    owes_same: bool | None = None
    has_plan: bool | None = None
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """What is asked of a firm; None is not known. `supported` are the workers a loan would help."""

    on: date
    kind: EmployerKind | None = None
    is_small: bool | None = None
    is_legal: bool | None = None
    workers_total: int | None = None
    workers_of_programme: int | None = None
    supported: int | None = None
    has_plan: bool | None = None
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition with its answer, and what to know beside it."""

    condition: Condition
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One programme's answer."""

    programme: Programme
    is_in_force: bool
    lines: Sequence[Checked]

    @property
    def verdict(self) -> Verdict:
        """Say what the conditions together come to."""
        answers = [line.answer for line in self.lines]
        if not self.is_in_force or False in answers:
            return Verdict.NOT_ELIGIBLE
        return Verdict.UNKNOWN if None in answers or not answers else Verdict.ELIGIBLE


def check_person(facts: PersonFacts) -> list[Result]:
    """Answer for a person by every programme."""
    return [_result(programme, "person", facts, PERSON_RULES) for programme in programmes()]


def check_firm(facts: FirmFacts) -> list[Result]:
    """Answer for a firm by every programme."""
    return [_result(programme, "firm", facts, FIRM_RULES) for programme in programmes()]


def _result(
    programme: Programme, who: str, facts: "PersonFacts | FirmFacts", rules: Mapping[str, "Rule"]
) -> Result:
    lines = [
        Checked(condition, *rules[condition.code](facts, condition.number))
        for condition in conditions()
        if (condition.programme, condition.who) == (programme.code, who)
        and condition.is_in_force(facts.on)
        and _concerns(condition, facts)
    ]
    return Result(programme, programme.is_in_force(facts.on), lines)


def _concerns(condition: Condition, facts: "PersonFacts | FirmFacts") -> bool:
    """Tell whether a condition is about this case: a limit for studies is about studies only."""
    if not isinstance(facts, PersonFacts) or condition.code not in PURPOSE_OF:
        return True
    return PURPOSE_OF[condition.code] == facts.purpose


PURPOSE_OF = {
    "training_limit": LoanPurpose.TRAINING,
    "business_limit": LoanPurpose.BUSINESS,
}


Said = tuple[Answer, str]
Rule = Callable[..., Said]


def _basis(facts: PersonFacts, _number: int) -> Said:
    if facts.basis == ReturnBasis.CONDITIONAL_RELEASE:
        return None, "Tha trước thời hạn có điều kiện: cần hỏi ngân hàng."
    if facts.basis is None:
        return None, ""
    return facts.basis in {ReturnBasis.COMPLETED, ReturnBasis.PARDONED}, ""


def _within_years(facts: PersonFacts, number: int) -> Said:
    if facts.completed_on is None:
        return None, ""
    if facts.completed_on > facts.on:
        return False, "Ngày chấp hành xong chưa đến."
    last = years_after(facts.completed_on, number)
    left = (last - facts.on).days
    if left < 0:
        return False, f"Hạn cuối là {last:%d/%m/%Y}."
    warned = f" Chỉ còn {left} ngày." if left <= WARN_DAYS else ""
    return True, f"Đến hết {last:%d/%m/%Y}.{warned}"


def _age(facts: PersonFacts, number: int) -> Said:
    if facts.born_on is None:
        return None, ""
    return years_after(facts.born_on, number) <= facts.on, ""


def _no_debt(facts: PersonFacts, _number: int) -> Said:
    return (None if facts.owes_same is None else not facts.owes_same), ""


def _at_most(facts: "PersonFacts | FirmFacts", number: int) -> Said:
    return (None if facts.amount_vnd is None else facts.amount_vnd <= number), ""


def _small(facts: FirmFacts, _number: int) -> Said:
    if facts.kind in {EmployerKind.COOPERATIVE, EmployerKind.HOUSEHOLD}:
        return True, ""
    return facts.is_small, ""


def _share(facts: FirmFacts, number: int) -> Said:
    """Compare exactly: so many of a hundred, without rounding."""
    mine, total = facts.workers_of_programme, facts.workers_total
    if mine is None or not total:
        return None, ""
    return mine * 100 >= number * total, f"{mine}/{total} người."


def _for_each(people: int | None, amount_vnd: int | None, number: int) -> Said:
    if people is None or amount_vnd is None:
        return None, ""
    return amount_vnd <= people * number, ""


PERSON_RULES: Mapping[str, Rule] = {
    "basis": _basis,
    "certificate": lambda facts, _: (facts.has_certificate, ""),
    "on_list": lambda facts, _: (facts.is_on_list, ""),
    "within_years": _within_years,
    "no_same_debt": _no_debt,
    "age": _age,
    "plan": lambda facts, _: (facts.has_plan, ""),
    "training_limit": _at_most,
    "business_limit": _at_most,
}
FIRM_RULES: Mapping[str, Rule] = {
    "small": _small,
    "legal": lambda facts, _: (facts.is_legal, ""),
    "share": _share,
    "plan": lambda facts, _: (facts.has_plan, ""),
    "project_limit": _at_most,
    "worker_limit": lambda f, n: _for_each(f.workers_of_programme, f.amount_vnd, n),
    "supported_limit": lambda f, n: _for_each(f.supported, f.amount_vnd, n),
}
