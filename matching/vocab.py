"""The canonical skills of data/skills.csv: what people can do and what firms ask for.

A code never changes its meaning and is never reused. Columns of the arrays in `matching` follow
`Vocabulary.codes`, so a new skill is a new last row of its group in the table and arrays are
rebuilt with the vocabulary, never stored without it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from matching.text import strip_marks

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Skill:
    """One canonical skill.

    `near` holds (code, weight) pairs: how far, from 0 to 1, that other skill stands in for this
    one. `licence` is what the law asks before this work may be done, as a code of
    data/licences.csv. `synonyms` are canonical text with accents.
    """

    code: str
    name_vi: str
    name_en: str
    isco08: str
    group: str
    near: tuple[tuple[str, float], ...]
    licence: str | None
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """A driving class or certificate; `covers` are the lower classes it also permits.

    `by_law` says that the work is forbidden without it. A craft certificate such as welding 3G
    is only what a firm wants.
    """

    code: str
    name_vi: str
    name_en: str
    by_law: bool
    covers: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All skills in a fixed order, with the names of their groups and the licences.

    `decoys` are ordinary phrases that hold a skill's word. `shared` gives a word of many trades
    ("mài"), with or without accents, its code beside each group or skill.
    """

    skills: Mapping[str, Skill]
    groups: Mapping[str, str]
    licences: Mapping[str, Licence]
    decoys: tuple[str, ...] = ()
    shared: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Skill codes in column order."""
        return tuple(self.skills)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {code: column for column, code in enumerate(self.codes)}

    def index(self, code: str) -> int:
        """Column of a skill; KeyError for an unknown code."""
        return self._columns[code]

    def terms(self) -> Iterator[tuple[str, str]]:
        """Every (canonical wording, code)."""
        for skill in self.skills.values():
            yield skill.name_vi.lower(), skill.code
            for synonym in skill.synonyms:
                yield synonym, skill.code

    @cached_property
    def plain_terms(self) -> Mapping[str, frozenset[str]]:
        """Wordings without accents, each with every code that it could mean."""
        found: dict[str, set[str]] = defaultdict(set)
        for wording, code in self.terms():
            found[strip_marks(wording)].add(code)
        return {plain: frozenset(codes) for plain, codes in found.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _near() -> Mapping[str, tuple[tuple[str, float], ...]]:
    pairs: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in _rows("skills_near.csv"):
        pairs[row["code"]].append((row["near"], float(row["weight"])))
        if not row["back"]:
            pairs[row["near"]].append((row["code"], float(row["weight"])))
        elif float(row["back"]):
            pairs[row["near"]].append((row["code"], float(row["back"])))
    return {code: tuple(sorted(near)) for code, near in pairs.items()}


def _skills() -> dict[str, Skill]:
    near = _near()
    return {
        row["code"]: Skill(
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            isco08=row["isco08"],
            group=row["group"],
            near=near.get(row["code"], ()),
            licence=row["licence"] or None,
            synonyms=_listed(row["synonyms"]),
        )
        for row in _rows("skills.csv")
    }


def _licences() -> dict[str, Licence]:
    return {
        row["code"]: Licence(
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            by_law=row["by_law"] == "1",
            covers=_listed(row["covers"]),
        )
        for row in _rows("licences.csv")
    }


def _shared() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows("skill_shared.csv"):
        for wording in (row["wording"], strip_marks(row["wording"])):
            found[wording][row["beside"]] = row["code"]
    return dict(found)


@cache
def load() -> Vocabulary:
    """Read the tables once a process."""
    return Vocabulary(
        skills=MappingProxyType(_skills()),
        groups=MappingProxyType({row["code"]: row["name_vi"] for row in _rows("skill_groups.csv")}),
        licences=MappingProxyType(_licences()),
        decoys=tuple(row["wording"] for row in _rows("skill_decoys.csv")),
        shared=MappingProxyType(_shared()),
    )
