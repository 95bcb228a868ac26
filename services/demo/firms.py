"""Demo firms, their positions and what they pledge."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from matching.text import canonical, strip_marks
from models import (
    AGREEMENT_VERSION,
    Actor,
    Contract,
    Education,
    Employer,
    EmployerAction,
    EmployerAgreement,
    EmployerKind,
    EmployerState,
    MoneyType,
    Pledge,
    Position,
    PositionAction,
    PositionKind,
    PositionSource,
    PositionState,
    Shift,
    SponsorshipKind,
    local_today,
)
from services import public_jobs
from services.demo.content import Record, records

_A, _S = PositionAction, PositionState
# How a posting came to its state: the same moves a person would have made.
ROADS: Mapping[PositionState, tuple[PositionAction, ...]] = {
    _S.DRAFT: (),
    _S.SUBMITTED: (_A.SUBMIT,),
    _S.NEEDS_FIX: (_A.SUBMIT, _A.SEND_BACK),
    _S.OPEN: (_A.SUBMIT, _A.PUBLISH),
    _S.PAUSED: (_A.SUBMIT, _A.PUBLISH, _A.PAUSE),
}
VERIFIED = EmployerState.VERIFIED
# Postings of the demo were published over the last weeks; the oldest are asked about.
DAYS_OPEN = 33
COPIED = (
    "title",
    "description",
    "commune_code",
    "required_skills",
    "preferred_skills",
    "wage_min",
    "wage_max",
    "headcount",
    "housing",
    "shuttle",
    "meals",
    "training_provided",
    "min_experience_years",
    "licences",
    "occupation_code",
)


def load_employers(session: Session, *, by: Actor) -> dict[str, Employer]:
    """Make the firms, verified ones with a signed agreement; return them by key."""
    made = {row["key"]: _employer(row, by) for row in records("employers")}
    session.add_all(made.values())
    session.flush()
    return made


def _employer(row: Record, by: Actor) -> Employer:
    employer = Employer(
        kind=EmployerKind(row["kind"]),
        name_key=strip_marks(canonical(row["name"])),
        contact_phone=row["phone"],
        contact_email=row["email"],
        **{
            field: row[field]
            for field in (
                "name",
                "tax_code",
                "commune_code",
                "address",
                "industry",
                "about",
                "workers_total",
                "contact_name",
            )
        },
    )
    employer.apply(EmployerAction.CLAIM, by=by)
    if row["verified"]:
        employer.apply(EmployerAction.VERIFY, by=by)
        employer.agreements.append(
            EmployerAgreement(
                text_version=AGREEMENT_VERSION,
                accepted_on=local_today(),
                how="paper",
                signed_by=row["contact_name"],
            )
        )
    return employer


def load_positions(session: Session, employers: Mapping[str, Employer], *, by: Actor) -> None:
    """Make the positions, each brought to its state by the moves that lead there."""
    for number, row in enumerate(records("positions")):
        position = _position(row, employers[row["employer"]])
        if position.opened_on is not None:
            position.opened_on -= timedelta(days=number % DAYS_OPEN)
        for action in ROADS[PositionState(row["state"])]:
            position.apply(action, by=by, reason="wording" if action == _A.SEND_BACK else None)
        session.add(position)
    session.flush()
    _show_publicly(session, next(e for e in employers.values() if e.state == VERIFIED))


def _show_publicly(session: Session, employer: Employer) -> None:
    """Switch one firm's page for everyone on, so that the demo shows what it looks like."""
    employer.is_public, employer.public_code = True, public_jobs.new_code()
    public_jobs.give_codes(session, employer)


def _position(row: Record, employer: Employer) -> Position:
    return Position(
        employer=employer,
        kind=PositionKind(row["kind"]),
        title_key=strip_marks(canonical(row["title"])),
        shift=Shift(row["shift"]),
        contract=Contract(row["contract"]),
        min_education=Education(row["min_education"]) if row["min_education"] else None,
        review_note=row["review_note"] or "",
        source=PositionSource.EMPLOYER,
        opened_on=local_today() if row["state"] in {"open", "paused"} else None,
        **{field: row[field] for field in COPIED},
    )


def load_pledges(session: Session, employers: Mapping[str, Employer]) -> None:
    """Make what the firms pledge."""
    today = local_today()
    session.add_all(
        Pledge(
            employer_id=employers[row["employer"]].id,
            kind=SponsorshipKind(row["kind"]),
            money_type=MoneyType(row["money_type"]) if row["money_type"] else None,
            quantity=row["quantity"],
            amount_vnd=row["amount_vnd"],
            sponsor_name=row["sponsor_name"],
            trade=row["trade"],
            hours=row["hours"],
            conditions=row["conditions"],
            until=today + timedelta(days=row["until"]),
        )
        for row in records("pledges")
    )
    session.flush()
