"""Every reason is carried by what it names: without its cause the same pair scores lower."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matching import vocab
from matching.docs import SHIFTS, person_from_json, position_from_json
from matching.extraction import canonical_skill, find_skills
from matching.hours import SHIFT_FIT
from matching.openness import TEACHES
from matching.ranker import Ranker
from matching.reasons import SUPPORT_VI
from services.demo.content import records

ON = date(2026, 11, 24)
FAR, ELSEWHERE = "14845", "16516"


def as_person(row, number):
    barred = [ban["isco"] for ban in row["barred_occupations"]]
    kinds = ("mentor", "tools", "training")
    needs = frozenset({kinds[number % 3]})
    doc = person_from_json({**row, "id": str(number), "barred_occupations": barred})
    return replace(doc, needs=needs)


def as_position(row, number):
    doc = position_from_json({**row, "id": str(number)})
    return replace(doc, sponsor_kinds=frozenset({"mentor"} if number % 3 == 0 else ()))


def codes_in(text):
    whole = canonical_skill(text)
    return {mention.code for mention in find_skills(text)} | ({whole} if whole else set())


def named(text):
    """Codes of the skills that a reason may mean, near ones included."""
    skills = vocab.load().skills
    name = re.sub("^(Biết việc gần với|Biết) (việc )?", "", text.split(",")[0])
    same = {code for code, skill in skills.items() if skill.name_vi.lower() == name.lower()}
    near = {c for c, s in skills.items() if same & {other for other, _ in s.near}}
    return same | near | {other for code in same for other, _ in skills[code].near}


def without_skill(person, position, text):
    """The same person without every trade by which the named skill could be known."""
    gone = named(text)
    kept = [part for part in re.split(r"(?<=[.;,])", person.summary) if not codes_in(part) & gone]
    return (
        replace(
            person,
            skills=tuple(claim for claim in person.skills if not codes_in(claim.name) & gone),
            skill_codes=tuple(code for code in person.skill_codes if code not in gone),
            summary="".join(kept),
        ),
        position,
    )


def without_wish(person, position, _text):
    kept = [part for part in re.split(r"(?<=[.;])", person.summary) if not wishes(part)]
    return replace(person, desired_work="", summary="".join(kept)), position


def wishes(text):
    return any(mention.kind == "wish" for mention in find_skills(text))


def without_words(position, words):
    cut = re.compile(words, flags=re.IGNORECASE)
    texts = {name: cut.sub("", getattr(position, name)) for name in ("title", "description")}
    return replace(position, **texts)


def far_away(person, position, _text):
    return person, replace(position, commune_code=FAR if person.commune_code != FAR else ELSEWHERE)


def untaught(person, position, _text):
    words = "|".join(sorted(TEACHES, key=len, reverse=True))
    return person, replace(without_words(position, words), training_provided=False)


def other_shift(person, position, _text):
    def fit(shift):
        return max(SHIFT_FIT.get((own, shift), own == shift) for own in person.shifts_ok)

    return person, replace(position, shift=min(SHIFTS, key=fit))


def cheaper(person, position, _text):
    less = round(0.9 * person.wage_expected)
    return person, replace(position, wage_min=less, wage_max=less)


def without_bus(person, position, _text):
    return person, replace(
        without_words(position, r"xe \w*\W*(đưa|đón|đưa đón|tuyến)"), shuttle=False
    )


def without_room(person, position, _text):
    words = r"(chỗ|phòng|nhà) (ở|ngủ|trọ)|ký túc xá|ktx|ăn ở|nhà tập thể|chỗ ăn ở"
    return person, replace(without_words(position, words), housing=False)


REMOVALS = {
    "Biết ": without_skill,
    "Đúng việc": without_wish,
    "Gần với việc": without_wish,
    "Cách nhà": far_away,
    "Làm ngay tại": far_away,
    "Nơi tuyển có xe": without_bus,
    "Có chỗ ở": without_room,
    "Được dạy": untaught,
    "Không đòi hỏi": lambda person, position, _: (
        person,
        replace(position, min_experience_years=2.0),
    ),
    "Lương": cheaper,
    "Ca làm": other_shift,
    **{
        said: lambda person, position, _: (person, replace(position, sponsor_kinds=frozenset()))
        for said in SUPPORT_VI.values()
    },
}
SEEN_AT_LEAST = 3
ROW = np.zeros(1, dtype=np.int64)
RARE = {*SUPPORT_VI.values()} - {SUPPORT_VI["mentor"]}


@pytest.fixture(scope="module")
def market():
    everyone = [as_person(row, n) for n, row in enumerate(records("returnees"))]
    people = [*everyone[::15], *[person for person in everyone if person.needs_housing][:4]]
    positions = [as_position(row, n) for n, row in enumerate(records("positions"))]
    return people, {position.id: position for position in positions}


def raw(entry):
    return sum(part.points for part in entry.contributions if part.feature != "bounds")


def scored(ranker, person, position):
    """The pair's score before the bounds cut it, by the words and rarities of the market."""
    later = ranker._profiler.later([position])  # noqa: SLF001 - one changed position
    profile = ranker._profiler.person(person)  # noqa: SLF001
    return raw(ranker._entry(profile, ranker._score(profile, later, ROW), 0, shown=False))  # noqa: SLF001


def test_without_its_cause_every_reason_leaves_a_lower_score(market):
    people, positions = market
    ranker = Ranker(list(positions.values()), on=ON)
    seen, kept = Counter(), []
    for person in people:
        for entry in ranker.rank(person, k=4):
            position = positions[entry.position_id]
            before = raw(entry)
            for text in entry.reasons:
                kind = next(start for start in REMOVALS if text.startswith(start))
                seen[kind] += 1
                if not scored(ranker, *REMOVALS[kind](person, position, text)) < before:
                    kept.append((person.id, position.id, text))
    assert kept == []
    assert {kind for kind in REMOVALS if seen[kind] < SEEN_AT_LEAST} <= RARE
