"""A position as schema.org's JobPosting, for search engines: facts of the posting and no more."""

from datetime import timedelta
from html import escape
from typing import Any

from models import Contract, Position
from services import places

CONTEXT = "https://schema.org/"
COUNTRY, CURRENCY = "VN", "VND"
EMPLOYMENT: dict[Contract, str] = {
    Contract.PERMANENT: "FULL_TIME",
    Contract.FIXED_TERM: "FULL_TIME",
    Contract.SEASONAL: "TEMPORARY",
    Contract.DAILY: "PER_DIEM",
    Contract.PIECE_RATE: "CONTRACTOR",
}
NO_EXPERIENCE, MONTHS = "no requirements", 12
Node = dict[str, Any]


def job_posting(position: Position, url: str) -> Node:
    """Return a JobPosting; what is not known is left out."""
    facts: Node = {
        "@context": CONTEXT,
        "@type": "JobPosting",
        "title": position.title,
        "description": _description(position),
        "identifier": _node(
            "PropertyValue", name=position.employer.name, value=position.public_code
        ),
        "datePosted": position.opened_on.isoformat() if position.opened_on else None,
        "validThrough": _valid_through(position),
        "employmentType": EMPLOYMENT[position.contract],
        "hiringOrganization": _node("Organization", name=position.employer.name),
        "jobLocation": _location(position),
        "baseSalary": _salary(position),
        "totalJobOpenings": position.headcount,
        "experienceRequirements": _experience(position),
        "directApply": False,
        "url": url,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _node(kind: str, **facts: Any) -> Node:
    return {"@type": kind} | {name: value for name, value in facts.items() if value}


def _description(position: Position) -> str:
    """Write the text as paragraphs; the form asks for HTML."""
    lines = (line.strip() for line in position.description.split("\n"))
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line) or escape(position.title)


def _valid_through(position: Position) -> str | None:
    last = position.last_day()
    return f"{(last + timedelta(days=1)).isoformat()}T00:00:00+07:00" if last else None


def _location(position: Position) -> Node:
    commune = places.communes()[position.commune_code or ""]
    address = _node(
        "PostalAddress",
        streetAddress=position.address,
        addressLocality=commune.full_name,
        addressRegion=places.provinces()[commune.province_code].name,
        addressCountry=COUNTRY,
    )
    return _node("Place", address=address)


def _salary(position: Position) -> Node | None:
    low, high = position.wage_min, position.wage_max
    if not (low or high):
        return None
    range_ = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    amount = _node("QuantitativeValue", unitText="MONTH", **range_)
    return _node("MonetaryAmount", currency=CURRENCY, value=amount)


def _experience(position: Position) -> Node | str | None:
    if not position.min_experience_years:
        return NO_EXPERIENCE
    months = round(position.min_experience_years * MONTHS)
    return _node("OccupationalExperienceRequirements", monthsOfExperience=months)
