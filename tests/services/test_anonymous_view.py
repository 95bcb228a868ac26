import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.anonymous_view import (
    LEAST_ALIKE,
    NOTHING,
    Asked,
    Row,
    View,
    distance_band,
    shared_views,
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


def shown_of(*crowd):
    """What is shown of people who all live near each other."""
    return shared_views(crowd, [range(len(crowd))] * len(crowd), ASKED)


def test_five_alike_are_shown_as_they_are():
    shown = shown_of(*(sewer(n) for n in range(5)))[0]
    assert shown == View("dưới 5 km", (("may", False, "1 đến 3 năm"),), ("day",), ())


def test_below_five_the_rarer_skill_becomes_its_group():
    rare = sewer(0, skills=(("may", 2.0), ("thue", 2.0)))
    others = [sewer(n, skills=(("may", 2.0), ("ui", 2.0))) for n in range(1, 6)]
    shown = shown_of(rare, *others)
    assert ("may-mac", True, "1 đến 3 năm") in shown[0].skills
    assert all(code != "thue" for code, _, _ in shown[0].skills)
    # The others are told the same: else the one told by a group would be the rare one.
    assert shown == [shown[0]] * 6


def test_only_skills_of_the_asked_trade_are_told():
    both = sewer(0, skills=(("han", 9.0), ("may", 2.0)))
    assert [code for code, _, _ in view(both, ASKED).skills] == ["may"]


def test_a_need_is_told_only_where_the_firm_pledged_for_it():
    person = sewer(0, needs=frozenset({"tools", "capital"}))
    assert view(person, ASKED).needs == ("tools",)


def test_alone_a_person_shows_nothing():
    assert shown_of(sewer(0)) == [NOTHING]


def test_one_who_stands_alone_takes_nothing_from_five_who_do_not():
    odd = sewer(0, skills=(), shifts=frozenset({"night"}))
    shown = shown_of(odd, *(sewer(n) for n in range(1, 6)))
    assert shown[0] == NOTHING
    assert shown[1] == View("dưới 5 km", (("may", False, "1 đến 3 năm"),), ("day",), ())


def test_those_far_away_make_nobody_alike():
    crowd = [sewer(n) for n in range(8)]
    near = [range(4)] * 4 + [range(4, 8)] * 4
    assert shared_views(crowd, near, ASKED) == [NOTHING] * 8


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


@given(
    st.lists(
        st.tuples(people, st.integers(0, 2)), min_size=1, max_size=14, unique_by=lambda p: p[0].id
    )
)
def test_what_is_shown_is_shown_of_five_near_or_tells_nothing(placed):
    crowd = [row for row, _ in placed]
    # Three villages in a row: neighbours are near, the two ends are not.
    near = [[j for j, (_, b) in enumerate(placed) if abs(a - b) <= 1] for _, a in placed]
    shown = shared_views(crowd, near, ASKED)
    for i, told in enumerate(shown):
        assert told == NOTHING or sum(shown[j] == told for j in near[i]) >= LEAST_ALIKE
