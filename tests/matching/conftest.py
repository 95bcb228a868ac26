from collections.abc import Callable
from dataclasses import replace

import pytest

from matching.docs import PersonDoc, PositionDoc, SkillClaim

HAC_THANH, SAM_SON, BIM_SON, MUONG_LAT = "14797", "16516", "14812", "14845"

SEWER = PersonDoc(
    id="A",
    birth_year=1990,
    commune_code=HAC_THANH,
    skills=(SkillClaim("May công nghiệp", 3, "skilled"),),
    education="lower_secondary",
    wage_expected=7_000_000,
    max_distance_km=20,
    has_vehicle=True,
    shifts_ok=("day",),
)
SEWING = PositionDoc(
    id="S",
    title="Công nhân may",
    description="May áo sơ mi xuất khẩu, có tay nghề.",
    commune_code=HAC_THANH,
    required_skills=("may công nghiệp",),
    wage_min=7_000_000,
    wage_max=9_000_000,
    shift="day",
    occupation_code="8153",
)


@pytest.fixture
def make_person() -> Callable[..., PersonDoc]:
    return lambda **overrides: replace(SEWER, **overrides)


@pytest.fixture
def make_position() -> Callable[..., PositionDoc]:
    return lambda **overrides: replace(SEWING, **overrides)
