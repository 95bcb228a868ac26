"""Two positions in the same lines, so that a difference is seen at once."""

from collections.abc import Callable, Sequence

from portal.formats import format_commune, format_km, format_wage
from portal.labels import words
from services.reviewing import Card

Line = Callable[[Card], str]


def _skills(card: Card) -> str:
    return "; ".join([*card.position.required_skills, *card.position.preferred_skills])


def _help(card: Card) -> str:
    job = card.position
    offered = {
        "xe đưa đón": job.shuttle,
        "chỗ ở": job.housing,
        "ăn ca": job.meals,
        "dạy nghề": job.training_provided,
    }
    return ", ".join(name for name, is_given in offered.items() if is_given)


LINES: Sequence[tuple[str, Line]] = (
    ("Doanh nghiệp", lambda card: card.position.employer.name),
    ("Nơi làm", lambda card: format_commune(card.position.commune_code)),
    ("Khoảng cách", lambda card: format_km(card.suggestion.distance_km)),
    ("Lương", lambda card: format_wage(card.position.wage_min, card.position.wage_max)),
    ("Ca làm", lambda card: words(card.position.shift)),
    ("Hợp đồng", lambda card: words(card.position.contract)),
    ("Kỹ năng cần", _skills),
    ("Hỗ trợ", _help),
    ("Nhận đỡ đầu", lambda card: ", ".join(words(kind) for kind in card.sponsors)),
    ("Hợp ở", lambda card: "; ".join(card.suggestion.reasons)),
    ("Còn thiếu", lambda card: "; ".join(card.suggestion.missing)),
    ("Nay không đưa ra được", lambda card: "; ".join(card.standing.gates)),
    ("Cần kiểm tra", lambda card: "; ".join(card.standing.warnings)),
    ("Mức hợp", lambda card: f"{card.suggestion.band}, {round(card.suggestion.score * 100)}/100"),
)


def side_by_side(cards: Sequence[Card]) -> list[tuple[str, list[str], bool]]:
    """Return each line with what it says of each position, and whether they differ."""
    rows = [(name, [line(card) for card in cards]) for name, line in LINES]
    return [(name, said, len(set(said)) > 1) for name, said in rows if any(said)]
