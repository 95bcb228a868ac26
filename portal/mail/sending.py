"""From a letter's row to a mail server; where none is named, no letter leaves."""

import smtplib
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from ssl import create_default_context
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.orm import Session

from config import Settings
from models import Mail, utcnow
from services import mailing, outbox

TIMEOUT_SECONDS = 30
SENDER = "Nối Việc"


def is_on() -> bool:
    """Tell whether letters leave this installation."""
    return bool(_settings().smtp_host)


def read(session: Session, payload: Mapping[str, Any]) -> EmailMessage | None:
    """Return what to send, if it is still to be sent and letters leave at all."""
    mail = outbox.to_send(session, payload, utcnow()) if is_on() else None
    return message(mail, _settings()) if mail else None


def send(letter: EmailMessage | None) -> bool:
    """Hand a letter to the mail server; tell whether one went."""
    if letter is None:
        return False
    settings = _settings()
    with _connect(settings) as server:
        if settings.smtp_security == "starttls":
            server.starttls(context=create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(letter)
    return True


def note(session: Session, payload: Mapping[str, Any], was_sent: object, now: datetime) -> None:
    """Write down what became of it."""
    if was_sent:
        outbox.note_sent(session, payload, now)


def message(mail: Mail, settings: Settings) -> EmailMessage:
    """Return the letter as it travels: plain text; the same row is the same Message-ID."""
    letter = EmailMessage(policy=SMTP)
    host = urlsplit(settings.public_url).hostname or "localhost"
    body = mailing.with_portal(mail.body, settings.public_url)
    letter["From"] = f"{SENDER} <{settings.smtp_from}>"
    letter["To"] = mail.to
    letter["Subject"] = mail.subject
    letter["Date"] = format_datetime(mail.created_at)
    letter["Message-ID"] = f"<{mail.id}@{host}>"
    letter["Auto-Submitted"] = "auto-generated"
    stops = [line for line in body.splitlines() if "/mail/stop/" in line]
    if stops:
        letter["List-Unsubscribe"] = f"<{stops[0].rsplit(' ', 1)[1]}>"
    letter.set_content(body)
    return letter


def _connect(settings: Settings) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(
            settings.smtp_host,
            settings.smtp_port,
            timeout=TIMEOUT_SECONDS,
            context=create_default_context(),
        )
    return smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
