"""Hard rules: the only place where a pair of person and position may be excluded.

A gate is never a weight. Its reason is for counselors; a person reads at most where to ask.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching import demands, permits
from matching.docs import BarredOccupation, PersonDoc, PositionDoc
from matching.occupations import covers, occupations

ADULT = 18
WORKING_AGE = 15
ADULT_WORK = (
    *("0", "5131", "5132", "54", "622", "711", "7123", "721", "754", "811", "812", "8182", "83"),
    *("931", "9333", "9611"),
)
"""ISCO-08 prefixes of work kept for adults: arms, mines, heights, furnaces, sea, poison, engines,
guarding, bars. To be checked against the ministry's list of work barred to minors."""


class Gate(StrEnum):
    """Names of the hard rules, in the order in which they are tried."""

    NO_CONSENT = "no_consent"
    CLOSED = "closed"
    ALREADY_REFUSED = "already_refused"
    OCCUPATION_BAN = "occupation_ban"
    RESIDENCE_LIMIT = "residence_limit"
    LICENCE = "licence"
    NOTHING_TO_LEARN = "nothing_to_learn"
    UNDER_AGE = "under_age"
    WAGE_BELOW_MINIMUM = "wage_below_minimum"


@dataclass(frozen=True, slots=True)
class Violation:
    """A gate that a pair fails, with its reason for counselors."""

    gate: Gate
    reason_vi: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to check before showing a pair: no reason to exclude it."""

    code: str
    text_vi: str


Check = Callable[[PersonDoc, PositionDoc, date], bool]


def lacks_consent(person: PersonDoc, _position: PositionDoc, _on: date) -> bool:
    """Whether the person has not agreed to matching."""
    return not person.consented


def is_closed(_person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether the position takes nobody now."""
    return not position.state_open


def was_refused(person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether the person already refused this position."""
    return position.id in person.refused


def is_barred(person: PersonDoc, position: PositionDoc, on: date) -> bool:
    """Whether a ban in force covers the position's occupation, given or clearly meant."""
    if not person.barred_occupations:
        return False
    bans = [ban for ban in map(_ban, person.barred_occupations) if _in_force(ban.until, on)]
    return any(covers(ban.code, code) for ban in bans for code in occupations(position))


def is_outside_permitted(person: PersonDoc, position: PositionDoc, on: date) -> bool:
    """Whether a known residence limit in force does not permit the position's commune.

    A bus or a dormitory changes nothing: what counts is where the work is done. Work at home is
    done in the home commune.
    """
    limit = person.residence
    if limit is None or not limit.known or not _in_force(limit.until, on):
        return False
    if position.at_home:
        return False
    return position.commune_code not in limit.communes(on) | {person.commune_code}


def lacks_licence(person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether the law asks for a licence that is missing and not taught."""
    return bool(permits.missing_by_law(person, position))


def holds_all_it_gives(person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether a course ends with nothing but licences that the person holds today."""
    given = frozenset(map(permits.modern, position.gives))
    return bool(given) and given <= permits.held(person)


def is_under_age(person: PersonDoc, position: PositionDoc, on: date) -> bool:
    """Whether the person is surely too young; only the year of birth is known."""
    if person.birth_year is None:
        return False
    age = on.year - person.birth_year
    if age >= max(ADULT, position.min_age or 0):
        return False
    return age < _least_age(position)


def pays_below_minimum(_person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether even the best stated wage lies under the legal minimum."""
    best = position.wage_max or position.wage_min
    return position.minimum_wage is not None and best is not None and best < position.minimum_wage


GATES: dict[Gate, tuple[Check, str]] = {
    Gate.NO_CONSENT: (lacks_consent, "Chưa có đồng ý cho gợi ý việc làm"),
    Gate.CLOSED: (is_closed, "Vị trí hiện không nhận người"),
    Gate.ALREADY_REFUSED: (was_refused, "Người lao động đã từ chối vị trí này"),
    Gate.OCCUPATION_BAN: (is_barred, "Nghề này đang bị cấm với người lao động"),
    Gate.RESIDENCE_LIMIT: (is_outside_permitted, "Nơi làm ngoài nơi được phép đi lại"),
    Gate.LICENCE: (lacks_licence, "Thiếu giấy phép luật bắt buộc, nơi tuyển không dạy"),
    Gate.NOTHING_TO_LEARN: (holds_all_it_gives, "Đã có bằng, chứng chỉ lớp này cấp"),
    Gate.UNDER_AGE: (is_under_age, "Chưa đủ tuổi làm việc này theo luật"),
    Gate.WAGE_BELOW_MINIMUM: (pays_below_minimum, "Lương thấp hơn mức tối thiểu của vùng"),
}
"""Every hard rule: what it checks and what counselors read."""


def violations(person: PersonDoc, position: PositionDoc, on: date) -> tuple[Violation, ...]:
    """Every gate the pair fails on a day."""
    return tuple(
        Violation(gate, reason)
        for gate, (fails, reason) in GATES.items()
        if fails(person, position, on)
    )


def passes(person: PersonDoc, position: PositionDoc, on: date) -> bool:
    """Whether the pair fails no gate on a day."""
    return not any(fails(person, position, on) for fails, _ in GATES.values())


def warnings(person: PersonDoc, position: PositionDoc, on: date) -> tuple[Caution, ...]:
    """List what staff should check before they put this position before the person."""
    found = [Caution(code, text) for code, text, applies in ADVICE if applies(person, position, on)]
    found += [Caution(d.code, d.warning_vi) for d in demands.conflicts(person, position)]
    found += [
        Caution("certificate", f"Thiếu: {permits.name_vi(code)}")
        for code in sorted(permits.missing_craft(person, position))
    ]
    return tuple(found)


def has_unknown_limit(person: PersonDoc, _position: PositionDoc, on: date) -> bool:
    """Whether nobody has looked up where the person may go."""
    limit = person.residence
    return limit is not None and not limit.known and _in_force(limit.until, on)


def learns_licence(person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether a licence the law asks is missing but the firm says that it teaches it."""
    return bool(position.licences) and bool(
        permits.by_law(position.licences) - permits.held(person)
    )


def starts_below_minimum(_person: PersonDoc, position: PositionDoc, _on: date) -> bool:
    """Whether the lower end of the stated wage lies under the legal minimum."""
    low, floor = position.wage_min, position.minimum_wage
    return low is not None and floor is not None and low < floor


def may_be_minor(person: PersonDoc, _position: PositionDoc, on: date) -> bool:
    """Whether the person may still be under eighteen, so that papers and hours need a look."""
    return person.birth_year is not None and on.year - person.birth_year <= ADULT


ADVICE: tuple[tuple[str, str, Check], ...] = (
    ("residence", "Cần kiểm tra nơi được đi", has_unknown_limit),
    ("licence", "Chưa có giấy phép, hỏi nơi tuyển về việc dạy và cấp", learns_licence),
    ("wage", "Mức lương thấp nhất dưới tối thiểu vùng, hỏi lại", starts_below_minimum),
    ("minor", "Có thể chưa đủ 18 tuổi, kiểm tra giấy tờ", may_be_minor),
)


def _ban(ban: BarredOccupation | str) -> BarredOccupation:
    return ban if isinstance(ban, BarredOccupation) else BarredOccupation(ban)


def _in_force(until: date | None, on: date) -> bool:
    return until is None or until >= on


def _least_age(position: PositionDoc) -> int:
    kept = position.shift == "night" or any(
        code.startswith(ADULT_WORK) for code in occupations(position)
    )
    return max(ADULT if kept else WORKING_AGE, position.min_age or 0)
