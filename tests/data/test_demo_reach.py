"""Most people of the demo have work that suits them near enough."""

import unicodedata
from math import asin, cos, hypot, radians, sin, sqrt

from tests.data.demo_content import COMMUNES, EDUCATION, LICENCES, PEOPLE, POSITIONS, texts


def plain(text):
    """Lower case without accents."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def distance_km(one, other):
    """Straight line between two communes."""
    lat1, lon1, lat2, lon2 = (
        radians(float(COMMUNES[code][axis])) for code in (one, other) for axis in ("lat", "lon")
    )
    chord = hypot(sin((lat2 - lat1) / 2), sqrt(cos(lat1) * cos(lat2)) * sin((lon2 - lon1) / 2))
    return 2 * 6371 * asin(chord)


def is_in_reach(person, position):
    if person["needs_housing"] and position["housing"]:
        return True
    usual = person["max_distance_km"] or (20 if person["has_vehicle"] else 5)
    reach = max(usual, 30) if position["shuttle"] else usual
    return distance_km(person["commune_code"], position["commune_code"]) <= reach


def is_allowed(person, position):
    code = position["occupation_code"] or ""
    if any(code.startswith(ban["isco"]) for ban in person["barred_occupations"]):
        return False
    limit = person["residence_limit"]
    if limit and limit["known"]:
        return position["commune_code"] in limit["permitted_communes"]
    return True


def is_qualified(person, position):
    held = {*person["licences"]}
    held |= {code for licence in held for code in LICENCES[licence]["covers"].split("|")}
    schooling = EDUCATION.index(person["education"]) >= EDUCATION.index(position["min_education"])
    return schooling and set(position["licences"]) <= held


def knows_the_work(person, position):
    if not position["required_skills"]:
        return True
    told = plain(" ".join(texts([person["skills"], person["summary"], person["desired_work"]])))
    return any(plain(skill) in told for skill in position["required_skills"])


def suits_the_wish(person, position):
    wished, offered = person["wage_expected"], position["wage_max"]
    paid = wished is None or offered is None or offered >= 0.85 * wished
    shifts = {*person["shifts_ok"], "flexible"}
    return paid and (shifts == {"flexible"} or position["shift"] in shifts)


SENSIBLE = (is_in_reach, is_allowed, is_qualified, knows_the_work, suits_the_wish)


def sensible_positions():
    """How many open positions each person could sensibly be told of."""
    offered = [position for position in POSITIONS if position["state"] == "open"]
    return [sum(all(ok(p, o) for ok in SENSIBLE) for o in offered) for p in PEOPLE]


def test_most_people_have_three_sensible_positions_and_some_have_none():
    counts = sensible_positions()
    assert sum(count >= 3 for count in counts) >= 0.6 * len(counts)
    assert 5 <= counts.count(0) <= 0.2 * len(counts)
