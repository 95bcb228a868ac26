"""Whether what was read of an advertisement is what its labels say, field by field."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from matching import vocab
from matching.text import canonical
from services import addresses
from services.advertisements import Reading

SCHOOLING = {"p": "primary", "ls": "lower_secondary", "us": "upper_secondary"}
SCHOOLING |= {"v": "vocational", "c": "college", "u": "university"}
COMFORTS = {"B": "shuttle", "M": "meals", "H": "housing", "T": "training_provided"}
MONTHS_OF = {"h": 208, "d": 26}
TOLERANCE = 0.001
SAME_TITLE = 0.6


@dataclass
class Case:
    """One advertisement: its text, its labels, what was read."""

    text: str
    label: dict[str, str]
    reading: Reading

    def got(self, name: str) -> Any:
        """Return a value that was read, or None."""
        found = self.reading.found.get(name)
        return found.value if found else None


Verdict = tuple[bool, bool, bool] | None
"""Whether a value is stated, read, and right; None where the label is doubtful."""


def title(case: Case) -> Verdict:
    """Compare the names of the work by their syllables."""
    span = case.label["title"]
    if "?" in span:
        return None
    start, end = map(int, span.split(":"))
    wanted = _syllables(case.text[start:end])
    got = _syllables(case.got("title") or "")
    both = 2 * len(wanted & got) / (len(wanted) + len(got)) if got else 0.0
    return True, bool(got), both >= SAME_TITLE


def _syllables(text: str) -> set[str]:
    return set(re.findall(r"\w+", canonical(text.replace("_", " "))))


def wage(case: Case) -> Verdict:
    """Compare both ends of the pay and its basis; agreed and foreign pay are not stated."""
    label = case.label["wage"]
    if "?" in label:
        return None
    got = case.got("wage")
    is_read = bool(got and (got.low or got.high))
    if label in {"-", "t", "f"}:
        return False, is_read, False
    return True, is_read, bool(is_read and _same_pay(label, got))


def _same_pay(label: str, got: Any) -> bool:
    kind, _, amounts = label.rpartition(":")
    scale = MONTHS_OF[kind] * 1_000 if kind else 1_000_000
    low, _, high = amounts.partition("-")
    wanted = (float(low) * scale if low else None, float(high) * scale if high else None)
    if kind and "-" not in amounts:
        wanted = (wanted[0], wanted[0])
    basis = {"": "month", "h": "hour", "d": "day"}[kind]
    return got.basis == basis and all(map(_near, wanted, (got.low, got.high)))


def _near(wanted: float | None, got: float | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return abs(wanted - got) <= TOLERANCE * wanted


def headcount(case: Case) -> Verdict:
    """Compare how many are wanted."""
    label = case.label["headcount"]
    if "?" in label:
        return None
    got = case.got("headcount")
    return label != "-", got is not None, label == str(got)


def place(case: Case) -> Verdict:
    """Compare the commune; where only candidates are known, those; a province alone is none."""
    label = case.label["place"]
    if "?" in label:
        return None
    got = case.got("place")
    is_read = bool(got and got.commune_code)
    if label in {"-", "~"}:
        return False, is_read, False
    start, end = map(int, label.split(":"))
    wanted = addresses.resolve(case.text[start:end])
    if wanted.commune_code:
        return True, is_read, is_read and got.commune_code == wanted.commune_code
    asks = got is not None and _overlaps(got.text, case.text[start:end])
    return True, got is not None, asks


def _overlaps(got: str, wanted: str) -> bool:
    both = _syllables(got) & _syllables(wanted)
    return len(both) >= 0.7 * len(_syllables(wanted))


def shift(case: Case) -> Verdict:
    """Compare when the work is done."""
    return _plain(case, "shift", "shift", str)


def education(case: Case) -> Verdict:
    """Compare the schooling asked for."""
    return _plain(case, "education", "min_education", lambda code: SCHOOLING[code])


def experience(case: Case) -> Verdict:
    """Compare the years asked for."""
    return _plain(case, "experience", "min_experience_years", float)


def _plain(case: Case, column: str, name: str, make: Callable[[str], Any]) -> Verdict:
    label = case.label[column]
    if "?" in label:
        return None
    got = case.got(name)
    return label != "-", got is not None, label != "-" and got == make(label)


def comfort(letter: str) -> Callable[[Case], Verdict]:
    """Return the comparison of one thing that comes with the work."""

    def compare(case: Case) -> Verdict:
        label = case.label["benefits"]
        if f"{letter}?" in label or label == "?":
            return None
        is_stated, got = letter in label, case.got(COMFORTS[letter])
        return is_stated, bool(got), is_stated and bool(got)

    return compare


def licences(case: Case) -> Verdict:
    """Compare licences asked for."""
    label = case.label["licences"]
    if "?" in label:
        return None
    got = case.got("licences")
    return bool(label), got is not None, bool(got) and set(label.split()) <= set(got or ())


def skills(case: Case) -> Iterator[Verdict]:
    """Compare trade by trade: each the work takes is found, and none a reader would not name.

    A trade that a reader would let stand beside the main one is right and not asked for.
    """
    labels = set(case.label["skills"].split()) - {"-"}
    wanted = {code for code in labels if not code.endswith("?")}
    also = set(case.label["also"].replace("?", "").split())
    allowed = also | {code.rstrip("?") for code in labels}
    names = {skill.name_vi: code for code, skill in vocab.load().skills.items()}
    got = {names[name] for name in case.got("required_skills") or ()}
    if labels:
        yield from ((True, code in got, code in got) for code in sorted(wanted))
        yield from ((False, True, code in allowed) for code in sorted(got - wanted))


@dataclass(frozen=True)
class Field:
    """One row of the table: the column of its labels, the value read, how they are compared."""

    column: str
    name: str
    compare: Callable[[Case], Verdict | Iterator[Verdict]]

    def verdicts(self, case: Case) -> list[tuple[bool, bool, bool]]:
        """Give what counts of one advertisement: one verdict, several, or none."""
        given = self.compare(case)
        several = [given] if isinstance(given, tuple) or given is None else given
        return [verdict for verdict in several if verdict is not None]


FIELDS = {
    "title": Field("title", "title", title),
    "wage": Field("wage", "wage", wage),
    "headcount": Field("headcount", "headcount", headcount),
    "place": Field("place", "place", place),
    "shift": Field("shift", "shift", shift),
    "shuttle": Field("benefits", "shuttle", comfort("B")),
    "meals": Field("benefits", "meals", comfort("M")),
    "housing": Field("benefits", "housing", comfort("H")),
    "training": Field("benefits", "training_provided", comfort("T")),
    "education": Field("education", "min_education", education),
    "experience": Field("experience", "min_experience_years", experience),
    "licences": Field("licences", "licences", licences),
    "skills": Field("skills", "required_skills", skills),
}
