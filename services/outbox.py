"""Letters are rows of the transaction that gives rise to them; a job sends each afterwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from models import Actor, Employer, Job, Mail, MailBox, MailKind, User
from services import audit, jobs, mail_boxes, mailing, once_only
from services.errors import Refused

JOB = "mail"
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Fact:
    """What letters tell: `key` names the fact, so that no member is told it twice."""

    kind: MailKind
    key: str
    facts: Mapping[str, object]
    useless_at: datetime | None = None


def to_firm(session: Session, employer: Employer, fact: Fact) -> None:
    """Write to every member of a firm who wants letters; one a member and fact."""
    for box in mail_boxes.of_firm(session, employer):
        text = mailing.write(fact.kind, fact.facts, box.stop_token)
        _add(session, fact, text, box.address, employer_id=employer.id, user_id=box.user_id)


def to_contact(session: Session, employer: Employer, fact: Fact) -> bool:
    """Write to the firm's own address, for what no member has to do; tell whether there is one."""
    if not employer.contact_email:
        return False
    text = mailing.write(fact.kind, fact.facts)
    _add(session, fact, text, employer.contact_email, employer_id=employer.id)
    return True


def invite(session: Session, employer: Employer, user: User, address: str, *, by: Actor) -> None:
    """Tell a new member where to sign in; the password is handed over another way."""
    box = mail_boxes.of_user(session, user.id)
    if box is not None and not box.is_on:
        raise Refused("Người này đã tắt nhận thư. Hãy báo qua điện thoại.")
    box = mail_boxes.keep(session, user, address, is_on=True)
    count = session.scalar(select(func.count()).where(Mail.user_id == user.id)) or 0
    fact = Fact(MailKind.INVITATION, f"invitation:{count}", {"login": user.login})
    text = mailing.write(fact.kind, fact.facts, box.stop_token)
    _add(session, fact, text, address, employer_id=employer.id, user_id=user.id)
    audit.record(session, "invite", user, by=by, fields=["mail"])


def send_again(session: Session, mail: Mail, *, by: Actor) -> None:
    """Try once more to send a letter that never went."""
    if mail.sent_at is not None:
        raise Refused("Thư này đã gửi rồi.")
    mail.useless_at = None
    failed = select(Job).where(Job.key == _job_key(mail), Job.done_at.is_(None))
    if (job := session.scalar(failed)) is not None:
        jobs.retry(session, job, by=by)
    else:
        jobs.add(session, JOB, {"mail": str(mail.id)})
    audit.record(session, "change", mail, by=by, fields=["sent_at"])
    session.flush()


def to_send(session: Session, payload: Mapping[str, Any], now: datetime) -> Mail | None:
    """Return the letter of a job, unless it went already, came too late, or is not wanted now."""
    mail = session.get(Mail, UUID(payload["mail"]))
    if mail is None or mail.sent_at is not None or (mail.useless_at and mail.useless_at < now):
        return None
    return mail if _is_wanted(session, mail) else None


def note_sent(session: Session, payload: Mapping[str, Any], now: datetime) -> None:
    """Note that a mail server took the letter."""
    session.get_one(Mail, UUID(payload["mail"])).sent_at = now
    session.flush()


def listed(*, by: Actor) -> Select[Mail]:
    """Return the letters, newest first: of a firm its own, of staff all."""
    query = select(Mail).order_by(Mail.created_at.desc(), Mail.id.desc())
    return query.where(Mail.employer_id == by.employer_id) if by.employer_id else query


def failures(session: Session, mails: list[Mail]) -> Mapping[str, Job]:
    """Return by letter the jobs that could not send theirs."""
    keys = [_job_key(mail) for mail in mails]
    rows = session.scalars(
        select(Job).where(Job.key.in_(keys), Job.done_at.is_(None), Job.error != "")
    )
    return {str(job.payload["mail"]): job for job in rows}


def forget_old(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Delete letters written long ago: nobody asks any more what stood in them."""
    session.execute(delete(Mail).where(Mail.created_at < now - KEPT))
    session.flush()


def firm_names(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of some firms, for a list of letters."""
    rows = session.execute(select(Employer.id, Employer.name).where(Employer.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _add(
    session: Session, fact: Fact, text: mailing.Text, address: str, **whose: UUID | None
) -> None:
    key = f"{fact.key}:{whose.get('user_id') or whose['employer_id']}"
    mail = Mail(kind=fact.kind, key=key, subject=text.subject, useless_at=fact.useless_at, **whose)
    mail.to, mail.body = address, text.body
    if once_only.add(session, mail, known=select(Mail.id).where(Mail.key == key)):
        jobs.add(session, JOB, {"mail": str(mail.id)}, key=_job_key(mail))


def _job_key(mail: Mail) -> str:
    return f"{JOB}:{mail.id}"


def _is_wanted(session: Session, mail: Mail) -> bool:
    if mail.user_id is None:
        return True
    switch = select(MailBox.is_on).where(MailBox.user_id == mail.user_id)
    return bool(session.scalar(switch))
