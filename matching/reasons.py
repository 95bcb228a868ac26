"""What speaks for a pair, as plain sentences: verb first, at most twelve words."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from matching import openness
from matching.demands import LIVES_IN
from matching.hours import takes_any_shift
from matching.pair import (
    KNOWS,
    Pair,
    best_skill,
    bus_helps,
    is_of_the_trade,
    named_as_wished,
    opened,
    skill_name,
)

NEAR_KM = 15.0
OWN, NEAR_ENOUGH = 0.6, 0.55
"""Strengths from which a skill counts as known (someone knows its basics), and as near."""
IS_WISHED, NEARLY_WISHED = 0.8, 0.55
SAME_WAY = 0.3
SAID_OPEN = 0.85
"""Openness that the advertisement itself or elementary work gives, not the branch alone."""
THE_WORK = "đúng việc đang tuyển"
SUPPORT_VI = {
    "mentor": "Có người kèm cặp, giúp đỡ",
    "training": "Có hỗ trợ học nghề",
    "tools": "Có hỗ trợ dụng cụ làm nghề",
    "room": "Có hỗ trợ chỗ ở",
    "first_week": "Có hỗ trợ tuần đầu đi làm",
    "capital": "Có hỗ trợ vốn",
}
"""What a firm sponsors and a person needs, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of reason: the feature that carries it and its sentence, "" when it is not true."""

    feature: str
    say: Callable[[Pair], str]


def knows_the_work(pair: Pair) -> str:
    """Say the canonical skill that both sides share, or that the trade is near.

    A skill of another trade (a drawing read, a computer used) is wanted, but is not the work.
    """
    shared = best_skill(pair, pair.person.own, OWN)
    if shared is not None:
        whole = pair.value("trade") >= KNOWS and is_of_the_trade(pair, shared)
        return f"Biết {skill_name(shared)}, {THE_WORK if whole else 'nơi tuyển cần'}"
    near = best_skill(pair, pair.person.can, NEAR_ENOUGH)
    return f"Biết việc gần với {skill_name(near)}" if near is not None else ""


def wanted(pair: Pair) -> str:
    """Say that the work is what the person asked for; what lies out of reach is not.

    A trade's code in common is near the wish: to be it takes a skill that is or nearly is wished.
    """
    if not pair.value("wish") >= NEARLY_WISHED or pair.value("stretch") > SAME_WAY:
        return ""
    kin = best_skill(pair, pair.person.wish, NEARLY_WISHED) is not None
    named = kin and named_as_wished(pair) >= IS_WISHED
    return "Đúng việc anh/chị mong muốn" if named else "Gần với việc anh/chị mong muốn"


def is_near(pair: Pair) -> str:
    """Say how far it is, when it is near and the way is gone daily."""
    km, lives_there = pair.km, pair.value("room") == 1
    if lives_there or isnan(km) or km > NEAR_KM or pair.value("stretch") > 0:
        return ""
    if pair.person.doc.commune_code == pair.doc.commune_code:
        return "Làm ngay tại xã, phường nhà"
    return f"Cách nhà khoảng {max(1, round(km))} km"


def has_bus(pair: Pair) -> str:
    """Say that a company bus may bring the work within reach; its stops are not in the fields."""
    helps = pair.positions.shuttle[pair.row] and bus_helps(pair)
    return "Nơi tuyển có xe đưa đón, hỏi tuyến" if helps else ""


def has_room(pair: Pair) -> str:
    """Say that there is a room for someone who would move."""
    return "Có chỗ ở" if pair.value("room") == 1 else ""


def is_taught(pair: Pair) -> str:
    """Say that the work is taught, to someone to whom that opens it."""
    if not pair.positions.training[pair.row] or pair.value("trade") >= KNOWS:
        return ""
    by_teaching = pair.positions.open_level[pair.row] - openness.level(pair.doc, taught=False)
    return "Được dạy nghề tại chỗ" if by_teaching > 0 and opened(pair) > 0 else ""


def is_open_to_all(pair: Pair) -> str:
    """Say that no trade is asked."""
    said = pair.positions.open_level[pair.row] >= SAID_OPEN and opened(pair) > 0
    easy = said and not pair.doc.required_skills and not is_taught(pair)
    return "Không đòi hỏi tay nghề" if easy and pair.value("trade") < KNOWS else ""


def pays_enough(pair: Pair) -> str:
    """Say that the pay reaches the wish, or that its upper end does."""
    if pair.value("wage_floor_ratio") >= 1:
        return "Lương đạt mức mong muốn"
    return "Lương có thể đạt mức mong muốn" if pair.value("wage_ratio") >= 1 else ""


def shift_suits(pair: Pair) -> str:
    """Say that the shift goes with the person's hours, to someone whom not every shift suits.

    "Flexible" tells no hours, and work that one lives in, or that meets a doubt, has all of them.
    """
    doubt = pair.value("strain") + pair.value("unwanted") + pair.positions.asked[pair.row, LIVES_IN]
    told = pair.doc.shift != "flexible" and not doubt and not takes_any_shift(pair.person)
    return "Ca làm hợp giờ của anh/chị" if told and pair.value("shift_fit") == 1 else ""


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
