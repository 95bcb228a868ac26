"""Letters about introductions: facts only, one a day or date, however many people."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import LOCAL_ZONE, Employer, Introduction, MailKind, local_today
from services import mailing, outbox
from services.outbox import Fact


def introduced(session: Session, introduction: Introduction) -> None:
    """Tell the firm that somebody waits: once a day, with the first one's posting."""
    due = introduction.answer_due_on or local_today()
    facts = {
        "position": mailing.told(" cho vị trí: ", introduction.position.title),
        "due": f"{due:%d/%m/%Y}",
    }
    key = f"introduced:{introduction.employer.id}:{local_today()}"
    outbox.to_firm(session, introduction.employer, Fact(MailKind.INTRODUCED, key, facts))


def interview_set(session: Session, introduction: Introduction) -> None:
    """Tell everybody of the firm the date: once for all who come at that hour."""
    if introduction.interview_at is None:
        return
    at = introduction.interview_at.astimezone(LOCAL_ZONE)
    facts = {
        "at": f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        "place": mailing.told(", tại ", introduction.interview_place),
    }
    key = f"interview:{introduction.employer.id}:{at:%Y%m%d%H%M}"
    fact = Fact(MailKind.INTERVIEW, key, facts, useless_at=introduction.interview_at)
    outbox.to_firm(session, introduction.employer, fact)


def waiting(session: Session, employer: Employer, count: int, key: str, now: datetime) -> None:
    """Remind a firm of those whose three working days are over."""
    fact = Fact(MailKind.REMINDER, key, {"count": count}, useless_at=now + timedelta(days=3))
    outbox.to_firm(session, employer, fact)


def to_delete(session: Session, introduction: Introduction) -> None:
    """Remind a firm to delete what it wrote down, a week before the day."""
    facts = {
        "number": f"{introduction.number:02d}",
        "due": f"{introduction.firm_deletes_by:%d/%m/%Y}",
    }
    key = f"deletion:{introduction.id}"
    outbox.to_firm(session, introduction.employer, Fact(MailKind.DELETION, key, facts))


def check_in(session: Session, employer: Employer, count: int, month: str) -> None:
    """Ask a firm at the start of a month how the people there get on."""
    fact = Fact(MailKind.CHECK_IN, f"check_in:{employer.id}:{month}", {"count": count})
    outbox.to_firm(session, employer, fact)
