import numpy as np
import pytest

from matching.docs import SHIFTS
from matching.hours import shift_fit, takes_any_shift
from matching.profiler import Profiler


@pytest.fixture
def fit(make_position):
    """How well each shift goes with a person."""
    profiler = Profiler([make_position(id=shift, shift=shift) for shift in SHIFTS])

    def ask(person):
        values = shift_fit(profiler.person(person), profiler.positions)
        return dict(zip(SHIFTS, values.tolist(), strict=True))

    return ask


def test_a_rotation_may_suit_who_works_by_day(fit, make_person):
    assert 0 < fit(make_person(shifts_ok=("day",)))["rotating"] < 1


@pytest.mark.parametrize(
    "said", [{"health_limits": ("không thức đêm",)}, {"summary": "Không làm đêm được."}]
)
def test_a_rotation_has_nights_for_who_takes_none(fit, make_person, said):
    found = fit(make_person(shifts_ok=("day", "rotating"), **said))
    assert found["rotating"] == found["night"] == 0
    assert found["day"] == 1


def test_hours_that_nobody_said_are_not_known(fit, make_person):
    assert np.isnan(list(fit(make_person(shifts_ok=())).values())).all()


def test_nights_that_are_refused_leave_no_shift_alike(make_position, make_person):
    profiler = Profiler([make_position()])
    every = make_person(shifts_ok=SHIFTS)
    assert takes_any_shift(profiler.person(every))
    assert not takes_any_shift(
        profiler.person(make_person(shifts_ok=SHIFTS, summary="Không làm đêm"))
    )
