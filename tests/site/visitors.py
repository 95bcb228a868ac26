"""Who looks at the site: each role of the demo, paired devices, a person, a stranger."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from models import (
    FIRM_SEES,
    Attendance,
    AttendanceState,
    DeviceKind,
    Employer,
    EmployerState,
    Event,
    EventFirm,
    FollowUp,
    Introduction,
    MailBox,
    Position,
    PositionSource,
    Role,
    Sponsorship,
    SponsorshipState,
    StayLink,
)
from services import devices, follow_ups
from services.demo import DEMO_PASSWORD
from services.demo.loading import actor_of
from services.scope import visible_introductions, visible_loan_referrals
from tests.site.scenery import COUNSELOR, FIRM, firm_of, guests, user

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
LOGINS = {
    "administrator": "quantri",
    "police": "canhsat",
    "counselor": "tuvan.hoang",
    "organiser": "tochuc",
    "desk": "donghoi",
    "committee": "theodoi",
    "employer": "doanhnghiep.may",
}


@dataclass
class Visitor:
    """A browser of someone's own, and addresses no link leads to but a form does."""

    context: object
    start: str = "/"
    more: list[str] = field(default_factory=list)


class Visitors:
    """Opens each visitor's browser when first asked for; closes all at the end."""

    def __init__(self, browser, server):
        self.browser = browser
        self.server = server
        self.known = {}

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        for visitor in self.known.values():
            visitor.context.close()

    def __getitem__(self, name):
        if name not in self.known:
            self.known[name] = self._arrive(name)
        return self.known[name]

    def _arrive(self, name):
        context = self.browser.new_context(base_url=self.server.url, viewport=DESKTOP)
        page = context.new_page()
        try:
            return self._enter(name, context, page)
        finally:
            page.close()

    def _enter(self, name, context, page):
        if name in LOGINS:
            sign_in(page, LOGINS[name])
            return Visitor(context, more=RARE[name](self.server) if name in RARE else [])
        return ENTRANCES[name](page, self.server, context)


def rare_pages(server):
    """Return pages of states few records are in, past the first ones of a list."""
    with server.installation.session() as session:
        waits = [
            ("/sponsoring/", Sponsorship.id, Sponsorship.state == SponsorshipState.MATCHED),
            ("/sponsoring/", Sponsorship.id, Sponsorship.state == SponsorshipState.DELIVERED),
            ("/firms/positions/", Position.id, Position.source == PositionSource.IMPORT),
            ("/firms/", Employer.id, Employer.state == EmployerState.PENDING),
        ]
        walked_in = session.scalars(
            select(Attendance).where(Attendance.state == AttendanceState.INVITED)
        ).first()
        cards = f"/events/{walked_in.event_id}/people/{walked_in.id}/cards"
        return [cards, *_of_a_person(session)] + [
            f"{start}{session.scalars(select(column).where(state)).first()}"
            for start, column, state in waits
        ]


def _of_a_person(session):
    """Return a counselor's pages of one referral, one twin, one look back and one interview."""
    counselor = actor_of(user(session, COUNSELOR), Role.COUNSELOR)
    loan = session.scalars(visible_loan_referrals(counselor)).first()
    looks = follow_ups.visible(counselor).where(FollowUp.done_on.is_(None))
    seen = visible_introductions(counselor)
    talk = session.scalars(seen.where(Introduction.interview_at.is_not(None))).first()
    return [
        f"/sponsoring/people/{loan.returnee_id}/loan",
        "/counselor/duplicates",
        f"/counselor/follow-ups/{session.scalars(looks).first().id}",
        f"/introductions/{talk.id}",
    ]


def steps_of_a_firm(server):
    """Return a firm's pages of people at each step, and of several ticked at once."""
    with server.installation.session() as session:
        own = select(Introduction).where(
            Introduction.employer_id == firm_of(session, FIRM), Introduction.state.in_(FIRM_SEES)
        )
        steps = {row.state: row.id for row in session.scalars(own)}
        ticked = f"/employer/introductions/ticked/{{}}?pick={next(iter(steps.values()))}"
        pages = [f"/employer/introductions/{one}" for one in steps.values()]
        asked = session.scalars(
            select(EventFirm).where(EventFirm.employer_id == firm_of(session, FIRM))
        ).one()
        pages.append(f"/employer/events/{asked.id}")
    return [*pages, ticked.format("invite"), ticked.format("refuse")]


def letters_lead_to(server):
    """Return the addresses strangers were sent: a question, its thanks, a way out of letters."""
    with server.installation.session() as session:
        question = session.scalars(select(StayLink).where(StayLink.answer.is_(None))).first()
        box = session.scalars(select(MailBox)).first()
        return [f"/stay/{question.token}", "/stay/thanks", f"/mail/stop/{box.stop_token}"]


RARE = {"counselor": rare_pages, "employer": steps_of_a_firm}


def sign_in(page, login, password=DEMO_PASSWORD):
    page.goto("/sign-in")
    page.fill("#login", login)
    page.fill("#password", password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def pair(page, server, kind, event_id=None):
    """Pair a browser as staff would: a code made for the event, typed on the machine.

    A table's machine is the one of the event's first firm; its id is returned.
    """
    with server.installation.session() as session:
        organiser = actor_of(user(session, "tochuc"), Role.ORGANISER)
        event = session.scalars(select(Event).order_by(Event.created_at)).first()
        event = session.get_one(Event, UUID(event_id)) if event_id else event
        table = next(t for t in event.tables if t.employer)
        _, code = devices.prepare(session, event, kind, "Máy thử", by=organiser, table=table)
        session.commit()
    page.goto("/pair")
    page.fill("#code", code)
    page.get_by_role("button", name="Ghép nối").click()
    page.wait_for_url(lambda address: "/pair" not in address)
    return table.id, event.id


def hold_table_phone(page, server, context):
    table, _ = pair(page, server, DeviceKind.TABLE)
    return Visitor(context, more=["/hall/table", f"/hall/table/{table}/live"])


def hang_on_the_wall(page, server, context):
    _, event = pair(page, server, DeviceKind.WALL)
    return Visitor(context, more=["/hall/wall", f"/hall/wall/{event}/live"])


def stand_at_desk(page, server, context):
    pair(page, server, DeviceKind.DESK)
    return Visitor(context)


def stand_at_kiosk(page, server, context):
    pair(page, server, DeviceKind.KIOSK)
    guest = guest_of(server, 0)
    begin_visit(page, guest)
    # The kiosk's start ends the visit, so it is looked at last.
    return Visitor(context, "/my/jobs", [f"/my/firms/{guest.firm}", "/my/"])


def begin_visit(page, guest):
    page.goto("/my/")
    page.fill("#code", guest.code)
    page.fill("#birth_year", str(guest.birth_year))
    page.get_by_role("button", name="Xem việc của tôi").click()
    page.wait_for_url("**/my/jobs")


def open_own_link(page, server, context):
    guest = guest_of(server, 1)
    page.goto(f"/my/link/{guest.token}")
    page.locator("main").get_by_role("button").click()
    page.wait_for_url("**/my/jobs")
    unused = guest_of(server, 2)
    return Visitor(context, "/my/jobs", [f"/my/firms/{guest.firm}", f"/my/link/{unused.token}"])


def come_as_stranger(_page, server, context):
    more = ["/pair", "/my/done", "/my/link/none", *letters_lead_to(server)]
    return Visitor(context, "/sign-in", more)


ENTRANCES = {
    "kiosk": stand_at_kiosk,
    "desk device": stand_at_desk,
    "table phone": hold_table_phone,
    "wall": hang_on_the_wall,
    "person": open_own_link,
    "stranger": come_as_stranger,
}
EVERYONE = (*LOGINS, *ENTRANCES)


@dataclass(frozen=True)
class Guest:
    """Someone invited who has cards: what their paper says, and a firm of one card."""

    code: str
    token: str
    birth_year: int
    firm: object
    attendance_id: object
    returnee_id: object


def guest_of(server, number):
    """Return the n-th person invited whose approved cards no talk or yes has touched."""
    with server.installation.session() as session:
        card = guests(session)[number]
        attendance = session.scalars(
            select(Attendance).where(Attendance.returnee_id == card.returnee_id)
        ).one()
        return Guest(
            attendance.code,
            attendance.link_token,
            card.returnee.birth_year,
            card.position.employer_id,
            attendance.id,
            card.returnee_id,
        )
