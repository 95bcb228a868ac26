"""Why a position fits, what is missing and what would close the gap, in plain Vietnamese.

Sentences come from templates and canonical skill names only: nothing of a file's free text, so
nothing of where a skill was learnt, can reach a sheet. A reason is named only when its own feature
lifts the score.
"""

from dataclasses import dataclass
from math import isnan

from matching import features
from matching.gaps import GAPS
from matching.pair import COLUMN, Pair
from matching.reasons import REASONS

MOST_REASONS, MOST_MISSING = 3, 3
BASE_VI = "Điểm mọi việc đều có"
BOUNDS_VI = "Phần quá 100 hoặc dưới 0 điểm, không tính"
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


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to a score."""

    feature: str
    value: float | None
    points: float
    text_vi: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a pair."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    closing: str


def contributions(pair: Pair, base: float) -> tuple[Contribution, ...]:
    """Give the points of a pair: base, features, and what the bounds 0 and 1 cut off."""
    parts = [Contribution("base", None, base, BASE_VI)]
    for name, value, share in zip(
        features.NAMES, pair.values.tolist(), pair.points.tolist(), strict=True
    ):
        parts.append(Contribution(name, None if isnan(value) else value, share, LABELS_VI[name]))
    total = sum(part.points for part in parts)
    parts.append(Contribution("bounds", None, min(max(total, 0.0), 1.0) - total, BOUNDS_VI))
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
