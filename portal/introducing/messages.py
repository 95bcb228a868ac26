"""What a person has to hear of an introduction: how it may be said, and words to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app

from models import CallResult, Introduction, Topic
from portal.database import session
from services import safe_contact, stay, told_texts
from services.introduction_calls import TO_PERSON
from services.safe_contact import SafeContact

LATER = (CallResult.WILL_ANSWER, CallResult.NOT_REACHED)
BOTH = (CallResult.TOLD, CallResult.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class Message:
    """What may be said to a person, how, and the words to copy."""

    topic: Topic
    contact: SafeContact
    text: str


def messages_to(rows: Sequence[Introduction]) -> Mapping[UUID, Message]:
    """Return what the people of some introductions have to hear now, where there is anything."""
    tokens = stay.person_tokens(session, rows)
    found = {row.id: _message(row, tokens.get(row.id, "")) for row in rows}
    return {introduction_id: message for introduction_id, message in found.items() if message}


def _message(row: Introduction, token: str) -> Message | None:
    topic = TO_PERSON.get(row.state)
    if topic is None or (topic == Topic.STAY and not token):
        return None
    link = f"{current_app.config['SETTINGS'].public_url}/stay/{token}" if token else ""
    text = told_texts.for_person(row, topic, link=link)
    return Message(topic, safe_contact.of(row.returnee), text)
