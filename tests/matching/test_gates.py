from datetime import date

import pytest

from matching.docs import BarredOccupation, Permission, ResidenceLimit
from matching.gates import GATES, Gate, passes, violations, warnings

ON = date(2026, 11, 24)
YESTERDAY, TODAY, TOMORROW = date(2026, 11, 23), ON, date(2026, 11, 25)
LATER = date(2028, 1, 1)
HOME, WORK, OTHER = "14797", "16516", "14812"


def gates(person, position):
    return {violation.gate for violation in violations(person, position, ON)}


def test_a_plain_pair_passes_every_gate(make_person, make_position):
    assert passes(make_person(), make_position(), ON)
    assert violations(make_person(), make_position(), ON) == ()


def test_every_gate_has_its_check_and_a_reason_for_counselors():
    assert set(GATES) == set(Gate)
    assert all(callable(check) and reason for check, reason in GATES.values())


def limit(kind="supervised", until=None, *communes, known=True, permissions=()):
    return ResidenceLimit(kind, until, frozenset(communes), known, permissions)


def permission(since=None, until=None, commune=WORK):
    return limit(permissions=(Permission(commune, since, until),))


UNKNOWN, AWAY = limit(known=False), {"commune_code": WORK}
RESIDENCE = {
    "nobody is limited": (None, AWAY, False),
    "supervised, no permission": (limit(), AWAY, True),
    "supervised, at home": (limit(), {"commune_code": HOME}, False),
    "supervised, permitted here": (limit("supervised", None, WORK), AWAY, False),
    "supervised, permitted elsewhere": (limit("supervised", None, OTHER), AWAY, True),
    "supervised, one of two permitted": (limit("supervised", None, OTHER, WORK), AWAY, False),
    "ended yesterday": (limit("supervised", YESTERDAY), AWAY, False),
    "ends today": (limit("supervised", TODAY), AWAY, True),
    "conditional release, in force": (limit("conditional", LATER), AWAY, True),
    "conditional release, permitted": (limit("conditional", LATER, WORK), AWAY, False),
    "conditional release, served": (limit("conditional", YESTERDAY), AWAY, False),
    "community sentence, in force": (limit("community", LATER), AWAY, True),
    "community sentence, permitted": (limit("community", TODAY, WORK), AWAY, False),
    "permission from today": (permission(TODAY, LATER), AWAY, False),
    "permission until today": (permission(YESTERDAY, TODAY), AWAY, False),
    "permission from tomorrow": (permission(TOMORROW, LATER), AWAY, True),
    "permission ended yesterday": (permission(None, YESTERDAY), AWAY, True),
    "permission for another commune": (permission(commune=OTHER), AWAY, True),
    "a bus makes nothing permitted": (limit(), AWAY | {"shuttle": True}, True),
    "nor does a dormitory there": (limit(), AWAY | {"housing": True}, True),
    "dormitory in a permitted commune": (
        limit("supervised", None, WORK),
        AWAY | {"housing": True},
        False,
    ),
    "work done at home for a firm elsewhere": (limit(), AWAY | {"at_home": True}, False),
    "work in an unknown commune": (limit(), {"commune_code": ""}, True),
    "an unknown limit is a warning": (UNKNOWN, AWAY, False),
    "an unknown limit of a known kind too": (limit("supervised", LATER, known=False), AWAY, False),
}


@pytest.mark.parametrize(("held", "work", "excluded"), RESIDENCE.values(), ids=RESIDENCE)
def test_a_residence_limit_in_force_keeps_to_home_and_permitted_communes(
    make_person, make_position, held, work, excluded
):
    found = gates(make_person(residence=held), make_position(**work))
    assert (Gate.RESIDENCE_LIMIT in found) is excluded


def test_a_person_whose_home_is_unknown_may_work_only_where_it_is_permitted(
    make_person, make_position
):
    person = make_person(commune_code="", residence=limit("supervised", None, WORK))
    assert Gate.RESIDENCE_LIMIT not in gates(person, make_position(commune_code=WORK))
    assert Gate.RESIDENCE_LIMIT in gates(person, make_position(commune_code=OTHER))


def test_an_unknown_limit_is_a_warning_until_it_ends(make_person, make_position):
    unknown = make_person(residence=ResidenceLimit(until=LATER, known=False))
    ended = make_person(residence=ResidenceLimit(until=YESTERDAY, known=False))
    last_day = make_person(residence=ResidenceLimit(until=TODAY, known=False))
    for person in (unknown, last_day):
        texts = [caution.text_vi for caution in warnings(person, make_position(), ON)]
        assert "Cần kiểm tra nơi được đi" in texts
    assert warnings(ended, make_position(), ON) == ()


@pytest.mark.parametrize(
    ("ban", "code", "barred"),
    [
        ("83", "8332", True),
        ("8332", "8332", True),
        ("833", "8322", False),
        ("", "8332", False),
        (BarredOccupation("833", LATER), "8332", True),
        (BarredOccupation("833", YESTERDAY), "8332", False),
        (BarredOccupation("833"), "8332", True),
        (BarredOccupation("833", TODAY), "8332", True),
        (BarredOccupation("", LATER), "8332", False),
        ("83321", "8332", False),
        ("8", "8332", True),
    ],
)
def test_a_ban_in_force_covers_its_isco_prefix(make_person, make_position, ban, code, barred):
    person = make_person(barred_occupations=(ban,))
    assert (Gate.OCCUPATION_BAN in gates(person, make_position(occupation_code=code))) is barred


@pytest.mark.parametrize(
    ("title", "skills"),
    [
        ("Tuyển bảo vệ nhà máy", ()),
        ("TUYEN BAO VE CA DEM", ()),
        ("Nhân viên", ("bảo vệ",)),
    ],
)
def test_a_ban_covers_clearly_the_same_work_without_a_code(
    make_person, make_position, title, skills
):
    guard = make_position(title=title, required_skills=skills, occupation_code=None)
    assert Gate.OCCUPATION_BAN in gates(make_person(barred_occupations=("5414",)), guard)
    assert Gate.OCCUPATION_BAN not in gates(make_person(barred_occupations=("23",)), guard)


@pytest.mark.parametrize(
    ("asked", "held", "missing"),
    [
        (("C",), ("C",), False),
        (("B",), ("C",), False),
        (("C",), ("B",), True),
        (("CE",), ("D",), True),
        (("FC",), ("CE",), False),
        (("B2",), ("B",), False),
        (("A1",), (), True),
        (("forklift",), ("A1",), True),
        (("crane", "C"), ("C",), True),
        (("welding_3G",), (), False),
        (("food_safety",), (), False),
        (("unheard of",), (), False),
        ((), (), False),
        (("",), (), False),
        (("C", "electrical_safety"), ("C", "electrical_safety"), False),
        (("D",), ("C",), True),
        (("C1",), ("C",), False),
        (("boiler",), ("electrical_safety",), True),
        (("diving",), ("diving",), False),
    ],
)
def test_a_licence_the_law_asks_must_be_held(make_person, make_position, asked, held, missing):
    position = make_position(licences=asked, description="Cần người làm ngay.")
    assert (Gate.LICENCE in gates(make_person(licences=held), position)) is missing


def test_a_licence_told_as_expired_is_not_held(make_person, make_position):
    position = make_position(licences=("C",))
    person = make_person(licences=("C",), summary="Bằng C hết hạn từ 2022 chưa đổi.")
    assert Gate.LICENCE in gates(person, position)


def test_a_firm_that_teaches_the_licence_is_warned_about_not_excluded(make_person, make_position):
    position = make_position(
        licences=("security_guard",),
        description="Công ty đào tạo và cấp chứng chỉ nghiệp vụ bảo vệ.",
    )
    assert Gate.LICENCE not in gates(make_person(), position)
    assert "licence" in [caution.code for caution in warnings(make_person(), position, ON)]


@pytest.mark.parametrize(
    "text",
    [
        "Được đào tạo phần mềm. Có bằng B từ 1 năm.",
        "Trung cấp điện trở lên, có thẻ an toàn điện bậc 3/5.",
        "Bắt buộc có chứng chỉ, được đào tạo thêm.",
    ],
)
def test_training_in_something_else_does_not_teach_the_licence(make_person, make_position, text):
    position = make_position(licences=("B",), description=text, training_provided=True)
    assert Gate.LICENCE in gates(make_person(), position)


@pytest.mark.parametrize(
    ("year", "overrides", "too_young"),
    [
        (2009, {"occupation_code": "8332"}, True),
        (2009, {"occupation_code": "8153"}, False),
        (2009, {"occupation_code": "8153", "shift": "night"}, True),
        (2008, {"occupation_code": "8332"}, False),
        (2012, {"occupation_code": "8153"}, True),
        (2007, {"occupation_code": "8153", "min_age": 21}, True),
        (None, {"occupation_code": "8332"}, False),
        (2011, {"occupation_code": "8153"}, False),
        (2008, {"occupation_code": "8153", "shift": "night"}, False),
        (2005, {"occupation_code": "8153", "min_age": 21}, False),
        (2006, {"occupation_code": "8153", "min_age": 21}, True),
        (2010, {"occupation_code": None, "title": "Công nhân khai thác đá"}, True),
        (2010, {"occupation_code": "7321"}, False),
    ],
)
def test_work_kept_for_adults_is_kept_from_minors(
    make_person, make_position, year, overrides, too_young
):
    person, position = make_person(birth_year=year), make_position(**overrides)
    assert (Gate.UNDER_AGE in gates(person, position)) is too_young


@pytest.mark.parametrize(
    ("low", "high", "floor", "excluded"),
    [
        (3_000_000, 3_600_000, 3_700_000, True),
        (3_000_000, 4_000_000, 3_700_000, False),
        (3_600_000, None, 3_700_000, True),
        (None, None, 3_700_000, False),
        (1_000_000, 1_000_000, None, False),
        (3_700_000, 3_700_000, 3_700_000, False),
        (None, 3_699_999, 3_700_000, True),
        (3_000_000, 3_700_000, 3_700_000, False),
    ],
)
def test_pay_below_the_legal_minimum_is_excluded(
    make_person, make_position, low, high, floor, excluded
):
    position = make_position(wage_min=low, wage_max=high, minimum_wage=floor)
    assert (Gate.WAGE_BELOW_MINIMUM in gates(make_person(), position)) is excluded


@pytest.mark.parametrize(
    ("gives", "held", "is_barred"),
    [
        ((), ("C",), False),
        (("forklift",), (), False),
        (("forklift",), ("forklift",), True),
        (("b2",), ("C",), True),
        (("forklift", "C"), ("forklift",), False),
    ],
)
def test_a_course_is_not_for_who_holds_all_it_gives(
    make_person, make_position, gives, held, is_barred
):
    found = gates(make_person(licences=held), make_position(gives=gives))
    assert (Gate.NOTHING_TO_LEARN in found) is is_barred


def test_only_the_refused_position_is_refused(make_person, make_position):
    person = make_person(refused=frozenset({"S"}))
    assert gates(person, make_position()) == {Gate.ALREADY_REFUSED}
    assert gates(person, make_position(id="T")) == set()


def test_closed_refused_and_unconsented_pairs_are_excluded(make_person, make_position):
    person = make_person(consented=False, refused=frozenset({"S"}))
    assert gates(person, make_position(state_open=False)) == {
        Gate.NO_CONSENT,
        Gate.CLOSED,
        Gate.ALREADY_REFUSED,
    }


def test_a_missing_craft_certificate_is_a_warning(make_person, make_position):
    found = warnings(make_person(), make_position(licences=("welding_3G",)), ON)
    assert [caution.code for caution in found] == ["certificate"]
