"""What a person has to hear of an introduction: how it may be said, and words to copy."""

from dataclasses import dataclass

from flask import current_app

from models import CallResult, Introduction, Side, Topic
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


def message_to(row: Introduction) -> Message | None:
    """Return what the person has to hear now; None where there is nothing to tell."""
    topic = TO_PERSON.get(row.state)
    if topic is None:
        return None
    link = _stay_address(row) if topic == Topic.STAY else ""
    if topic == Topic.STAY and not link:
        return None
    text = told_texts.for_person(row, topic, link=link)
    return Message(topic, safe_contact.of(row.returnee), text)


def _stay_address(row: Introduction) -> str:
    """Return the address of the person's open question after three months, to be copied whole."""
    links = stay.of_introduction(session, row.id)
    tokens = [link.token for link in links if link.side == Side.PERSON and link.token]
    return f"{current_app.config['SETTINGS'].public_url}/stay/{tokens[0]}" if tokens else ""
