"""What a counselor weighs a position against: the person's hours, papers, health and limits."""

from collections.abc import Iterator
from datetime import date

from models import Returnee, local_today
from portal.access import actor
from portal.counselor.occupations import occupation_examples
from portal.counselor.shown_values import shown_value
from portal.formats import format_commune, format_date
from services import expungement, person_docs

FACTS = (
    ("Ca làm được", "shifts_ok", "Chưa ghi"),
    ("Bằng, chứng chỉ", "licences", "Chưa ghi"),
    ("Học vấn", "education", "Chưa ghi"),
    ("Cần giúp", "needs", ""),
    ("Khó khăn", "barriers", ""),
)
"""Each fact's name, the field it stands in, and what stands there when nobody wrote it down."""


def facts_of(returnee: Returnee) -> list[tuple[str, str]]:
    """Return what the person can, has and needs, in words."""
    found = [(name, shown_value(key, getattr(returnee, key)) or none) for name, key, none in FACTS]
    return [(name, text) for name, text in found if text]


def limits_of(returnee: Returnee) -> list[str]:
    """Return the limits in force today in words; nothing once they are no longer to be read."""
    if expungement.is_hidden(returnee, actor()):
        return []
    return [*_bans(returnee), *_residence(returnee)]


def _bans(returnee: Returnee) -> Iterator[str]:
    for ban in returnee.bans:
        if _in_force(ban.until):
            examples = occupation_examples(ban.isco_prefix)
            yield f"Cấm làm: {examples or 'mã nghề ' + ban.isco_prefix}{_until(ban.until)}"


def _residence(returnee: Returnee) -> Iterator[str]:
    limit = person_docs.residence_limit(returnee)
    if limit is None or not _in_force(limit.until):
        return
    if limit.type:
        yield shown_value("residence_kind", limit.type) + _until(limit.until)
    if not limit.known:
        yield "Chưa rõ nơi được đi, cần kiểm tra"
    else:
        places = sorted({format_commune(code) for code in limit.communes(local_today())})
        yield "Chỉ làm ở xã, phường nhà" + "".join(f", {place}" for place in places)


def _in_force(until: date | None) -> bool:
    return until is None or until >= local_today()


def _until(until: date | None) -> str:
    return f" (đến {format_date(until)})" if until else ""
