"""What a pair lacks, and what would close each gap: a course, a licence, a bus, a room."""

from collections.abc import Iterator

from matching import permits
from matching.docs import EDUCATION
from matching.pair import KNOWS, KNOWS_NEAR, Pair, inside, skill_name, starts_anyone

SOME_YEARS, SOME_STRETCH = 0.5, 0.05
EDUCATION_VI = {
    "primary": "tiểu học",
    "lower_secondary": "trung học cơ sở",
    "upper_secondary": "trung học phổ thông",
    "vocational": "trung cấp nghề",
    "college": "cao đẳng",
    "university": "đại học",
}

Gaps = Iterator[tuple[str, str]]
"""(what is missing, what would close it or "")."""


def unknown_skill(pair: Pair) -> Gaps:
    """Name the heaviest core skill the person lacks, unless anyone can start."""
    columns, weights = pair.core
    lacking = [
        (weight, column)
        for column, weight in zip(columns, weights, strict=True)
        if pair.person.can[column] < KNOWS_NEAR
    ]
    if lacking and pair.value("trade") < KNOWS and not starts_anyone(pair):
        name = skill_name(max(lacking)[1])
        yield f"Chưa biết {name}", f"Học thêm {name}"


def missing_certificate(pair: Pair) -> Gaps:
    """Name each certificate the firm wants."""
    for code in sorted(pair.positions.craft[pair.row] - pair.person.licences):
        name = inside(permits.name_vi(code))
        yield f"Thiếu {name}", f"Thi lấy {name}"


def missing_schooling(pair: Pair) -> Gaps:
    """Name the schooling that is asked and missing."""
    if pair.value("schooling_gap") > 0:
        name = EDUCATION_VI[EDUCATION[int(pair.positions.education[pair.row]) - 1]]
        yield f"Nơi tuyển cần trình độ {name}", "Hỏi nơi tuyển có nhận tay nghề thay bằng cấp"


def missing_experience(pair: Pair) -> Gaps:
    """Name the years of practice that are missing."""
    if pair.value("experience_gap") >= SOME_YEARS:
        years = f"{pair.positions.experience[pair.row]:g}".replace(".", ",")
        yield f"Nơi tuyển cần {years} năm kinh nghiệm", "Xin thử việc để chứng tỏ tay nghề"


def too_far(pair: Pair) -> Gaps:
    """Say that the way is longer than the person would go."""
    said = pair.person.doc.max_distance_km
    if pair.value("stretch") > SOME_STRETCH:
        yield "Xa hơn mức anh/chị muốn đi", "Cần xe đưa đón hoặc chỗ ở gần nơi làm"
    elif said and pair.km > said and pair.doc.shuttle and not pair.person.doc.needs_housing:
        yield f"Xa hơn {said:g} km anh/chị nói", "Đi bằng xe đưa đón của nơi tuyển"


def pays_less(pair: Pair) -> Gaps:
    """Say that the pay stays under the wish."""
    if pair.value("wage_ratio") < 1:
        yield "Lương thấp hơn mức mong muốn", ""


def shift_differs(pair: Pair) -> Gaps:
    """Say that the shift is not what the person takes."""
    if pair.value("shift_fit") < 1:
        yield "Ca làm chưa hợp giờ của anh/chị", "Hỏi nơi tuyển có ca khác"


GAPS = (
    missing_certificate,
    unknown_skill,
    missing_schooling,
    missing_experience,
    too_far,
    shift_differs,
    pays_less,
)
