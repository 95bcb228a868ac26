"""What happened in the demo so far, for pages that show what happened: one road of each kind.

The demo itself stands before its event. Here the event is opened for a rehearsal, three people were
introduced and one of them hired, one talk is planned, sponsorships stand at three steps, and each
office has workbooks at three steps.
"""

from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from models import (
    Actor,
    Approval,
    Attendance,
    ConsentHow,
    Employer,
    Event,
    EventAction,
    ImportKind,
    Introduction,
    LoanPurpose,
    Pledge,
    RankingModelState,
    Returnee,
    Role,
    Said,
    SponsorshipKind,
    Suggestion,
    SuggestionState,
    User,
    local_today,
    utcnow,
)
from services import (
    attendances,
    event_firms,
    events,
    firm_consents,
    importing,
    introductions,
    loan_referrals,
    mail_boxes,
    placements,
    pledges,
    returnees,
    sheets,
    sponsorship_answers,
    sponsorships,
    stay,
    talks,
)
from services.consents import holds
from services.demo.loading import actor_of
from services.introductions import Word
from services.loan_table import programmes
from services.scope import visible_attendances, visible_returnees
from tests.rankings import make_model
from tests.site import workbooks

TODAY = local_today()
STEPS = 3
COUNSELOR, FIRM = "tuvan.hoang", "doanhnghiep.may"


def add(session):
    organiser = actor_of(user(session, "tochuc"), Role.ORGANISER)
    counselor = actor_of(user(session, COUNSELOR), Role.COUNSELOR)
    event = session.scalars(select(Event)).one()
    _ask_a_firm(session, event, organiser)
    events.move(session, event, EventAction.OPEN, by=organiser)
    approvals = approved_for(session, firm_of(session, FIRM), counselor)
    made = [_introduce(session, approval, counselor) for approval in approvals[:3]]
    introductions.hire(session, made[0], by=counselor, word=Word(Said("Chị Lan", "phone"), TODAY))
    talks.plan(session, event, approvals[3], by=organiser)
    _sponsor(session, session.scalars(visible_returnees(counselor).where(holds())), counselor)
    _offer_help(session, counselor)
    _prepare_sheets(session, event, organiser)
    _take_one_out(session, organiser)
    make_model(session, way=-0.05, state=RankingModelState.IN_USE)
    _care(session, one_of_ones_own(session, counselor), counselor)
    _lend(session, counselor)
    mail_boxes.keep(session, user(session, FIRM), "nhan.su@example.vn", is_on=True)
    police = actor_of(user(session, "canhsat"), Role.POLICE)
    _import(session, ImportKind.RETURNEES, counselor, workbooks.ONE_PERSON, workbooks.TWO_PEOPLE)
    _import(
        session, ImportKind.POSITIONS, organiser, workbooks.ONE_POSITION, workbooks.ONE_POSITION
    )
    _read(session, ImportKind.RETURNEES, police, workbooks.TWO_PEOPLE)
    hr = actor_of(user(session, FIRM), Role.EMPLOYER)
    _import(session, ImportKind.OWN_POSITIONS, hr, workbooks.ONE_POSITION, workbooks.ONE_POSITION)


def _ask_a_firm(session, event, organiser):
    """The firm that signs in was asked to the event and has not answered."""
    event_firms.invite(
        session, event, session.get_one(Employer, firm_of(session, FIRM)), by=organiser
    )


def _take_one_out(session, organiser):
    """One more event is out on a laptop."""
    here = session.scalars(select(Event)).first()
    away = events.create(
        session,
        by=organiser,
        name="Phiên tư vấn việc làm lưu động",
        place="Nhà văn hóa xã",
        commune_code=here.commune_code,
        on=TODAY,
        starts_at=here.starts_at,
        ends_at=here.ends_at,
        out_to="Máy hội trường 1",
        out_until=utcnow(),
    )
    away.apply(EventAction.TAKE_OUT, by=organiser)


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
        .where(
            Suggestion.state == SuggestionState.APPROVED,
            Approval.id.not_in(select(Introduction.approval_id)),
        )
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


def one_of_ones_own(session, counselor):
    """Return an approval of somebody in the counselor's care who was not introduced yet."""
    found = session.scalars(
        select(Approval)
        .join(Approval.suggestion)
        .where(
            Suggestion.state == SuggestionState.APPROVED,
            Approval.id.not_in(select(Introduction.approval_id)),
            Suggestion.returnee_id.not_in(select(Introduction.returnee_id)),
            Suggestion.returnee_id.in_(visible_returnees(counselor).with_only_columns(Returnee.id)),
        )
        .order_by(Suggestion.rank, Suggestion.id)
    )
    return found.first()


def _introduce(session, approval, counselor):
    suggestion = approval.suggestion
    firm = suggestion.position.employer_id
    signed = firm_consents.Yes(ConsentHow.PAPER, local_today())
    yes = firm_consents.agree(session, suggestion.returnee, firm, signed, by=counselor)
    return introductions.introduce(session, suggestion, yes, by=counselor)


def _care(session, approval, counselor):
    """Let somebody be at work since a week and be asked after three months; list a person twice."""
    introduction = _introduce(session, approval, counselor)
    introductions.hire(session, introduction, by=counselor)
    placements.start(session, introduction, TODAY - timedelta(days=8), by=counselor)
    stay.ask(session, by=counselor, now=utcnow() + timedelta(days=100))
    person = session.scalars(visible_returnees(counselor).order_by(Returnee.id)).first()
    twin = Returnee(
        full_name=person.full_name, birth_year=person.birth_year, commune_code=person.commune_code
    )
    session.add(twin)
    returnees.seal_identity(session, twin)


def _lend(session, counselor):
    """Send somebody on to the loan desk."""
    person = session.scalars(visible_returnees(counselor).order_by(Returnee.id)).first()
    asked = loan_referrals.Referral(programmes()[0].code, LoanPurpose.BUSINESS, TODAY)
    loan_referrals.refer(session, person, asked, by=counselor)


def _sponsor(session, people, counselor):
    """Bring three people's help to three steps: matched, agreed, handed over."""
    pledge = session.scalars(
        select(Pledge)
        .where(Pledge.amount_vnd.is_(None), Pledge.quantity >= STEPS)
        .order_by(Pledge.id)
    ).first()
    made = [
        sponsorships.match(session, pledge, person, by=counselor, mentor_name="Anh Tú")
        for person in islice(people, STEPS)
    ]
    for sponsorship in made[1:]:
        sponsorships.agree(
            session,
            sponsorship,
            by=counselor,
            yes=firm_consents.Yes(ConsentHow.PAPER, TODAY),
            shares_name=False,
        )
    sponsorships.deliver(session, made[2], by=counselor, on=TODAY, note="Đã kèm tuần đầu.")


def _offer_help(session, counselor):
    """Let the firm that signs in help two guests: to one it said yes, the other said it first."""
    terms = pledges.Terms(SponsorshipKind.MENTOR, TODAY + timedelta(days=90), quantity=STEPS)
    hr = actor_of(user(session, FIRM), Role.EMPLOYER)
    firm = session.get_one(Employer, firm_of(session, FIRM))
    pledge = pledges.make(session, firm, terms, by=hr)
    first, second = (
        sponsorships.match(session, pledge, card.returnee, by=counselor)
        for card in guests(session)[:2]
    )
    sponsorship_answers.say_yes(session, first, by=hr)
    sponsorship_answers.say_yes(session, second, by=Actor(Role.PERSON))


def guests(session):
    """Return one approved card of each person invited, in the order they were invited."""
    rows = session.scalars(
        select(Suggestion)
        .join(Attendance, Attendance.returnee_id == Suggestion.returnee_id)
        .where(Suggestion.state == SuggestionState.APPROVED)
        .order_by(Attendance.id, Suggestion.rank)
    )
    return list({row.returnee_id: row for row in rows}.values())


def _prepare_sheets(session, event, organiser):
    some = attendances.invited(session, event, visible_attendances(organiser))[:12]
    sheets.prepare(session, event, some, by=organiser)


def _import(session, kind, by, first, second):
    """Bring one workbook in, read a second, and leave it once more unread."""
    importing.apply(session, _read(session, kind, by, first), by=by)
    _read(session, kind, by, second)
    _stage(session, kind, by, second)


def _read(session, kind, by, data):
    batch = _stage(session, kind, by, data)
    while not importing.read_some(session, batch, by=by):
        pass
    return batch


def _stage(session, kind, by, data):
    upload = importing.prepare(kind, data, "danh-sach.xlsx")
    return importing.stage(session, upload, default_province="38", by=by)
