"""What a firm changes of itself: how it is reached and what it says of itself, not who it is."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import Actor, Employer, Role
from services import audit, employers
from services.errors import Refused

OWNER_ONLY = "Chỉ người phụ trách chính của doanh nghiệp sửa được trang này."


@dataclass(frozen=True, slots=True)
class Contact:
    """Name, tax code and legal form stay as staff verified them."""

    commune_code: str | None
    address: str
    contact_name: str
    contact_phone: str
    contact_email: str
    industry: str
    about: str


FIELDS = (
    "commune_code",
    "address",
    "contact_name",
    "contact_phone",
    "contact_email",
    "industry",
    "about",
)


def change(session: Session, employer: Employer, contact: Contact, *, by: Actor) -> None:
    """Write a firm's own words about itself."""
    refuse_not_owner(session, by)
    employers.note_phone(employer, contact.contact_phone, by=by)
    for name in FIELDS:
        setattr(employer, name, getattr(contact, name))
    audit.record(session, "change", employer, by=by, fields=list(FIELDS))
    session.flush()


def refuse_not_owner(session: Session, by: Actor) -> None:
    """Let only an owner of the firm pass; staff pass as well."""
    if by.role == Role.EMPLOYER and not employers.is_owner(session, by):
        raise Refused(OWNER_ONLY)
