"""The earliest day of automatic expungement (Penal Code, article 70), as a forecast.

What the offence was is never asked: only the few facts the article needs, sealed with the person's
key, and thrown away when the expungement is confirmed.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy.orm import Session

from models import Actor, Returnee, Role, local_today
from services import audit
from services.errors import Refused
from services.places import read_table
from services.terms import years_after

READS_ALL = Role.POLICE
"""The one role that still reads what an expungement clears."""


class Sentence(StrEnum):
    """The main penalty, only as finely as the article tells terms apart."""

    NO_PRISON = "no_prison"
    UP_TO_5 = "up_to_5"
    OVER_5_TO_15 = "over_5_to_15"
    OVER_15 = "over_15"


class Known(StrEnum):
    """A yes, a no, or nobody looked."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the article needs; None and UNKNOWN are unknown."""

    sentence: Sentence | None = None
    completed_on: date | None = None
    has_extra: Known = Known.UNKNOWN
    extra_until: date | None = None
    duties_done: Known = Known.UNKNOWN
    excluded_chapter: Known = Known.UNKNOWN
    new_offence: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class Forecast:
    """The last day of the term, or why there is none; never a decision."""

    after: date | None = None
    why_not: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """How many years a term runs, by which article, from and until when that is the law."""

    years: int
    article: str
    valid_from: date
    valid_to: date | None


COURT = "Không theo cách tự động. Việc này do Tòa án quyết định (Điều 71)."
RESTARTS = "Có hành vi mới trong thời hạn thì tính lại từ đầu (Điều 73). Cần cán bộ pháp lý xem."
NOT_DONE = "Còn nghĩa vụ chưa làm xong. Làm xong mới tính được."
ASK: Mapping[str, str] = MappingProxyType(
    {
        "sentence": "Chưa rõ mức hình phạt chính.",
        "completed_on": "Chưa rõ ngày chấp hành xong.",
        "excluded_chapter": "Chưa rõ có thuộc trường hợp phải do Tòa án quyết định không.",
        "has_extra": "Chưa rõ có hình phạt bổ sung không.",
        "extra_until": "Chưa rõ ngày hết hình phạt bổ sung.",
        "duties_done": "Chưa rõ đã làm xong các nghĩa vụ khác chưa.",
        "new_offence": "Chưa rõ trong thời hạn có hành vi mới không.",
    }
)
CONDITIONS = (
    "Chấp hành xong hình phạt bổ sung và các quyết định khác.",
    "Không có hành vi phạm tội mới trong thời hạn.",
    "Ngày này chỉ là dự kiến. Cơ quan quản lý lý lịch tư pháp xác nhận.",
)


def forecast(facts: Facts, on: date) -> Forecast:
    """Return the day after which the record clears by itself; no day when anything is unknown."""
    for said, holds in (
        (COURT, facts.excluded_chapter == Known.YES),
        (RESTARTS, facts.new_offence == Known.YES),
        (NOT_DONE, facts.duties_done == Known.NO),
    ):
        if holds:
            return Forecast(why_not=said)
    if gap := _unknown(facts):
        return Forecast(why_not=ASK[gap])
    return _term_end(facts, on)


def _unknown(facts: Facts) -> str:
    """Return the first fact that nobody knows."""
    values = asdict(facts)
    if facts.has_extra == Known.NO:
        values.pop("extra_until")
    return next((name for name in ASK if values.get(name, "") in (None, Known.UNKNOWN)), "")


def _term_end(facts: Facts, on: date) -> Forecast:
    term = next((t for t in _terms().get(facts.sentence or "", ()) if _holds(t, on)), None)
    if term is None or facts.completed_on is None:
        return Forecast(why_not="Chưa có quy định về thời hạn cho ngày này. Cần kiểm tra.")
    ends = years_after(facts.completed_on, term.years)
    return Forecast(after=max(ends, facts.extra_until or ends), article=term.article)


def _holds(term: Term, on: date) -> bool:
    return term.valid_from <= on and (term.valid_to is None or on <= term.valid_to)


@lru_cache(maxsize=1)
def _terms() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for row in read_table("expungement_terms.csv"):
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        term = Term(int(row["years"]), row["article"], date.fromisoformat(row["valid_from"]), until)
        found[row["sentence"]] = (*found.get(row["sentence"], ()), term)
    return MappingProxyType(found)


def facts_of(returnee: Returnee) -> Facts:
    """Return what is on file of the facts."""
    stored = json.loads(returnee.expungement or "{}")
    return Facts(
        sentence=Sentence(stored["sentence"]) if stored.get("sentence") else None,
        completed_on=_day(stored.get("completed_on")),
        extra_until=_day(stored.get("extra_until")),
        **{
            name: Known(stored.get(name, Known.UNKNOWN))
            for name in ("has_extra", "duties_done", "excluded_chapter", "new_offence")
        },
    )


def write(session: Session, returnee: Returnee, facts: Facts, *, by: Actor) -> None:
    """Keep the facts, sealed; only the one role writes them, and only when the person asks."""
    _refuse_others(by)
    returnee.expungement = json.dumps(asdict(facts), default=str)
    audit.record(session, "change", returnee, by=by, fields=["expungement"])
    session.flush()


def confirm(session: Session, returnee: Returnee, on: date, *, by: Actor) -> None:
    """Note that it was confirmed: the facts are thrown away, limits end, others read nothing."""
    _refuse_others(by)
    if on > local_today():
        raise Refused("Ngày xác nhận chưa đến. Hãy ghi lại ngày.")
    returnee.cleared_on, returnee.expungement = on, ""
    audit.record(session, "change", returnee, by=by, fields=["cleared_on"])
    session.flush()


def take_back(session: Session, returnee: Returnee, *, by: Actor) -> None:
    """Correct a confirmation written into the wrong file."""
    _refuse_others(by)
    returnee.cleared_on = None
    audit.record(session, "change", returnee, by=by, fields=["cleared_on"])
    session.flush()


def is_hidden(returnee: Returnee, by: Actor) -> bool:
    """Tell whether status and limits are no longer the actor's to read."""
    return returnee.cleared_on is not None and by.role != READS_ALL


def reads_facts(by: Actor) -> bool:
    """Tell whether the few facts behind a forecast are the actor's to read."""
    return by.role == READS_ALL


def _refuse_others(by: Actor) -> None:
    if not reads_facts(by):
        raise Refused("Chỉ công an xã ghi được mục này.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != "None" else None
