"""Demo help: some people are sponsored, some went to the loan desk; older months are closed."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Actor,
    CheckIn,
    CheckInAnswer,
    ConsentHow,
    LoanPurpose,
    OutreachKind,
    Returnee,
    Sponsorship,
    TaskOwner,
    local_today,
)
from services import loan_referrals, outreach, sponsorship_care, sponsorships
from services.consents import holds
from services.firm_consents import Yes
from services.loan_referrals import Referral
from services.outreach import Line
from services.reports import months
from services.scope import visible_returnees
from services.sponsorship_care import Look, Task

SPONSORED, LENT = 7, 6
AGO = timedelta(days=70)
SHARE_VND, LOAN_VND = 2_000_000, 50_000_000
LATE = 3


def load_help(session: Session, counselors: Sequence[Actor], *, committee: Actor) -> None:
    """Sponsor people of the first counselor, send others to the bank, close what is over."""
    by = counselors[0]
    people = session.scalars(
        visible_returnees(by).where(holds()).order_by(Returnee.created_at.desc(), Returnee.id)
    ).all()
    for number, person in enumerate(people[:SPONSORED]):
        _sponsor(session, person, number, by)
    for person in people[SPONSORED : SPONSORED + LENT]:
        _lend(session, person, by)
    _close_months(session, committee)


def _sponsor(session: Session, person: Returnee, number: int, by: Actor) -> None:
    found = sponsorships.candidates(session, person)
    if not found:
        return
    best, today = found[0], local_today()
    share = min(SHARE_VND, best.rest.vnd) if best.rest.vnd else None
    made = sponsorships.match(
        session, best.pledge, person, by=by, amount_vnd=share, mentor_name="Tổ trưởng sản xuất"
    )
    sponsorships.agree(
        session, made, by=by, yes=Yes(ConsentHow.PAPER, today - AGO), shares_name=number % 2 == 0
    )
    task = Task("Đưa đi nhận đồ bảo hộ", TaskOwner.SPONSOR, today + timedelta(days=5))
    sponsorship_care.add_task(session, made, task, by=by)
    if number % 2:
        _look(session, made, by)
    if number % LATE == 0:
        sponsorships.deliver(session, made, by=by, on=today, amount_vnd=share, note="Trao đợt đầu")
        sponsorships.confirm(
            session, made, by=by, on=today, how=ConsentHow.PAPER, commune_officer="Cán bộ xã"
        )


def _look(session: Session, made: Sponsorship, by: Actor) -> None:
    row = session.scalars(select(CheckIn).where(CheckIn.sponsorship_id == made.id)).one()
    look = Look(row.due_on, CheckInAnswer.GOOD, met_mentor=True)
    sponsorship_care.check(session, row, look, by=by)


def _lend(session: Session, person: Returnee, by: Actor) -> None:
    start = local_today() - AGO
    asked = Referral("decision_22", LoanPurpose.BUSINESS, start, LOAN_VND)
    row = loan_referrals.refer(session, person, asked, by=by)
    loan_referrals.submit(session, row, by=by, on=start + timedelta(days=7))
    paid = start + timedelta(days=30)
    loan_referrals.lend(session, row, by=by, on=paid, amount_vnd=LOAN_VND)


def _close_months(session: Session, committee: Actor) -> None:
    """Close the months that are over but the last, and let one line come late."""
    this = months.first_day(local_today())
    over = [date(this.year, number, 1) for number in range(1, this.month - 1)]
    for month in over:
        months.close(session, month, by=committee)
    if over:
        line = Line(OutreachKind.BROADCAST, over[-1] + timedelta(days=20), LATE)
        outreach.record(session, line, by=committee)
