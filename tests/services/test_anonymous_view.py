import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.anonymous_view import (
    LEAST_ALIKE,
    Asked,
    Row,
    View,
    blurs,
    distance_band,
    shared_view,
    view,
    years_band,
)

GROUPS = {"may": "may-mac", "thue": "may-mac", "ui": "may-mac", "han": "han-kim-loai"}
ASKED = Asked(frozenset({"may"}), GROUPS, frozenset({"tools"}))


def sewer(number, **values):
    return Row(
        number,
        **{
            "skills": (("may", 2.0),),
            "shifts": frozenset({"day"}),
            "km": 3.0,
        }
        | values,
    )


@pytest.mark.parametrize(
    ("km", "band"),
    [
        (4.99, "dưới 5 km"),
        (5, "5 đến 15 km"),
        (15, "5 đến 15 km"),
        (15.1, "trên 15 km"),
        (None, ""),
    ],
)
def test_distance_is_told_in_bands(km, band):
    assert distance_band(km) == band


@pytest.mark.parametrize(
    ("years", "band"),
    [(0, ""), (0.5, "dưới 1 năm"), (1, "1 đến 3 năm"), (3, "1 đến 3 năm"), (3.5, "trên 3 năm")],
)
def test_years_are_told_in_bands(years, band):
    assert years_band(years) == band


def test_five_alike_are_shown_as_they_are():
    crowd = [sewer(n) for n in range(5)]
    shown = shared_view(crowd[0], crowd, ASKED)
    assert shown == View("dưới 5 km", (("may", False, "1 đến 3 năm"),), ("day",), ())


def test_below_five_the_rarer_skill_becomes_its_group():
    rare = sewer(0, skills=(("may", 2.0), ("thue", 2.0)))
    others = [sewer(n, skills=(("may", 2.0), ("ui", 2.0))) for n in range(1, 6)]
    shown = shared_view(rare, [rare, *others], ASKED)
    assert ("may-mac", True, "1 đến 3 năm") in shown.skills
    assert all(code != "thue" for code, _, _ in shown.skills)


def test_only_skills_of_the_asked_trade_are_told():
    both = sewer(0, skills=(("han", 9.0), ("may", 2.0)))
    assert [code for code, _, _ in view(both, ASKED).skills] == ["may"]


def test_a_need_is_told_only_where_the_firm_pledged_for_it():
    person = sewer(0, needs=frozenset({"tools", "capital"}))
    assert view(person, ASKED).needs == ("tools",)


def test_alone_a_person_shows_nothing():
    assert shared_view(sewer(0), [sewer(0)], ASKED) == View("", (), (), ())


people = st.builds(
    Row,
    id=st.uuids(),
    skills=st.lists(
        st.tuples(st.sampled_from(sorted(GROUPS)), st.floats(0, 20)),
        max_size=4,
        unique_by=lambda s: s[0],
    ).map(tuple),
    shifts=st.frozensets(st.sampled_from(["day", "night"])),
    km=st.none() | st.floats(0, 40),
    needs=st.frozensets(st.sampled_from(["tools", "capital"])),
)


@given(st.lists(people, min_size=1, max_size=12, unique_by=lambda p: p.id))
def test_what_is_shown_is_shared_by_five_or_says_nothing(crowd):
    person = crowd[0]
    shown = shared_view(person, crowd, ASKED)
    steps = [blur for blur in blurs(person, crowd, ASKED) if view(person, ASKED, blur) == shown]
    alike = max(sum(view(other, ASKED, blur) == shown for other in crowd) for blur in steps)
    assert alike >= LEAST_ALIKE or shown == View("", (), (), ())
