"""Invented people and positions in any number, from a seed: to try properties, not worth."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from matching import places, vocab
from matching.docs import EDUCATION, LEVELS, SHIFTS, PersonDoc, PositionDoc, SkillClaim

PROVINCE = range(14_000, 17_500)
"""Commune codes of the province, as the first digits of the table give them."""
BIRTH_YEARS = (1956, 2007)
LIMITS = ("đau lưng, không mang vác nặng", "huyết áp cao", "mắt kém", "phổi yếu, tránh bụi", "")
SAYINGS = ("", "tối phải về nhà", "đi xa được", "muốn học nghề mới", "cần việc ngay")
EVERY, NEIGHBOURS = 8, 20
"""Every eighth skill and twenty communes occur, so that people and positions meet."""
LICENCES = ("A1", "B", "C", "forklift", "electrical_safety")


WORDS = {"nam": ("Nam", "Anh"), "nữ": ("Nữ", "Chị")}
"""How files and advertisements say somebody's sex."""


class Somebody(NamedTuple):
    """An invented person; the sex stands in the file only as officers write it into the text."""

    doc: PersonDoc
    sex: str


def people(count: int, seed: int) -> list[Somebody]:
    """Invent people of the province: skills, reach, wishes and limits as files have them."""
    rng = random.Random(seed)  # noqa: S311 - invented data, no secret
    return [_somebody(rng, f"F{number}") for number in range(count)]


def positions(count: int, seed: int) -> list[PositionDoc]:
    """Invent positions of the province: from labouring jobs to trades with certificates."""
    rng = random.Random(seed)  # noqa: S311 - invented data, no secret
    return [_position(rng, f"J{number}") for number in range(count)]


def _somebody(rng: random.Random, key: str) -> Somebody:
    sex = rng.choice(tuple(WORDS))
    claims = tuple(_claim(rng) for _ in range(rng.randrange(4)))
    saying = rng.choice(SAYINGS)
    doc = PersonDoc(
        id=key,
        birth_year=rng.randint(*BIRTH_YEARS),
        commune_code=_commune(rng),
        summary=_summary(claims, saying, sex),
        skills=claims,
        education=rng.choice((None, *EDUCATION[:4])),
        licences=tuple(rng.sample(LICENCES, rng.randrange(3))),
        wage_expected=rng.choice((None, *range(5_000_000, 13_000_000, 500_000))),
        max_distance_km=rng.choice((None, 5.0, 10.0, 20.0, 30.0)),
        has_vehicle=rng.random() < 0.7,  # noqa: PLR2004 - most ride
        shifts_ok=tuple(rng.sample(SHIFTS, rng.randrange(1, 4))),
        needs_housing=rng.random() < 0.15,  # noqa: PLR2004 - a few would move
        health_limits=tuple(filter(None, [rng.choice(LIMITS)])),
        desired_work=rng.choice(("", _skill(rng))),
    )
    return Somebody(doc, sex)


def _position(rng: random.Random, key: str) -> PositionDoc:
    skill, wage = _skill(rng), rng.randrange(5_000_000, 14_000_000, 500_000)
    taught = rng.random() < 0.4  # noqa: PLR2004 - many teach
    wanted = rng.choice(("Nam 18-40 tuổi.", "Ưu tiên nữ dưới 35 tuổi.", "Anh chị em đều được.", ""))
    return PositionDoc(
        id=key,
        title=f"Tuyển {skill}",
        description=f"{'Được dạy nghề tại chỗ' if taught else f'Cần người biết {skill}'}. {wanted}",
        commune_code=_commune(rng),
        required_skills=() if taught else (skill,),
        wage_min=wage,
        wage_max=wage + 2_000_000,
        headcount=rng.randint(1, 30),
        shift=rng.choice(SHIFTS[:2]),
        housing=rng.random() < 0.2,  # noqa: PLR2004 - some house
        shuttle=rng.random() < 0.3,  # noqa: PLR2004 - some fetch
        training_provided=taught,
        min_education=rng.choice((None, None, *EDUCATION[1:4])),
        min_experience_years=float(rng.choice((0, 0, 0, 1, 2))),
        licences=tuple(rng.sample(LICENCES, 1)) if rng.random() < 0.1 else (),  # noqa: PLR2004
        firm=f"firm {rng.randrange(40)}",
    )


def _claim(rng: random.Random) -> SkillClaim:
    return SkillClaim(_skill(rng), float(rng.randint(1, 15)), rng.choice(LEVELS))


def _skill(rng: random.Random) -> str:
    known = vocab.load()
    return known.skills[rng.choice(known.codes[::EVERY])].name_vi


def _commune(rng: random.Random) -> str:
    return rng.choice(_communes())


def _communes() -> Sequence[str]:
    return [code for code in places.load().rows if int(code) in PROVINCE][:NEIGHBOURS]


def _summary(claims: Sequence[SkillClaim], saying: str, sex: str) -> str:
    plain, polite = WORDS[sex]
    work = ", ".join(f"làm {claim.name} {claim.years:g} năm" for claim in claims)
    return f"{plain}, {work}. {polite} {saying or 'cần việc'}."


def with_other_sex(one: Somebody) -> Somebody:
    """Tell the same person as of the other sex."""
    other = "nữ" if one.sex == "nam" else "nam"
    (plain, polite), (new_plain, new_polite) = WORDS[one.sex], WORDS[other]
    summary = new_plain + one.doc.summary.removeprefix(plain)
    summary = summary.replace(f". {polite} ", f". {new_polite} ")
    return Somebody(replace(one.doc, summary=summary), other)


def born_in(one: Somebody, year: int) -> Somebody:
    """Give the same person another year of birth."""
    return one._replace(doc=replace(one.doc, birth_year=year))
