"""Why a position fits, what is missing and what would close the gap, in plain Vietnamese.

Sentences come from templates and canonical skill names only: nothing of a file's free text, so
nothing of where a skill was learnt, can reach a sheet. A reason is named only when its own feature
lifts the score.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from matching import features, permits, vocab
from matching.docs import EDUCATION, PositionDoc
from matching.profiles import Person, Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COLUMN = {name: column for column, name in enumerate(features.NAMES)}
MOST_REASONS, MOST_MISSING = 3, 3
KNOWS, KNOWS_NEAR = 0.8, 0.45
EDUCATION_VI = {
    "primary": "tiểu học",
    "lower_secondary": "trung học cơ sở",
    "upper_secondary": "trung học phổ thông",
    "vocational": "trung cấp nghề",
    "college": "cao đẳng",
    "university": "đại học",
}
WORKERS = {"thợ", "công", "nhân", "kỹ"}
BUS_FROM_KM, NEAR_KM = 5.0, 15.0
OPEN_LEVEL, IS_WISHED, NEARLY_WISHED = 0.8, 0.8, 0.55
SOME_YEARS, SOME_STRETCH = 0.5, 0.05


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to a score."""

    feature: str
    value: float | None
    points: float
    text_vi: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One person and one row of positions, with the pair's feature values and their points."""

    person: Person
    positions: Positions
    row: int
    values: Floats
    points: Floats
    km: float

    @property
    def doc(self) -> PositionDoc:
        """The position as a document."""
        return self.positions.docs[self.row]

    @property
    def core(self) -> tuple[Ints, Floats]:
        """Columns and weights of the position's core skills."""
        span = slice(*self.positions.core.indptr[self.row : self.row + 2])
        return self.positions.core.indices[span], self.positions.core.data[span]

    def value(self, name: str) -> float:
        """Value of a feature; NaN when it is not known."""
        return float(self.values[COLUMN[name]])


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a pair."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    closing: str


LABELS_VI = {
    "trade": "Nghề, kỹ năng chính",
    "duty_cover": "Kỹ năng trong mô tả việc",
    "words_shared": "Lời kể gần với tin tuyển",
    "gist_shared": "Lời kể gần với tên việc",
    "field_match": "Cùng lĩnh vực đã làm",
    "wish": "Nguyện vọng",
    "closedness": "Việc đòi tay nghề chưa có",
    "stretch": "Vượt quá tầm đi lại",
    "way": "Quãng đường",
    "wage_ratio": "Lương so với mong muốn",
    "wage_floor_ratio": "Mức lương thấp nhất so với mong muốn",
    "shift_fit": "Ca làm",
    "schooling_gap": "Học vấn còn thiếu",
    "experience_gap": "Kinh nghiệm còn thiếu",
    "strain": "Điều kiện làm việc so với sức khỏe",
    "unwanted": "Điều kiện làm việc không muốn",
    "certificates_missing": "Chứng chỉ nghề còn thiếu",
    "room": "Chỗ ở",
    "support": "Hỗ trợ của nơi tuyển",
}
SUPPORT_VI = {
    "mentor": "Có người kèm cặp, giúp đỡ",
    "training": "Có hỗ trợ học nghề",
    "tools": "Có hỗ trợ dụng cụ làm nghề",
    "room": "Có hỗ trợ chỗ ở",
    "first_week": "Có hỗ trợ tuần đầu đi làm",
    "capital": "Có hỗ trợ vốn",
}
"""What a firm sponsors and a person needs, in the order in which it is told."""


def contributions(pair: Pair, base: float) -> tuple[Contribution, ...]:
    """Give the points of a pair: base, features, and what the bounds 0 and 1 cut off."""
    parts = [Contribution("base", None, base, "Mức chung")]
    for name, value, share in zip(
        features.NAMES, pair.values.tolist(), pair.points.tolist(), strict=True
    ):
        parts.append(Contribution(name, None if isnan(value) else value, share, LABELS_VI[name]))
    total = sum(part.points for part in parts)
    parts.append(
        Contribution("bounds", None, min(max(total, 0.0), 1.0) - total, "Giới hạn thang điểm")
    )
    return tuple(parts)


def explain_pair(pair: Pair) -> Told:
    """Say at most three reasons, at most three gaps, and what would close the first of them."""
    said = [(pair.points[COLUMN[reason.feature]], reason.say(pair)) for reason in REASONS]
    reasons = [text for _, text in sorted(said, key=lambda entry: -entry[0]) if text]
    gaps = [gap for say in GAPS for gap in say(pair)]
    return Told(
        reasons=tuple(dict.fromkeys(reasons))[:MOST_REASONS],
        missing=tuple(text for text, _ in gaps if text)[:MOST_MISSING],
        closing=next((closing for _, closing in gaps if closing), ""),
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of reason: the feature that carries it and its sentence, "" when it is not true."""

    feature: str
    say: Callable[[Pair], str]


def knows_the_work(pair: Pair) -> str:
    """Say the canonical skill that both sides share, or that the trade is near."""
    best, strength = _best_skill(pair)
    if best is not None and strength >= KNOWS:
        return f"Biết {_skill(best)}, đúng việc đang tuyển"
    if best is not None and strength >= KNOWS_NEAR:
        return f"Biết việc gần với {_skill(best)}"
    return ""


def wanted(pair: Pair) -> str:
    """Say that the work is what the person asked for."""
    value = pair.value("wish")
    if value >= IS_WISHED:
        return "Đúng việc anh/chị mong muốn"
    return "Gần với việc anh/chị mong muốn" if value >= NEARLY_WISHED else ""


def is_near(pair: Pair) -> str:
    """Say how far it is, when it is near."""
    km = pair.km
    if isnan(km) or km > NEAR_KM or pair.value("stretch") > 0:
        return ""
    if pair.person.doc.commune_code == pair.doc.commune_code:
        return "Làm ngay tại xã, phường nhà"
    return f"Cách nhà khoảng {max(1, round(km))} km"


def has_bus(pair: Pair) -> str:
    """Say that a company bus helps over the distance."""
    km = pair.km
    return "Có xe đưa đón" if pair.positions.shuttle[pair.row] and km > BUS_FROM_KM else ""


def has_room(pair: Pair) -> str:
    """Say that there is a room for someone who would move."""
    return "Có chỗ ở" if pair.value("room") == 1 else ""


def is_taught(pair: Pair) -> str:
    """Say that the work is taught, to someone who does not know it yet."""
    unknown = pair.value("trade") < KNOWS
    return "Được dạy nghề tại chỗ" if pair.positions.training[pair.row] and unknown else ""


def is_open_to_all(pair: Pair) -> str:
    """Say that no trade is asked."""
    easy = starts_anyone(pair) and not pair.positions.training[pair.row]
    return "Không đòi hỏi tay nghề" if easy and pair.value("trade") < KNOWS else ""


def pays_enough(pair: Pair) -> str:
    """Say that the pay reaches the wish."""
    return "Lương đạt mức mong muốn" if pair.value("wage_ratio") >= 1 else ""


def shift_suits(pair: Pair) -> str:
    """Say that the shift goes with the person's hours."""
    return "Ca làm hợp giờ của anh/chị" if pair.value("shift_fit") == 1 else ""


def is_supported(pair: Pair) -> str:
    """Say what the firm sponsors of what the person needs."""
    met = pair.person.doc.needs & pair.doc.sponsor_kinds
    return next((text for kind, text in SUPPORT_VI.items() if kind in met), "")


REASONS = (
    Reason("trade", knows_the_work),
    Reason("support", is_supported),
    Reason("wish", wanted),
    Reason("way", is_near),
    Reason("stretch", has_bus),
    Reason("room", has_room),
    Reason("closedness", is_taught),
    Reason("closedness", is_open_to_all),
    Reason("wage_ratio", pays_enough),
    Reason("shift_fit", shift_suits),
)

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
        name = _skill(max(lacking)[1])
        yield f"Chưa biết {name}", f"Học thêm {name}"


def missing_certificate(pair: Pair) -> Gaps:
    """Name each certificate the firm wants."""
    for code in sorted(pair.positions.craft[pair.row] - pair.person.licences):
        name = _inside(permits.name_vi(code))
        yield f"Thiếu {name}", f"Học và thi lấy {name}"


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
    if pair.value("stretch") > SOME_STRETCH:
        yield "Xa hơn mức anh/chị muốn đi", "Cần xe đưa đón hoặc chỗ ở gần nơi làm"


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


def starts_anyone(pair: Pair) -> bool:
    """Whether someone without the trade can start."""
    return bool(pair.positions.open_level[pair.row] >= OPEN_LEVEL)


def _best_skill(pair: Pair) -> tuple[int | None, float]:
    """Column of the position's core skill the person meets best, and how well."""
    columns, _ = pair.core
    if not len(columns):
        return None, 0.0
    best = int(columns[np.argmax(pair.person.can[columns])])
    return best, float(pair.person.can[best])


def _skill(column: int) -> str:
    """Name of a skill inside a sentence; a trade named by its worker reads as that work."""
    name = _inside(vocab.load().skills[vocab.load().codes[column]].name_vi)
    words = name.split()
    return f"việc {name}" if words[0] in WORKERS or words[-1] == "viên" else name


def _inside(name: str) -> str:
    """Spell a name inside a sentence: lower case first unless it is an abbreviation."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]
