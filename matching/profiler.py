"""Documents become the arrays of `matching.profiles`, each computed once a document."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching import demands, openness, permits, places, profile_words, vocab
from matching.docs import SHIFTS, PersonDoc, PositionDoc, SkillClaim, education_rank
from matching.extraction import Mention, canonical_skill, find_skills
from matching.extraction_sift import GENERIC
from matching.fields import MAX_TEXT
from matching.leaving import left_behind
from matching.occupations import CODE_LENGTH, occupations
from matching.profiles import Floats, Person, Positions

LEVEL_STRENGTH = {"basic": 0.6, "working": 0.85, "skilled": 1.0, None: 0.85}
TOLD_STRENGTH, UNSURE_STRENGTH = 0.85, 0.75
TITLE_WEIGHT, REQUIRED_WEIGHT, PREFERRED_WEIGHT, DUTY_WEIGHT = 1.0, 1.0, 0.4, 0.25
"""How much a position's skill counts by where the advertisement names it."""
LEFT_BEHIND, SAME_TRADE = 0.6, 0.75
"""What a trade that the person turned away from loses of its strength, and how near is the same."""
ANY_HAND = 0.6
"""What "công nhân" alone says of an occupation: a factory, but not which."""


class Profiler:
    """Turns documents into arrays with the words and rarities of one set of positions."""

    def __init__(self, docs: Sequence[PositionDoc]) -> None:
        positions = _cut(docs)
        self._vocabulary = vocab.load()
        self._words = profile_words.vectorizer()
        self._fields = {code: column for column, code in enumerate(self._vocabulary.groups)}
        self._fields_by_occupation = _fields_by_occupation(self._vocabulary)
        self._words.fit([*map(profile_words.position_text, positions), "việc làm"])
        self._rarity: Floats | None = None
        self.positions = self.later(positions)

    def later(self, docs: Sequence[PositionDoc]) -> Positions:
        """Arrange positions by the words and rarities of the first ones."""
        docs = _cut(docs)
        words = self._rows(map(profile_words.position_text, docs))
        gist = self._rows(map(profile_words.gist, docs))
        return self._arrange(docs, words, gist)

    def person(self, doc: PersonDoc) -> Person:
        """Compute one person's arrays."""
        doc = replace(doc, summary=doc.summary[:MAX_TEXT])
        told = find_skills(doc.summary)
        can = self._abilities(doc, told)
        wish = self._wishes(doc, told)
        words = self._rows((profile_words.person_text(doc), doc.desired_work))
        return Person(
            doc=doc,
            can=self._spread(can),
            wish=self._spread(wish),
            own=self._row(can),
            trades=self._trades(can),
            wished_trades=self._trades(wish),
            words=words[[0]],
            wish_words=words[[1]],
            fields=self._fields_row(can),
            hindered=np.array(demands.hindered(doc)),
            avoided=np.array(demands.avoided(doc)),
            years=max(
                (claim.years for claim in doc.skills if claim.years is not None), default=None
            ),
            licences=permits.held(doc),
        )

    def _rows(self, texts: Iterable[str]) -> csr_array:
        """Give unit TF-IDF rows; the empty last one is there because none would be refused."""
        return csr_array(self._words.transform([*texts, ""]))[:-1]

    def _abilities(self, doc: PersonDoc, told: Iterable[Mention]) -> dict[str, float]:
        """Canonical skills a person has, each with a strength; the best source counts."""
        found: dict[str, float] = {}
        for mention in told:
            if mention.kind == "has":
                _raise_to(found, mention.code, UNSURE_STRENGTH if mention.unsure else TOLD_STRENGTH)
        for claim in doc.skills:
            for code in _codes_of(claim.name):
                _raise_to(found, code, _strength(claim))
        found = dict.fromkeys(self._known(doc.skill_codes), TOLD_STRENGTH) | found
        gone = left_behind(doc.summary) | left_behind(doc.desired_work)
        over = [code for code in found if self._is_of(code, gone)]
        return found | {code: found[code] * (1 - LEFT_BEHIND) for code in over}

    def _is_of(self, code: str, trades: frozenset[str]) -> bool:
        """Tell whether a skill is one of some trades, or as good as one."""
        near = self._vocabulary.skills[code].near
        return code in trades or any(o in trades for o, weight in near if weight >= SAME_TRADE)

    def _wishes(self, doc: PersonDoc, told: Iterable[Mention]) -> dict[str, float]:
        """Canonical skills a person wants to work with; those written as the wish count whole."""
        found = {m.code: 0.7 for m in told if m.kind == "wish"}
        found |= {m.code: 1.0 for m in find_skills(doc.desired_work) if m.kind != "lacks"}
        return found

    def _known(self, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if code in self._vocabulary.skills]

    def _spread(self, strengths: Mapping[str, float]) -> Floats:
        """Let each skill also stand in for the near ones; shape (skills,)."""
        row = np.zeros(len(self._vocabulary.codes))
        for code, strength in strengths.items():
            near = dict(self._vocabulary.skills[code].near)
            for other in self._known((code, *near)):
                column, weight = self._vocabulary.index(other), near.get(other, 1.0)
                row[column] = max(row[column], strength * weight)
        return row

    def _row(self, strengths: Mapping[str, float]) -> Floats:
        """Strengths by skill, without the near ones; shape (skills,)."""
        row = np.zeros(len(self._vocabulary.codes))
        for code, strength in strengths.items():
            row[self._vocabulary.index(code)] = strength
        return row

    def _trades(self, strengths: Mapping[str, float]) -> tuple[tuple[int, float], ...]:
        found: dict[int, float] = {}
        for code, strength in strengths.items():
            isco = self._vocabulary.skills[code].isco08
            if len(isco) == CODE_LENGTH and isco.isdigit():
                worth = strength * (ANY_HAND if code in GENERIC else 1.0)
                found[int(isco)] = max(found.get(int(isco), 0.0), worth)
        return tuple(found.items())

    def _arrange(self, docs: Sequence[PositionDoc], words: csr_array, gist: csr_array) -> Positions:
        named = [_named_skills(doc) for doc in docs]
        everything = self._weights(named)
        core = self._weights([{c: w for c, w in n.items() if w >= TITLE_WEIGHT} for n in named])
        if self._rarity is None:
            self._rarity = _rarity(everything)
        return Positions(
            docs=tuple(docs),
            place=places.load().locate(["" if doc.at_home else doc.commune_code for doc in docs]),
            core=_rows_to_one(core, self._rarity),
            all_skills=everything,
            occupation=np.array([_occupation_row(doc) for doc in docs]).reshape(-1, 2),
            words=words,
            gist=gist,
            fields=np.array(
                [self._fields_of(d, n) for d, n in zip(docs, named, strict=True)]
            ).reshape(-1, len(self._fields)),
            asked=np.array([demands.asked(doc) for doc in docs]).reshape(-1, demands.COUNT),
            wage_best=np.array([_wage(doc, max) for doc in docs], dtype=float),
            wage_least=np.array([_wage(doc, min) for doc in docs], dtype=float),
            education=np.array([education_rank(doc.min_education) for doc in docs], dtype=float),
            experience=np.array([doc.min_experience_years for doc in docs], dtype=float),
            shift=np.array(
                [SHIFTS.index(doc.shift) if doc.shift in SHIFTS else -1 for doc in docs], dtype=int
            ),
            open_level=np.array([openness.level(doc) for doc in docs], dtype=float),
            housing=np.array([openness.houses(doc) for doc in docs], dtype=bool),
            shuttle=np.array([openness.fetches(doc) for doc in docs], dtype=bool),
            training=np.array([openness.teaches(doc) for doc in docs], dtype=bool),
            craft=_objects([permits.craft(doc.licences) for doc in docs]),
            sponsors=_objects([doc.sponsor_kinds for doc in docs]),
        )

    def _fields_row(self, strengths: Mapping[str, float]) -> Floats:
        """Fields of work of skills with strengths, the strongest counting; shape (groups,)."""
        row = np.zeros(len(self._fields))
        for code, strength in strengths.items():
            column = self._fields[self._vocabulary.skills[code].group]
            row[column] = max(row[column], strength)
        return row

    def _fields_of(self, doc: PositionDoc, named: Mapping[str, float]) -> Floats:
        """Fields of a position: of its named skills, and of the skills of its occupation."""
        row = self._fields_row({code: min(1.0, 2 * weight) for code, weight in named.items()})
        for code in occupations(doc):
            for group, share in self._fields_by_occupation.get(code, {}).items():
                row[self._fields[group]] = max(row[self._fields[group]], share)
        return row

    def _weights(self, named: Sequence[Mapping[str, float]]) -> csr_array:
        entries = [
            (i, self._vocabulary.index(c), w) for i, n in enumerate(named) for c, w in n.items()
        ]
        shape = (len(named), len(self._vocabulary.codes))
        if not entries:
            return csr_array(shape, dtype=np.float64)
        row, column, weight = zip(*entries, strict=True)
        return csr_array((weight, (row, column)), shape=shape, dtype=np.float64)


def _cut(docs: Sequence[PositionDoc]) -> list[PositionDoc]:
    """Cut descriptions of a book's length."""
    return [replace(doc, description=doc.description[:MAX_TEXT]) for doc in docs]


def _fields_by_occupation(vocabulary: vocab.Vocabulary) -> dict[str, dict[str, float]]:
    """ISCO-08 code -> the fields its skills belong to, each with its share of them."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for skill in vocabulary.skills.values():
        counts[skill.isco08][skill.group] += 1
    return {
        code: {group: count / groups.total() for group, count in groups.items()}
        for code, groups in counts.items()
    }


def _codes_of(name: str) -> list[str]:
    """Canonical skills of one typed name: the name as a whole, else what is found in it."""
    whole = canonical_skill(name)
    return [whole] if whole else [m.code for m in find_skills(name) if m.kind != "lacks"]


def _strength(claim: SkillClaim) -> float:
    seasoned = 0.1 if (claim.years or 0.0) >= 1.0 else 0.0
    return min(1.0, LEVEL_STRENGTH.get(claim.level, TOLD_STRENGTH) + seasoned)


def _raise_to(found: dict[str, float], code: str, strength: float) -> None:
    found[code] = max(found.get(code, 0.0), strength)


def _named_skills(doc: PositionDoc) -> dict[str, float]:
    """Canonical skills an advertisement names, each with the weight of the strongest place."""
    found: dict[str, float] = {}
    for mention in find_skills(doc.description):
        _raise_to(found, mention.code, DUTY_WEIGHT)
    for mention in find_skills(doc.title):
        _raise_to(found, mention.code, TITLE_WEIGHT)
    for names, weight in (
        (doc.preferred_skills, PREFERRED_WEIGHT),
        (doc.required_skills, REQUIRED_WEIGHT),
    ):
        for code in (code for name in names for code in _codes_of(name)):
            _raise_to(found, code, weight)
    return found


def _occupation_row(doc: PositionDoc) -> list[int]:
    codes = [int(c) for c in occupations(doc) if len(c) == CODE_LENGTH and c.isdigit()][:2]
    return codes + [0] * (2 - len(codes))


def _wage(doc: PositionDoc, end: Callable[[Sequence[int]], int]) -> float:
    wages = [wage for wage in (doc.wage_min, doc.wage_max) if wage]
    return float(end(wages)) if wages else np.nan


def _rarity(named: csr_array) -> Floats:
    """Inverse frequency of each skill among positions, from 1 upwards; shape (skills,)."""
    count = np.bincount(named.indices, minlength=named.shape[1])
    return np.asarray(1.0 + np.log((1.0 + named.shape[0]) / (1.0 + count)), dtype=np.float64)


def _rows_to_one(weights: csr_array, scale: Floats) -> csr_array:
    """Scale columns, then let each row sum to 1 where it has anything."""
    scaled = csr_array(weights.multiply(scale))
    total = np.asarray(scaled.sum(axis=1)).ravel()
    return csr_array(scaled.multiply((1.0 / np.where(total > 0, total, 1.0))[:, None]))


def _objects(items: Sequence[frozenset[str]]) -> NDArray[np.object_]:
    column = np.empty(len(items), dtype=object)
    column[:] = items
    return column
