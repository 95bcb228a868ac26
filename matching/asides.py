"""What a text says in passing: departments, goods on sale, workplaces, a firm's boasts and offers.

A skill named there is no one's skill and is not asked for.
"""

from collections.abc import Callable, Sequence

from matching.aside_cues import (
    AT,
    CLIENTS,
    EQUIPMENT,
    EXTRAS,
    FIRMS,
    GOODS,
    HANDLED,
    KIN,
    MARKETS,
    MEMBERS,
    OFFERS,
    PEOPLE,
    SCHOOLED,
    SUPERIORS,
    TAUGHT,
    TAUGHT_BEFORE,
    TOGETHER,
    UNIT_HEADS,
    WORKPLACES,
)
from matching.clauses import BREAKS, HARD_BREAKS
from matching.lexicon import longest, trie_of
from matching.trade_cues import JOINERS, TRADE_CUES

Span = tuple[int, int]
_Told = Callable[[Sequence[str], int], bool | None]
"""Tells of a place whether something begins there (True), ends (False), or neither (None)."""
SELLING = frozenset(
    {
        *("ban-hang", "ke-toan", "ke-toan-thue", "ke-toan-kho", "kiem-toan", "hanh-chinh-nhan-su"),
        *("hanh-chinh-van-phong", "thu-ky", "tinh-luong", "kiem-tra-chat-luong"),
    }
)
"""Fields and skills after which a trade in the same breath is what is sold, booked or hired."""
OFFICE = frozenset({"van-phong", "ban-hang", "tin-hoc", "kho-van"})
"""Fields of work that are also names of a firm's departments: "liên hệ phòng kế toán"."""
BESIDE_SALES = OFFICE | {"ngoai-ngu"}
COLLEAGUES = OFFICE | {"bao-tri", "cham-soc"}
"""Fields of those whom one works for: "phiên dịch cho quản lý sản xuất"."""
_OFFERS, _EXTRAS, _EQUIPMENT = map(trie_of, (OFFERS, EXTRAS, EQUIPMENT))
_LISTS = frozenset({":", "(", "như"})
_THINGS_GAP = 5  # words from "thiết bị" to the sign that opens their list
_GOODS_GAP, _MARKET_GAP = 4, 8  # words between who sells and what, and "ngành" what


def is_department(words: Sequence[str], start: int, group: str) -> bool:
    """Whether a unit or a colleague is meant: "phối hợp với phòng kế toán"."""
    if group in COLLEAGUES and _is_colleague(words, start):
        return True
    if group not in OFFICE:
        return False
    unit = next((head for head in UNIT_HEADS if _ends_with(words, start, head)), None)
    if unit is None:
        return False
    owner = start - len(unit) - 1
    return owner < 0 or words[owner] not in MEMBERS


def _is_colleague(words: Sequence[str], start: int) -> bool:
    before = words[max(0, start - 4) : start]
    if before[-1:] in (["với"], ["with"]) and not TOGETHER.isdisjoint(before):
        return True
    if before[-1:] == ["the"]:
        return not SUPERIORS.isdisjoint(words[start : start + 3])
    return before[-1:] in (["cho"], ["với"], ["cùng"]) and words[start] in PEOPLE


def _ends_with(words: Sequence[str], end: int, tail: Sequence[str]) -> bool:
    return tuple(words[max(0, end - len(tail)) : end]) == tuple(tail)


def is_on_sale(words: Sequence[str], seller: Span, hit: Span) -> bool:
    """Whether what follows a selling skill is its goods or its market, not a second skill."""
    between = words[seller[1] : hit[0]]
    if "(" in between and ")" not in between and len(between) <= _GOODS_GAP + 2:
        return TRADE_CUES.isdisjoint(between)
    if len(between) > _MARKET_GAP or not JOINERS.isdisjoint(between):
        return False
    named = not MARKETS.isdisjoint(between) or GOODS.intersection(between[-1:])
    return bool(named) or (len(between) <= _GOODS_GAP and BREAKS.isdisjoint(between))


def is_workplace(words: Sequence[str], worker: Span, hit: Span) -> bool:
    """Whether the wording only says where the skill named before is used: "bảo vệ nhà máy gỗ"."""
    if words[hit[0]] not in WORKPLACES or not HARD_BREAKS.isdisjoint(words[worker[1] : hit[0]]):
        return False
    return hit[0] == worker[1] or words[hit[0] - 1] in AT


def is_industry(words: Sequence[str], hit: Span) -> bool:
    """Whether "ngành" stands before, and no "chuyên ngành" or "các ngành" of a school."""
    start = hit[0]
    known = words[start - 2] if start > 1 else ""
    return start > 0 and words[start - 1] in MARKETS and known not in SCHOOLED


def _spoken(words: Sequence[str], ends: frozenset[str], told: _Told) -> set[int]:
    """Places from where `told` says yes up to a word of `ends`, or to where it says no."""
    found, on = set[int](), False
    for place, word in enumerate(words):
        if word in ends:
            on = False
        elif (said := told(words, place)) is not None:
            on = said
        if on:
            found.add(place)
    return found


def of_others(words: Sequence[str], place: int) -> bool | None:
    """Whether the subject of a clause is one of the family."""
    if words[place] not in KIN or (place and words[place - 1] not in BREAKS):
        return None
    return words[place + 1 : place + 2] not in (["chồng"], ["con"], ["mẹ"])


def offered(words: Sequence[str], place: int) -> bool | None:
    """Whether a firm says what it will give or teach: "hỗ trợ đào tạo về kỹ năng ..."."""
    if longest(_OFFERS, words, place):
        return True
    if words[place] != "đào" or words[place + 1 : place + 2] != ["tạo"]:
        return None
    after = words[place + 2] if place + 2 < len(words) else ""
    past = words[max(0, place - 3) : place]
    return (after in TAUGHT and TAUGHT_BEFORE.isdisjoint(past)) or None


def rewarded(words: Sequence[str], place: int) -> bool | None:
    """Whether it is said what a bonus or an allowance is for: "thưởng doanh thu bán hàng"."""
    if not longest(_EXTRAS, words, place):
        return None
    return words[place - 1 : place] not in (["khen"], ["lương"])


def wanted_by_clients(words: Sequence[str], place: int) -> bool | None:
    """Whether it is said what customers need: "khách hàng có nhu cầu thuê căn hộ"."""
    if words[place] != "nhu" or words[place - 1 : place] != ["có"]:
        return None
    return not CLIENTS.isdisjoint(words[max(0, place - 5) : place - 1])


def equipment(words: Sequence[str], place: int) -> bool | None:
    """Whether things are listed and no verb of work stands before: "dụng cụ: tủ đông, lò"."""
    if words[place] not in _LISTS:
        return None
    head = words[max(0, place - _THINGS_GAP) : place]
    things = any(longest(_EQUIPMENT, head, i) for i in range(len(head)))
    before = words[max(0, place - 2 * _THINGS_GAP) : place]
    return (things and HANDLED.isdisjoint(before)) or None


def units(words: Sequence[str], place: int) -> bool | None:
    """Whether a bracket lists a firm's departments: "các phòng ban (kinh doanh, ...)"."""
    if words[place] == ")":
        return False
    if words[place] != "(":
        return None
    return not {"ban", "phận"}.isdisjoint(words[max(0, place - 3) : place])


def boasts(words: Sequence[str]) -> set[int]:
    """Places in which a firm says what it makes: "công ty chuyên sản xuất ..."."""
    found, about, boasting = set[int](), False, False
    for place, word in enumerate(words):
        if word in HARD_BREAKS or word in {"tuyển", "cần"}:
            about = boasting = False
        elif tuple(words[place : place + 2]) in FIRMS:
            about = about or _begins(words, place)
        boasting = boasting or (about and word in {"chuyên", "vực"})
        if boasting:
            found.add(place)
    return found


def _begins(words: Sequence[str], place: int) -> bool:
    """Whether nothing but "là" or "với" stands before in the sentence."""
    before = words[max(0, place - 1) : place]
    return not before or before[0] in HARD_BREAKS or before[0] in {"là", "với"}


def untold(words: Sequence[str]) -> set[int]:
    """Places in which the text speaks of no one's work: boasts, offers, units, the family."""
    return boasts(words).union(*(_spoken(words, ends, told) for told, ends in _SPOKEN))


_SPOKEN: tuple[tuple[_Told, frozenset[str]], ...] = (
    (of_others, BREAKS),
    (rewarded, BREAKS),
    (offered, HARD_BREAKS),
    (wanted_by_clients, HARD_BREAKS),
    (equipment, HARD_BREAKS),
    (units, HARD_BREAKS),
)
"""Who begins to speak of something else than the work, and what ends it."""
