"""What happened in the demo so far, for pages that show what happened: one road of each kind.

The demo itself stands before its event. Here the event is opened for a rehearsal, three people were
introduced, one talk is planned, one sponsorship agreed, and each office has a workbook half read.
"""

from sqlalchemy import select

from models import (
    Approval,
    Consent,
    ConsentHow,
    Event,
    EventAction,
    ImportKind,
    IntroductionAction,
    Pledge,
    Role,
    Suggestion,
    SuggestionState,
    User,
    local_today,
)
from services import (
    accounts,
    attendances,
    events,
    firm_consents,
    importing,
    introductions,
    sheets,
    sponsorships,
    talks,
)
from services.demo.loading import actor_of
from services.scope import visible_attendances
from tests.site import workbooks

KIND_OF_ROLE = {
    "tuvan.hoang": (Role.COUNSELOR, ImportKind.RETURNEES, workbooks.TWO_PEOPLE),
    "canhsat": (Role.POLICE, ImportKind.RETURNEES, workbooks.TWO_PEOPLE),
    "tochuc": (Role.ORGANISER, ImportKind.POSITIONS, workbooks.ONE_POSITION),
}
COUNSELOR, FIRM = "tuvan.hoang", "doanhnghiep.may"


def add(session):
    organiser = actor_of(user(session, "tochuc"), Role.ORGANISER)
    counselor = actor_of(user(session, COUNSELOR), Role.COUNSELOR)
    event = session.scalars(select(Event)).one()
    events.move(session, event, EventAction.OPEN, by=organiser)
    approvals = approved_for(session, firm_of(session, FIRM), counselor)
    _introduce(session, approvals[:3], counselor)
    talks.plan(session, event, approvals[3], by=organiser)
    _sponsor(session, approvals[0].suggestion.returnee, counselor)
    _prepare_sheets(session, event, organiser)
    for login, (role, kind, data) in KIND_OF_ROLE.items():
        _read(session, kind, data, actor_of(user(session, login), role))


def user(session, login):
    return session.scalars(select(User).where(User.login == login)).one()


def firm_of(session, login):
    return user(session, login).assignments[0].employer_id


def approved_for(session, employer_id, counselor):
    """Return a firm's standing approvals, one a person, the counselor's own people first."""
    found = session.scalars(
        select(Approval)
        .join(Approval.suggestion)
        .join(Suggestion.position)
        .where(Suggestion.state == SuggestionState.APPROVED)
        .order_by(Suggestion.rank, Suggestion.id)
    )
    of_firm = {
        approval.suggestion.returnee_id: approval
        for approval in found
        if approval.suggestion.position.employer_id == employer_id
    }
    return sorted(
        of_firm.values(),
        key=lambda given: not counselor.covers(given.suggestion.returnee.commune_code),
    )


def _introduce(session, approvals, counselor):
    for approval in approvals:
        suggestion = approval.suggestion
        firm = suggestion.position.employer_id
        yes = firm_consents.agree(
            session, suggestion.returnee, firm, ConsentHow.PAPER, by=counselor
        )
        introductions.introduce(session, suggestion, yes, by=counselor)


def _sponsor(session, person, counselor):
    pledge = session.scalars(
        select(Pledge).where(Pledge.amount_vnd.is_(None)).order_by(Pledge.id)
    ).first()
    sponsorship = sponsorships.match(session, pledge, person, by=counselor, mentor_name="Anh Tú")
    sponsorships.agree(
        session,
        sponsorship,
        by=counselor,
        on=local_today(),
        how=ConsentHow.PAPER,
        shares_name=False,
    )


def _prepare_sheets(session, event, organiser):
    some = attendances.invited(session, event, visible_attendances(organiser))[:12]
    sheets.prepare(session, event, some, by=organiser)


def _read(session, kind, data, by):
    upload = importing.prepare(kind, data, "danh-sach.xlsx")
    batch = importing.stage(session, upload, default_province="38", by=by)
    while not importing.read_some(session, batch, by=by):
        pass
